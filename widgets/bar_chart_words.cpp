// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around the bars: names, numbers, whiskers, notes.
#include "widgets/bar_chart.h"

#include <QFontMetricsF>
#include <QHorizontalStackedBarSeries>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

namespace {

constexpr double textGap = 6, nameGap = 8, whiskerGap = 7, capHeight = 6, arrowLength = 6;
constexpr int besideName = Qt::AlignRight | Qt::AlignVCenter, atEnd = Qt::AlignLeft | Qt::AlignVCenter;
constexpr int noteFlags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;

double widthOf(const QString &text)
{
    return text.isEmpty() ? 0 : QFontMetricsF(axisFont()).horizontalAdvance(text) + textGap + 2;
}

} // namespace

LegendRows BarChart::legend() const
{
    std::vector<LegendEntry> entries;
    for (const BarRow &row : m_bars->rows) {
        for (const BarPart &part : row.parts)
            entries.push_back({part.name, tint(part.colour)});
    }
    if (!m_bars->rangeName.isEmpty())
        entries.push_back({m_bars->rangeName, theme().muted, LegendEntry::Kind::Line});
    LegendRows rows = legendRows(entries, m_area.width() - 2 * nameGap);
    std::erase_if(rows, [](const LegendRow &row) { return row.empty(); });
    return rows;
}

double BarChart::notesHeight() const
{
    double height = 0;
    const QFontMetricsF metrics(axisFont());
    for (const QString &note : m_bars->notes)
        height += metrics.boundingRect(QRectF(0, 0, m_area.width() - 3 * nameGap, 1e4), noteFlags, note).height() + 2;
    return height > 0 ? height + 4 : 0;
}

/// Pixels that its text needs beyond the end of the bar, of the plot.
double BarChart::roomRightOf(const BarRow &row) const
{
    return std::max(0.0, widthOf(row.text) - (m_area.width() - m_plot.right()));
}

double BarChart::whiskerLimit(const BarRow &row) const
{
    return m_area.width() - widthOf(row.range->highText) - arrowLength;
}

bool BarChart::isCut(std::size_t row) const
{
    return xOf(m_bars->rows[row].range->high) > std::min(whiskerLimit(m_bars->rows[row]), m_plot.right());
}

QRectF BarChart::whiskerOf(std::size_t row) const
{
    const BarRow &shown = m_bars->rows[row];
    if (!shown.range)
        return {};
    const double y = std::round(middleOf(row) + m_series->barWidth() * m_rowHeight / 2 + whiskerGap);
    const double right = std::min({xOf(shown.range->high), whiskerLimit(shown), m_plot.right()});
    return {QPointF(std::clamp(xOf(shown.range->low), m_plot.left(), right), y - capHeight / 2),
            QPointF(right, y + capHeight / 2)};
}

void BarChart::write(QPainter &painter, const QRectF &room, int flags, const QString &text)
{
    QRectF taken;
    painter.drawText(room, flags, text, &taken);
    m_textRects.push_back(taken);
}

void BarChart::paintWords(QPainter &painter)
{
    m_textRects.clear();
    if (!m_bars)
        return;
    if (!hasBars()) {
        painter.setFont(themeFont(basePixels));
        painter.setPen(theme().muted);
        write(painter, QRectF(QPointF(), m_area).adjusted(24, 8, -24, -8), Qt::AlignCenter | Qt::TextWordWrap, m_bars->message);
        return;
    }
    paintAxis(painter);
    for (std::size_t row = 0; row < m_bars->rows.size(); ++row)
        paintRow(painter, row);
    if (m_bars->here)
        paintHere(painter);
    paintNotes(painter);
    const LegendRows rows = legend();
    paintLegend(painter, rows, {std::min(m_plot.left(), 2 * nameGap), legendRowPixels * static_cast<double>(rows.size())},
                theme());
    if (m_at && hasFocus()) {
        painter.setPen(QPen(theme().accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rectOf(m_at->row, m_at->part));
    }
}

void BarChart::paintAxis(QPainter &painter)
{
    const QFontMetricsF metrics(axisFont());
    painter.setFont(axisFont());
    painter.setPen(theme().muted);
    constexpr double tolerance = 1e-9, half = 60;
    for (double at = std::ceil(m_range.lower / m_tick - tolerance); at * m_tick <= m_range.upper + tolerance * m_tick; ++at) {
        const double value = at * m_tick;
        const QString text = (value < 0 ? QStringLiteral("−") : QString()) + m_bars->prefix + axisNumber(std::abs(value));
        const QRectF room(xOf(value) - half, m_plot.bottom() + textGap, 2 * half, metrics.height());
        write(painter, room, Qt::AlignHCenter | Qt::AlignTop | Qt::TextDontClip, text);
    }
    painter.setPen(QPen(theme().line, 1));
    painter.drawLine(m_plot.bottomLeft(), m_plot.bottomRight());
}

void BarChart::paintRow(QPainter &painter, std::size_t row)
{
    const BarRow &shown = m_bars->rows[row];
    const QFontMetricsF metrics(axisFont());
    const double top = middleOf(row) - metrics.height() / 2, names = m_plot.left() - nameGap;
    painter.setFont(axisFont());
    painter.setPen(theme().muted);
    write(painter, {0, top, names, metrics.height()}, besideName,
          metrics.elidedText(shown.name, Qt::ElideRight, names - nameGap));
    if (shown.range)
        paintWhisker(painter, row);
    painter.setPen(theme().ink);
    write(painter, {xOf(shown.end()) + textGap, top, widthOf(shown.text), metrics.height()}, atEnd, shown.text);
}

void BarChart::paintWhisker(QPainter &painter, std::size_t row)
{
    const QRectF whisker = whiskerOf(row);
    const QPointF left(whisker.left(), whisker.center().y()), right(whisker.right(), whisker.center().y());
    painter.setPen(QPen(theme().muted, 1));
    painter.drawLine(left, right);
    painter.drawLine(whisker.topLeft(), whisker.bottomLeft());
    if (isCut(row)) {
        painter.setBrush(theme().muted);
        painter.drawPolygon(
            QPolygonF{right + QPointF(arrowLength, 0), right + QPointF(0, -capHeight / 2), right + QPointF(0, capHeight / 2)});
    } else {
        painter.drawLine(whisker.topRight(), whisker.bottomRight());
    }
    const QString &text = m_bars->rows[row].range->highText;
    const QFontMetricsF metrics(axisFont());
    write(painter,
          {right.x() + (isCut(row) ? arrowLength : 0) + textGap - 2, right.y() - metrics.height() / 2, widthOf(text),
           metrics.height()},
          atEnd, text);
}

void BarChart::paintHere(QPainter &painter)
{
    const QFontMetricsF metrics(axisFont());
    const double x = std::round(xOf(m_bars->here->at)), width = metrics.horizontalAdvance(m_bars->here->name) + 2;
    painter.setPen(QPen(theme().muted, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, m_plot.top() - 2), QPointF(x, m_plot.bottom()));
    const double left = std::clamp(x - width / 2, 0.0, std::max(0.0, m_area.width() - width));
    write(painter, {left, m_plot.top() - 3 - metrics.height(), width, metrics.height()}, Qt::AlignCenter, m_bars->here->name);
}

void BarChart::paintNotes(QPainter &painter)
{
    const QFontMetricsF metrics(axisFont());
    painter.setPen(theme().muted);
    double y = m_plot.bottom() + metrics.height() + textGap + 8;
    for (const QString &note : m_bars->notes) {
        const QRectF room(1.5 * nameGap, y, m_area.width() - 3 * nameGap, 1e4);
        write(painter, room, noteFlags, note);
        y += m_textRects.back().height() + 2;
    }
}

} // namespace trilemma::widgets
