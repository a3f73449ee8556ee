// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lever_entry.h"

#include <QFocusEvent>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace trilemma::widgets {

void makeSlim(QScrollBar &bar, const Theme &theme)
{
    bar.setStyleSheet(QStringLiteral("QScrollBar:vertical { width: 8px; background: %1; border: none; margin: 0; }"
                                     "QScrollBar::handle:vertical { background: %2; border-radius: 3px; min-height: 32px; margin: 1px; }"
                                     "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
                                     "QScrollBar::add-page, QScrollBar::sub-page { background: none; }")
                          .arg(theme.panel.name(), mixed(theme.line, theme.muted, 0.25).name()));
}

int scaledFieldHeight()
{
    return std::max(fieldHeight, QFontMetrics(themeFont(basePixels)).height() + grid);
}

void paintField(QPainter &painter, const QRectF &box, const Theme &theme, bool focused, bool enabled)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(focused ? theme.accent : theme.line, focused ? 1.5 : 1));
    painter.setBrush(enabled ? theme.field : mixed(theme.field, theme.panel, 0.6));
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5);
}

LeverEntry::LeverEntry(QWidget *parent) : QLineEdit(parent)
{
    setFrame(false);
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setTextMargins(6, 0, 6, 0);
    setContextMenuPolicy(Qt::NoContextMenu);    // the row's own menu answers
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    QPalette clear;
    clear.setColor(QPalette::Base, Qt::transparent);
    setPalette(clear);      // the field is painted beneath
}

void LeverEntry::showText(const QString &text)
{
    if (text == m_shown && (isModified() || text == this->text()))
        return;
    m_shown = text;
    if (hasFocus() && isModified())
        return;
    setText(text);
    setCursorPosition(0);
    const int wanted = QFontMetrics(themeFont(basePixels)).horizontalAdvance(text);
    if (wanted > m_width) {
        m_width = wanted;
        updateGeometry();
    }
}

QSize LeverEntry::sizeHint() const
{
    const int usual = QFontMetrics(themeFont(basePixels)).horizontalAdvance(QStringLiteral("00,000 QPS"));
    return {std::max(usual, m_width) + 20, scaledFieldHeight()};
}

QSize LeverEntry::minimumSizeHint() const
{
    return sizeHint();
}

void LeverEntry::commit()
{
    if (!isModified())
        return;
    const QString typed = text().trimmed();
    setText(m_shown);       // what holds is shown until the caller says otherwise
    if (typed != m_shown)
        emit committed(typed);
}

void LeverEntry::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        commit();
        selectAll();
        return;
    case Qt::Key_Escape:
        if (!isModified())
            break;
        setText(m_shown);
        selectAll();
        emit cancelled();
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
        setText(m_shown);
        emit stepped(event->key() == Qt::Key_Up ? 1 : -1, event->isAutoRepeat());
        return;
    default:
        break;
    }
    QLineEdit::keyPressEvent(event);
}

void LeverEntry::focusOutEvent(QFocusEvent *event)
{
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        commit();
    QLineEdit::focusOutEvent(event);
    update();
}

void LeverEntry::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    paintField(painter, rect(), themeOf(palette()), hasFocus(), isEnabled());
    painter.end();
    QLineEdit::paintEvent(event);
}

} // namespace trilemma::widgets
