// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lever_label.h"

#include "widgets/theme.h"

#include <QFontMetrics>
#include <QMouseEvent>
#include <QPainter>

namespace trilemma::widgets {
namespace {

constexpr int lockWidth = 14;

void paintPadlock(QPainter &painter, QPointF middle, const QColor &colour)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawArc(QRectF(middle + QPointF(-2.5, -6), QSizeF(5, 7)), 0, 180 * 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(middle + QPointF(-4, -2), QSizeF(8, 6)), 1, 1);
}

} // namespace

LeverLabel::LeverLabel(const QString &text, QWidget *parent) : QWidget(parent), m_text(text)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void LeverLabel::setLocked(bool locked)
{
    m_locked = locked;
    updateGeometry();
    update();
}

QSize LeverLabel::sizeHint() const
{
    const QFontMetrics metrics(themeFont(basePixels));
    return {metrics.horizontalAdvance(m_text) + 2 + (m_locked ? lockWidth : 0), metrics.height()};
}

QSize LeverLabel::minimumSizeHint() const
{
    return {4 * grid, sizeHint().height()};
}

void LeverLabel::paintEvent(QPaintEvent *)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.setFont(themeFont(basePixels));
    painter.setPen(isEnabled() ? theme.ink : theme.muted);
    const QFontMetrics metrics(painter.font());
    const QString shown = metrics.elidedText(m_text, Qt::ElideRight, width() - (m_locked ? lockWidth : 0));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, shown);
    if (m_locked)
        paintPadlock(painter, QPointF(metrics.horizontalAdvance(shown) + lockWidth / 2.0 + 1, height() / 2.0), theme.muted);
}

void LeverLabel::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        emit resetRequested();
}

} // namespace trilemma::widgets
