// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart.h"

#include <QContextMenuEvent>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

namespace {

constexpr int margin = 12, titleHeight = 34, radius = 6;
constexpr int below = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap; ///< a subtitle under the title
constexpr double keyStep = 1.05, pageStep = 1.5;
constexpr double gap = 8, markRadius = 3.5, markRoom = 12;     ///< in the title

QFont titleFont()
{
    return themeFont(basePixels, QFont::DemiBold);
}

QFont subtitleFont()
{
    return themeFont(basePixels - 1);
}

} // namespace

Chart::Chart(const QString &title, QWidget *parent) : QWidget(parent), m_title(title), m_theme(themeOf(palette()))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(title);
}

Chart::~Chart() = default;

void Chart::showScenarios(const std::vector<ChartScenario> &scenarios)
{
    m_scenarios = scenarios;
    invalidate();
}

void Chart::setCrosshair(std::optional<double> runningBatch)
{
    if (runningBatch && !std::isfinite(*runningBatch))
        runningBatch.reset();
    if (m_crosshair == runningBatch)
        return;
    m_crosshair = runningBatch;
    updateCrosshair();
}

QString Chart::readOut()
{
    refresh();
    const ChartScenario *shown = current();
    if (!shown || !shown->curves)
        return {};
    return plainText(readOutAt(m_crosshair.value_or(shown->curves->evaluation.replica.runningBatch)));
}

void Chart::setTheme(const Theme &theme)
{
    m_ownTheme = true;
    m_theme = theme;
    invalidate();
    update();
}

void Chart::takeAppearanceOf(const Chart &other)
{
    m_ownTheme = other.m_ownTheme;
    m_theme = other.m_theme;
    m_subtitle = other.m_subtitle;
    m_remarks = other.m_remarks;
    setFont(other.font());
}

void Chart::showMeasured(const SharedMeasuredDots &) {}

void Chart::setSubtitle(const QString &subtitle, const QStringList &remarks)
{
    if (subtitle == m_subtitle && remarks == m_remarks)
        return;
    m_subtitle = subtitle;
    m_remarks = remarks;
    QStringList name{m_title, m_subtitle};
    if (!m_remarks.isEmpty())
        name += m_remarks.front();
    setAccessibleName(name.join(QStringLiteral(", ")));
    if (const QRect area = plotArea(size()); area != m_placed) {
        m_placed = area;
        placePlot(area);
    }
    update();
}

double Chart::besideTitle(int width) const
{
    return width - 2 * margin - QFontMetricsF(titleFont()).horizontalAdvance(m_title) - gap;
}

QRectF Chart::subtitleBelow(int width) const
{
    const QFontMetricsF quiet(subtitleFont());
    const double remark = m_remarks.isEmpty() ? 0 : quiet.horizontalAdvance(m_remarks.back()) + markRoom + gap;
    if (quiet.horizontalAdvance(m_subtitle) + remark <= besideTitle(width))
        return {};
    return quiet.boundingRect(QRectF(margin, 10 + QFontMetricsF(titleFont()).height(), width - 2 * margin, 1e4), below,
                              m_subtitle);
}

QString Chart::remark(int width) const
{
    if (m_remarks.isEmpty())
        return {};
    const QFontMetricsF quiet(subtitleFont());
    const double subtitle = !subtitleBelow(width).isNull() ? 0 : quiet.horizontalAdvance(m_subtitle);
    const double free = besideTitle(width) - subtitle - gap - markRoom;
    const auto fits = [&](const QString &remark) { return quiet.horizontalAdvance(remark) <= free; };
    const auto longest = std::ranges::find_if(m_remarks, fits);
    return longest == m_remarks.end() ? m_remarks.back() : *longest;
}

const ChartScenario *Chart::current() const
{
    const auto found = std::find_if(m_scenarios.begin(), m_scenarios.end(), [](const ChartScenario &s) { return s.current; });
    return found == m_scenarios.end() ? nullptr : &*found;
}

const ChartScenario *Chart::baseline() const
{
    const auto found = std::find_if(m_scenarios.begin(), m_scenarios.end(), [](const ChartScenario &s) { return s.baseline; });
    return found == m_scenarios.end() ? nullptr : &*found;
}

QRect Chart::plotArea(QSize size) const
{
    const int top = titleHeight + qCeil(subtitleBelow(size.width()).height());
    return {1, top, size.width() - 2, size.height() - top - radius};
}

void Chart::paintFrame(QPainter &painter, QSize size) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? m_theme.accent : m_theme.line, 1));
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1), radius, radius);

    const QFontMetricsF strong(titleFont()), quiet(subtitleFont());
    const double baseline = 10 + strong.ascent();
    double right = size.width() - margin;
    painter.setFont(subtitleFont());
    if (const QString text = remark(size.width()); !text.isEmpty()) {
        right -= quiet.horizontalAdvance(text);
        painter.setPen(m_theme.muted);
        painter.drawText(QPointF(right, baseline), text);
        right -= markRoom;
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.ink);
        paintMarker(painter, {right + markRoom / 2 - 2, baseline - quiet.xHeight() / 2}, markRadius, Marker::Diamond);
        right -= gap;
    }
    const double left = margin + strong.horizontalAdvance(m_title) + gap;
    painter.setPen(m_theme.muted);
    if (const QRectF room = subtitleBelow(size.width()); !room.isNull())
        painter.drawText(room.adjusted(0, 0, margin, 0), below, m_subtitle);
    else
        painter.drawText(QPointF(left, baseline), m_subtitle);
    painter.setFont(titleFont());
    painter.setPen(m_theme.ink);
    painter.drawText(QPointF(margin, baseline), strong.elidedText(m_title, Qt::ElideRight, right - margin));
}

void Chart::fillMenu(QMenu &) {}

void Chart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_ownTheme)
        m_theme = themeOf(palette());
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        invalidate();
        update();
    }
}

void Chart::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    fillMenu(menu);
    if (!menu.isEmpty())
        menu.addSeparator();
    connect(menu.addAction(tr("Copy picture and data")), &QAction::triggered, this, [this] { emit copyRequested(this); });
    connect(menu.addAction(tr("Export picture or data…")), &QAction::triggered, this, [this] { emit exportRequested(this); });
    menu.exec(event->globalPos());
}

void Chart::keyPressEvent(QKeyEvent *event)
{
    const ChartScenario *shown = current();
    const bool forward = event->key() == Qt::Key_Right || event->key() == Qt::Key_PageUp;
    const bool backward = event->key() == Qt::Key_Left || event->key() == Qt::Key_PageDown;
    if (event->key() == Qt::Key_Escape && m_crosshair) {
        emit crosshairMoved(std::nullopt);
    } else if (shown && shown->curves && (forward || backward)) {
        const bool page = event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown;
        const double factor = page ? pageStep : keyStep;
        const double from = m_crosshair.value_or(std::max(1.0, shown->curves->evaluation.replica.runningBatch));
        emit crosshairMoved(forward ? from * factor : std::max(0.1, from / factor));
    } else {
        QWidget::keyPressEvent(event);
    }
}

void Chart::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    setAccessibleDescription(readOut());
    update();
}

void Chart::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void Chart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintFrame(painter, size());
}

void Chart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_placed = plotArea(size());
    placePlot(m_placed);
}

} // namespace trilemma::widgets
