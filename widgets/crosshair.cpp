// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/crosshair.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

namespace {

constexpr double padding = 8, swatch = 14, columnGap = 12;

struct Columns {
    double name = 0, value = 0, delta = 0, heading = 0, rowHeight = 0;
    double width() const { return std::max(heading, swatch + name + columnGap + value + (delta > 0 ? columnGap + delta : 0)) + 2 * padding; }
};

Columns columnsOf(const ReadOut &readOut, const QFontMetricsF &metrics, const QFontMetricsF &strong)
{
    Columns columns;
    columns.rowHeight = std::ceil(metrics.height()) + 2;
    columns.heading = std::max(strong.horizontalAdvance(readOut.heading), metrics.horizontalAdvance(readOut.note));
    for (const ReadOutRow &row : readOut.rows) {
        columns.name = std::max(columns.name, metrics.horizontalAdvance(row.name));
        columns.value = std::max(columns.value, strong.horizontalAdvance(row.value));
        columns.delta = std::max(columns.delta, metrics.horizontalAdvance(row.delta.text));
    }
    return columns;
}

QPolygonF markerPolygon(Marker marker, double r)
{
    switch (marker) {
    case Marker::Square: return QPolygonF(QRectF(-0.85 * r, -0.85 * r, 1.7 * r, 1.7 * r));
    case Marker::Diamond: return {{0, -1.2 * r}, {1.2 * r, 0}, {0, 1.2 * r}, {-1.2 * r, 0}};
    case Marker::Triangle: return {{0, -1.15 * r}, {1.05 * r, 0.8 * r}, {-1.05 * r, 0.8 * r}};
    case Marker::Cross: {
        const double a = 1.15 * r, b = 0.4 * r;
        return {{-b, -a}, {b, -a}, {b, -b}, {a, -b}, {a, b}, {b, b}, {b, a}, {-b, a}, {-b, b}, {-a, b}, {-a, -b}, {-b, -b}};
    }
    case Marker::Disc: break;
    }
    return {};
}

} // namespace

Delta deltaOf(std::optional<double> value, std::optional<double> baseline, scenario::Better better)
{
    if (!value || !baseline || !std::isfinite(*value) || !std::isfinite(*baseline) || *baseline == 0)
        return {};
    const double percent = 100 * (*value - *baseline) / std::abs(*baseline);
    if (std::abs(percent) < 0.5)
        return {QStringLiteral("= 0 %"), false, false};
    const bool up = percent > 0;
    const QString size = std::abs(percent) >= 1000
        ? QStringLiteral("×%1").arg(QString::fromStdString(scenario::formatNumber(*value / *baseline)))
        : QStringLiteral("%1 %").arg(std::abs(percent), 0, 'f', 0);
    const bool good = better != scenario::Better::Neither && up == (better == scenario::Better::Up);
    return {(up ? QStringLiteral("▲ ") : QStringLiteral("▼ ")) + size, good, better != scenario::Better::Neither && !good};
}

QString plainText(const ReadOut &readOut)
{
    QStringList lines;
    if (!readOut.heading.isEmpty())
        lines << readOut.heading;
    for (const ReadOutRow &row : readOut.rows) {
        QString line = row.name + QStringLiteral(": ") + row.value;
        if (!row.delta.text.isEmpty())
            line += QStringLiteral(" (") + row.delta.text + QLatin1Char(')');
        lines << line;
    }
    if (!readOut.note.isEmpty())
        lines << readOut.note;
    return lines.join(QLatin1Char('\n'));
}

void paintMarker(QPainter &painter, const QPointF &centre, double radius, Marker marker)
{
    if (marker == Marker::Disc)
        painter.drawEllipse(centre, radius, radius);
    else
        painter.drawPolygon(markerPolygon(marker, radius).translated(centre));
}

void paintReadOut(QPainter &painter, const ReadOut &readOut, const QRectF &bounds, double x, const Theme &theme)
{
    const QFont plain = axisFont(), strong = themeFont(axisPixels, QFont::DemiBold);
    const QFontMetricsF metrics(plain), strongMetrics(strong);
    const Columns columns = columnsOf(readOut, metrics, strongMetrics);
    const auto lines = readOut.rows.size() + (readOut.note.isEmpty() ? 1 : 2);
    const double height = columns.rowHeight * static_cast<double>(lines) + 2 * padding - 4;
    const bool right = x - bounds.left() < bounds.right() - x;
    const double free = right ? x + 12 : x - 12 - columns.width();
    const double left = std::clamp(free, bounds.left(), std::max(bounds.left(), bounds.right() - columns.width()));
    const QRectF box(left, bounds.top() + 4, columns.width(), height);

    painter.setPen(QPen(theme.line, 1));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(box, 4, 4);
    double y = box.top() + padding - 2;
    painter.setFont(strong);
    painter.setPen(theme.muted);
    painter.drawText(QRectF(box.left() + padding, y, box.width(), columns.rowHeight), Qt::AlignVCenter | Qt::TextDontClip, readOut.heading);
    for (const ReadOutRow &row : readOut.rows) {
        y += columns.rowHeight;
        const QRectF line(box.left() + padding, y, box.width() - 2 * padding, columns.rowHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(row.style.colour);
        paintMarker(painter, {line.left() + 4, line.center().y()}, 3.5, row.style.marker);
        painter.setFont(plain);
        painter.setPen(theme.ink);
        painter.drawText(line.adjusted(swatch, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, row.name);
        const double deltaWidth = columns.delta > 0 ? columns.delta + columnGap : 0;
        painter.setFont(strong);
        painter.drawText(line.adjusted(0, 0, -deltaWidth, 0), Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, row.value);
        painter.setFont(plain);
        painter.setPen(row.delta.good ? theme.good : row.delta.bad ? theme.bad : theme.muted);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, row.delta.text);
    }
    painter.setPen(theme.muted);
    painter.drawText(QRectF(box.left() + padding, y + columns.rowHeight, box.width(), columns.rowHeight),
                     Qt::AlignVCenter | Qt::TextDontClip, readOut.note);
}

} // namespace trilemma::widgets
