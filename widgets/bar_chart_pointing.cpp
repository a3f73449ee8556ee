// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Bars under the mouse and the keyboard: what a part says, and what it asks for.
#include "widgets/bar_chart.h"

#include <QGraphicsRectItem>
#include <QGraphicsView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

std::vector<BarChart::Place> BarChart::places() const
{
    std::vector<Place> places;
    for (std::size_t row = 0; hasBars() && row < m_bars->rows.size(); ++row) {
        for (std::size_t part = 0; part < m_bars->rows[row].parts.size(); ++part) {
            if (m_bars->rows[row].parts[part].value > 0)
                places.push_back({row, part});
        }
    }
    return places;
}

std::optional<BarChart::Place> BarChart::placeAt(const QPointF &position) const
{
    for (const Place &place : places()) {
        if (rectOf(place.row, place.part).adjusted(-1, -1, 1, 1).contains(position))
            return place;
    }
    return std::nullopt;
}

QString BarChart::tipAt(const QPointF &position) const
{
    if (const auto place = placeAt(position))
        return partAt(*place).tip;
    for (std::size_t row = 0; hasBars() && row < m_bars->rows.size(); ++row) {
        if (m_bars->rows[row].range && whiskerOf(row).adjusted(-2, -2, 2, 2).contains(position))
            return m_bars->rows[row].range->tip;
    }
    return {};
}

QString BarChart::idAt(const QPointF &position) const
{
    const auto place = placeAt(position);
    return place ? partAt(*place).id : QString();
}

ReadOut BarChart::readOutAt(double) const
{
    ReadOut readOut;
    if (!m_bars || !hasBars()) {
        readOut.note = m_bars ? m_bars->message : QString();
        return readOut;
    }
    readOut.heading = m_bars->subtitle;
    if (m_bars->here)
        readOut.note = m_bars->here->name;
    for (const BarRow &row : m_bars->rows)
        readOut.rows.push_back({.name = row.name, .value = row.saying.isEmpty() ? row.text : row.saying});
    if (m_at)
        readOut.note = partAt(*m_at).tip;
    return readOut;
}

void BarChart::activate(const QString &id)
{
    if (!id.isEmpty())
        emit partActivated(id);
}

void BarChart::step(int by)
{
    refresh();
    const auto seen = places();
    if (seen.empty())
        return;
    const auto found = m_at ? std::ranges::find(seen, *m_at) : seen.end();
    const auto last = static_cast<std::ptrdiff_t>(seen.size()) - 1;
    const auto next = found == seen.end() ? (by > 0 ? 0 : last) : std::clamp<std::ptrdiff_t>(found - seen.begin() + by, 0, last);
    m_at = seen[static_cast<std::size_t>(next)];
    m_words->update();
    setAccessibleDescription(readOut());
    const QPoint below = rectOf(m_at->row, m_at->part).bottomLeft().toPoint();
    QToolTip::showText(m_view->viewport()->mapToGlobal(below), partAt(*m_at).tip, m_view->viewport());
}

void BarChart::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Right:
        return step(1);
    case Qt::Key_Left:
        return step(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        refresh();
        if (const auto seen = places(); !seen.empty())
            activate(partAt(m_at.value_or(seen.front())).id);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void BarChart::showEvent(QShowEvent *event)
{
    Chart::showEvent(event);
    if (m_stale)
        m_soon.start();
}

bool BarChart::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Paint:
        ++m_replots;
        break;
    case QEvent::Wheel: // for what scrolls around the chart
        event->ignore();
        return true;
    case QEvent::ToolTip: {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), plotWidget());
        return true;
    }
    case QEvent::MouseMove:
        plotWidget()->setCursor(idAt(static_cast<QMouseEvent *>(event)->position()).isEmpty() ? Qt::ArrowCursor
                                                                                              : Qt::PointingHandCursor);
        break;
    case QEvent::MouseButtonRelease:
        if (const auto *mouse = static_cast<QMouseEvent *>(event); mouse->button() == Qt::LeftButton)
            activate(idAt(mouse->position()));
        break;
    case QEvent::ContextMenu:
        contextMenuEvent(static_cast<QContextMenuEvent *>(event));
        return true;
    default:
        break;
    }
    return Chart::eventFilter(watched, event);
}

} // namespace trilemma::widgets
