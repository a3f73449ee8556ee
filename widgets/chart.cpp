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
constexpr double keyStep = 1.05, pageStep = 1.5;

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
    setFont(other.font());
}

void Chart::setSubtitle(const QString &subtitle)
{
    if (subtitle == m_subtitle)
        return;
    m_subtitle = subtitle;
    setAccessibleName(m_title + QStringLiteral(", ") + m_subtitle);
    update();
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
    return {1, titleHeight, size.width() - 2, size.height() - titleHeight - radius};
}

void Chart::paintFrame(QPainter &painter, QSize size) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? m_theme.accent : m_theme.line, 1));
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1), radius, radius);

    const QFont strong = themeFont(basePixels, QFont::DemiBold), quiet = themeFont(basePixels - 1);
    const QFontMetricsF strongMetrics(strong), quietMetrics(quiet);
    const double baseline = 10 + strongMetrics.ascent();
    painter.setFont(strong);
    painter.setPen(m_theme.ink);
    painter.drawText(QPointF(margin, baseline), strongMetrics.elidedText(m_title, Qt::ElideRight, size.width() - 2 * margin));
    const double left = margin + strongMetrics.horizontalAdvance(m_title) + 8;
    painter.setFont(quiet);
    painter.setPen(m_theme.muted);
    painter.drawText(QPointF(left, baseline), quietMetrics.elidedText(m_subtitle, Qt::ElideRight, size.width() - margin - left));
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
    placePlot(plotArea(size()));
}

} // namespace trilemma::widgets
