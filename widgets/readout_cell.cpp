// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/readout_cell.h"

#include "widgets/theme.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace trilemma::widgets {
namespace {

using Style = ReadoutRun::Style;

constexpr int sideMargin = 2 * grid;
constexpr double pillPadding = 9;

bool isBadge(Style style)
{
    return style == Style::BadgeGood || style == Style::BadgeWarn || style == Style::BadgeBad || style == Style::BadgePlain;
}

bool isDelta(Style style)
{
    return style == Style::Good || style == Style::Bad || style == Style::Neutral;
}

QFont fontOf(Style style, int figurePixels)
{
    if (style == Style::Figure)
        return themeFont(figurePixels, QFont::DemiBold);
    return themeFont(basePixels - 1, isBadge(style) || isDelta(style) ? QFont::DemiBold : QFont::Normal);
}

QColor colourOf(Style style, const Theme &theme)
{
    switch (style) {
    case Style::Heading:
    case Style::Figure: return theme.ink;
    case Style::Good:
    case Style::BadgeGood: return theme.good;
    case Style::Bad:
    case Style::BadgeBad: return theme.bad;
    case Style::BadgeWarn: return theme.style(1).colour;
    case Style::BadgePlain: return theme.accent;
    case Style::Unit:
    case Style::Neutral: break;
    }
    return theme.muted;
}

/// Space before a run: a figure after a figure stands apart, a unit belongs to its figure.
double gapBefore(Style style)
{
    return style == Style::Figure ? 12 : isBadge(style) ? 6 : isDelta(style) ? 8 : 5;
}

} // namespace

ReadoutCell::ReadoutCell(const QString &name, QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("readout.") + name);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(name);
}

void ReadoutCell::showReadout(const Readout &readout)
{
    if (readout == m_readout)
        return;
    m_readout = readout;
    setAccessibleDescription(readout.text());
    update();
}

std::vector<ReadoutCell::Placed> ReadoutCell::place(int figurePixels, bool withSpare) const
{
    std::vector<Placed> placed;
    double x = 0;
    for (const ReadoutRun &run : m_readout.line) {
        if (run.spare && !withSpare)
            continue;
        Placed next{run.text, run.style, fontOf(run.style, figurePixels), 0, 0};
        x += placed.empty() ? 0 : gapBefore(run.style);
        next.x = x;
        next.width = QFontMetricsF(next.font).horizontalAdvance(run.text) + (isBadge(run.style) ? 2 * pillPadding : 0);
        x += next.width;
        placed.push_back(next);
    }
    return placed;
}

std::vector<ReadoutCell::Placed> ReadoutCell::fit(double width) const
{
    const auto fits = [width](const std::vector<Placed> &placed) {
        return placed.empty() || placed.back().x + placed.back().width <= width;
    };
    std::vector<Placed> placed;
    for (const int pixels : {readOutPixels, readOutPixels - 4, readOutPixels - 8}) {
        for (const bool withSpare : {true, false}) {
            placed = place(pixels, withSpare);
            if (fits(placed))
                return placed;
        }
    }
    for (Placed &run : placed) {
        if (run.x + run.width > width) {
            const double room = width - run.x - (isBadge(run.style) ? 2 * pillPadding : 0);
            run.text = QFontMetricsF(run.font).elidedText(run.text, Qt::ElideRight, std::max(0.0, room));
            run.width = std::max(0.0, width - run.x);
        }
    }
    return placed;
}

QSize ReadoutCell::sizeHint() const
{
    const int line = QFontMetrics(readOutFont()).height(), small = QFontMetrics(themeFont(basePixels - 1)).height();
    return {26 * grid, line + 2 * small + 2 * grid};
}

QSize ReadoutCell::minimumSizeHint() const
{
    return {14 * grid, sizeHint().height()};
}

void ReadoutCell::paintEvent(QPaintEvent *)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double width = this->width() - 2.0 * sideMargin;
    const auto quietLine = [&](const QString &text, double y, double height, const QFont &font) {
        painter.setFont(font);
        painter.setPen(theme.muted);
        painter.drawText(QRectF(sideMargin, y, width, height), Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(font).elidedText(text, Qt::ElideRight, width));
    };
    const QFont small = themeFont(basePixels - 1), caption = axisFont();
    const double captionHeight = QFontMetricsF(caption).height(), smallHeight = QFontMetricsF(small).height();
    const double top = grid, lineHeight = height() - captionHeight - smallHeight - 2.0 * grid;
    quietLine(m_readout.caption, top, captionHeight, caption);
    quietLine(m_readout.detail, height() - grid - smallHeight, smallHeight, small);

    if (m_readout.line.size() == 1 && m_readout.line.front().style == Style::Heading)
        return paintHeading(painter, QRectF(sideMargin, top + captionHeight, width, lineHeight));
    const double middle = top + captionHeight + lineHeight / 2;
    const double baseline = middle + QFontMetricsF(readOutFont()).capHeight() / 2;
    for (const Placed &run : fit(width)) {
        painter.setFont(run.font);
        const QColor colour = colourOf(run.style, theme);
        if (isBadge(run.style)) {
            const QRectF pill(sideMargin + run.x, middle - smallHeight / 2 - 3, run.width, smallHeight + 6);
            painter.setPen(QPen(colour, 1.2));
            painter.setBrush(mixed(theme.panel, colour, 0.08));
            painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
            painter.drawText(pill, Qt::AlignCenter, run.text);
            continue;
        }
        painter.setPen(colour);
        painter.drawText(QPointF(sideMargin + run.x, baseline), run.text);
    }
}

void ReadoutCell::paintHeading(QPainter &painter, const QRectF &box) const
{
    const QString text = m_readout.line.front().text;
    painter.setPen(themeOf(palette()).ink);
    for (const int pixels : {basePixels + 1, basePixels}) {
        painter.setFont(themeFont(pixels, QFont::DemiBold));
        if (QFontMetricsF(painter.font()).horizontalAdvance(text) <= box.width())
            return painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, text);
    }
    const qsizetype dot = text.indexOf(QStringLiteral(" · "));
    const QStringList lines = dot < 0 ? QStringList(text) : QStringList{text.left(dot), text.mid(dot + 3)};
    painter.setFont(themeFont(basePixels - 1, QFont::DemiBold));
    const QFontMetricsF metrics(painter.font());
    double y = box.center().y() - static_cast<double>(lines.size()) * metrics.height() / 2;
    for (const QString &line : lines) {
        painter.drawText(QRectF(box.left(), y, box.width(), metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(line, Qt::ElideRight, box.width()));
        y += metrics.height();
    }
}

bool ReadoutCell::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(),
                           QStringLiteral("<p>%1</p>").arg(m_readout.text().toHtmlEscaped()) + m_readout.help, this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace trilemma::widgets
