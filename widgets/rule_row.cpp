// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/rule_row.h"

#include "widgets/theme.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QResizeEvent>

#include <algorithm>

namespace trilemma::widgets {
namespace {

constexpr int markSize = 10, textLeft = markSize + grid, between = 2, stepPadding = 5;

QFont titleFont()
{
    return themeFont(basePixels - 1);
}

QFont sentenceFont()
{
    return themeFont(axisPixels);
}

QRect wrapped(const QFont &font, const QString &text, int left, int top, int width)
{
    const int room = std::max(width, 1);
    const int height = QFontMetrics(font).boundingRect(0, 0, room, QWIDGETSIZE_MAX, Qt::TextWordWrap, text).height();
    return {left, top, room, height};
}

/// Told apart by shape, not by colour alone: a tick, a cross, a dash.
void paintMark(QPainter &painter, RuleText::Mark mark, const QRectF &box, const Theme &theme)
{
    const bool kept = mark == RuleText::Mark::Kept;
    painter.setPen(QPen(kept                             ? theme.good
                        : mark == RuleText::Mark::Broken ? theme.bad
                                                         : theme.muted,
                        2, Qt::SolidLine, Qt::RoundCap));
    const QPointF middle = box.center();
    if (kept) {
        painter.drawPolyline(
            QPolygonF{{box.left(), middle.y()}, {middle.x() - 1, box.bottom() - 1}, {box.right(), box.top() + 1}});
    } else if (mark == RuleText::Mark::Broken) {
        painter.drawLine(box.adjusted(1, 1, -1, -1).topLeft(), box.adjusted(1, 1, -1, -1).bottomRight());
        painter.drawLine(box.adjusted(1, 1, -1, -1).topRight(), box.adjusted(1, 1, -1, -1).bottomLeft());
    } else {
        painter.drawLine(QPointF(box.left() + 1, middle.y()), QPointF(box.right() - 1, middle.y()));
    }
}

QString spoken(RuleText::Mark mark)
{
    switch (mark) {
    case RuleText::Mark::Kept:
        return QStringLiteral("Kept");
    case RuleText::Mark::Broken:
        return QStringLiteral("Broken");
    case RuleText::Mark::DoesNotApply:
        break;
    }
    return QStringLiteral("Does not apply");
}

} // namespace

RuleRow::RuleRow(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void RuleRow::showRule(RuleText rule)
{
    const bool sameBreach = rule.id == m_rule.id && rule.mark == RuleText::Mark::Broken && m_rule.mark == rule.mark;
    if (!rule.stepHolds && sameBreach) {
        rule.step = m_rule.step; // greyed until the levers rest, so that nothing jumps
        rule.then = m_rule.then;
    }
    if (rule == m_rule)
        return;
    const int before = heightForWidth(width());
    const bool other = rule.id != m_rule.id || rule.mark != m_rule.mark;
    m_rule = rule;
    if (other)
        m_open = rule.mark == RuleText::Mark::Broken;
    m_boxesWidth = -1;
    setObjectName(QStringLiteral("rule.") + rule.id);
    setAccessibleName(spoken(rule.mark) + QStringLiteral(": ") + rule.title);
    const QString step = rule.step.isEmpty() ? QString() : QStringLiteral(" Enter makes the step: %1.").arg(rule.step);
    setAccessibleDescription(rule.sentence + step);
    const QString after =
        rule.then.isEmpty() ? QString() : QStringLiteral("<p>%1: %2</p>").arg(rule.step, rule.then).toHtmlEscaped();
    setToolTip(QStringLiteral("<p><b>%1</b><br>%2</p><p>%3</p>%4")
                   .arg(rule.title.toHtmlEscaped(), rule.why.toHtmlEscaped(), rule.sentence.toHtmlEscaped(), after));
    if (heightForWidth(width()) != before)
        updateGeometry();
    update();
}

void RuleRow::setOpen(bool open)
{
    m_open = open;
    m_boxesWidth = -1;
    updateGeometry();
    update();
}

const RuleRow::Boxes &RuleRow::boxes(int width) const
{
    if (width != m_boxesWidth)
        m_boxes = measured(width);
    m_boxesWidth = width;
    return m_boxes;
}

RuleRow::Boxes RuleRow::measured(int width) const
{
    Boxes boxes;
    const int right = width - textLeft;
    boxes.title = wrapped(titleFont(), m_rule.title, textLeft, 0, right).adjusted(0, 0, 0, 2 * between);
    int bottom = boxes.title.bottom() + 1;
    if (!m_open)
        return boxes;
    boxes.sentence = wrapped(sentenceFont(), m_rule.sentence, textLeft, bottom, right);
    bottom = boxes.sentence.bottom() + 1 + between;
    if (!m_rule.step.isEmpty())
        boxes.step = wrapped(sentenceFont(), m_rule.step, textLeft + stepPadding, bottom + between + stepPadding / 2,
                             right - 2 * stepPadding)
                         .adjusted(-stepPadding, -stepPadding / 2, stepPadding, stepPadding / 2 + 1);
    return boxes;
}

int RuleRow::heightForWidth(int width) const
{
    const Boxes &all = boxes(width);
    return std::max({all.title.bottom(), all.sentence.bottom(), all.step.bottom()}) + 1 + 2 * between;
}

QSize RuleRow::minimumSizeHint() const
{
    return {14 * grid, QFontMetrics(titleFont()).height() + 2 * between};
}

void RuleRow::paintEvent(QPaintEvent *)
{
    const Theme theme = themeOf(palette());
    const Boxes &all = boxes(width());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintMark(painter, m_rule.mark,
              QRectF(1, (QFontMetrics(titleFont()).height() + 2 * between - markSize) / 2.0 + 1, markSize - 2, markSize - 2),
              theme);
    painter.setFont(titleFont());
    painter.setPen(hasFocus() ? theme.accent : m_rule.mark == RuleText::Mark::DoesNotApply ? theme.muted : theme.ink);
    painter.drawText(all.title, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, m_rule.title);
    if (!m_open)
        return;
    painter.setFont(sentenceFont());
    painter.setPen(theme.muted);
    painter.drawText(all.sentence, Qt::TextWordWrap, m_rule.sentence);
    if (m_rule.step.isEmpty())
        return;
    const QColor ink = m_rule.stepHolds ? theme.accent : theme.muted;
    painter.setPen(QPen(hasFocus() || m_hover ? ink : mixed(theme.line, ink, 0.4), 1));
    painter.setBrush(m_hover ? QBrush(mixed(theme.panel, theme.accent, 0.1)) : QBrush(theme.field));
    painter.drawRoundedRect(QRectF(all.step).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(ink);
    painter.drawText(all.step.adjusted(stepPadding, stepPadding / 2, -stepPadding, -stepPadding / 2), Qt::TextWordWrap,
                     m_rule.step);
}

void RuleRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space)
        setOpen(!m_open);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && canStep())
        emit stepRequested();
    else
        event->ignore();
}

void RuleRow::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Boxes &all = boxes(width());
    if (canStep() && all.step.contains(event->position().toPoint()))
        emit stepRequested();
    else if (event->position().y() < all.title.bottom())
        setOpen(!m_open);
}

void RuleRow::setHover(bool hover)
{
    if (hover == m_hover)
        return;
    m_hover = hover;
    setCursor(hover ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void RuleRow::mouseMoveEvent(QMouseEvent *event)
{
    setHover(canStep() && boxes(width()).step.contains(event->position().toPoint()));
}

void RuleRow::leaveEvent(QEvent *)
{
    setHover(false);
}

void RuleRow::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void RuleRow::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void RuleRow::resizeEvent(QResizeEvent *event)
{
    if (event->size().width() != event->oldSize().width())
        updateGeometry();
}

void RuleRow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        m_boxesWidth = -1;
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

} // namespace trilemma::widgets
