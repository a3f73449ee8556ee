// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lever_slider.h"

#include "widgets/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {
namespace {

constexpr double handleRadius = 6;
constexpr double margin = handleRadius + 1.5;
constexpr int pageSteps = 5;

} // namespace

LeverSlider::LeverSlider(QWidget *parent) : QSlider(Qt::Horizontal, parent)
{
    setRange(0, resolution);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void LeverSlider::setFraction(double fraction)
{
    const QSignalBlocker quiet(this);
    setValue(static_cast<int>(std::lround(fraction * resolution)));
}

void LeverSlider::setGhost(std::optional<double> fraction)
{
    if (m_ghost == fraction)
        return;
    m_ghost = fraction;
    update();
}

QPointF LeverSlider::handleAt(double fraction) const
{
    return {margin + fraction * (width() - 2 * margin), height() / 2.0};
}

QSize LeverSlider::sizeHint() const
{
    return {20 * grid, 2 * grid};
}

QSize LeverSlider::minimumSizeHint() const
{
    return {8 * grid, 2 * grid};
}

void LeverSlider::paintEvent(QPaintEvent *)
{
    const Theme theme = themeOf(palette());
    const QColor fill = isEnabled() ? theme.accent : theme.muted;
    const QPointF handle = handleAt(fraction());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.line);
    painter.drawRoundedRect(QRectF(QPointF(0, handle.y() - 1.5), QPointF(width(), handle.y() + 1.5)), 1.5, 1.5);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(QPointF(0, handle.y() - 1.5), QPointF(handle.x(), handle.y() + 1.5)), 1.5, 1.5);
    if (m_ghost) {
        const double x = handleAt(*m_ghost).x();
        painter.setPen(QPen(theme.style(1).colour, 2));
        painter.drawLine(QPointF(x, handle.y() - 7), QPointF(x, handle.y() + 7));
    }
    if (hasFocus()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(mixed(theme.panel, theme.accent, 0.3));
        painter.drawEllipse(handle, handleRadius + 2, handleRadius + 2);
    }
    painter.setPen(QPen(fill, 2));
    painter.setBrush(theme.panel);
    painter.drawEllipse(handle, handleRadius - 1, handleRadius - 1);
}

void LeverSlider::moveTo(double x)
{
    const double along = (x - margin) / std::max(1.0, width() - 2 * margin);
    setValue(static_cast<int>(std::lround(std::clamp(along, 0.0, 1.0) * resolution)));
}

void LeverSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    const double x = event->position().x();
    const double handle = handleAt(fraction()).x();
    // Grabbing the handle must not move it; pressing the groove brings it there.
    m_grabOffset = std::abs(x - handle) <= handleRadius + 2 ? x - handle : 0;
    setSliderDown(true);
    moveTo(x - m_grabOffset);
    event->accept();
}

void LeverSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (isSliderDown())
        moveTo(event->position().x() - m_grabOffset);
}

void LeverSlider::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        setSliderDown(false);
}

void LeverSlider::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        emit resetRequested();
}

void LeverSlider::keyPressEvent(QKeyEvent *event)
{
    const bool held = event->isAutoRepeat();
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
        return emit stepped(-1, held);
    case Qt::Key_Right:
    case Qt::Key_Up:
        return emit stepped(1, held);
    case Qt::Key_PageDown:
        return emit stepped(-pageSteps, held);
    case Qt::Key_PageUp:
        return emit stepped(pageSteps, held);
    default:
        QSlider::keyPressEvent(event);
    }
}

void LeverSlider::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace trilemma::widgets
