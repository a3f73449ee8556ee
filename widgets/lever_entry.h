// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QLineEdit>

class QPainter;
class QScrollBar;

namespace trilemma::widgets {

inline constexpr int fieldHeight = 24;      ///< of entries, combos and segments, at the base font

/// Makes it narrow and without arrows, in the colours of `theme`: again whenever that changes.
void makeSlim(QScrollBar &bar, const Theme &theme);
/// Height of a one-line control in the present font.
int scaledFieldHeight();
/// The light, rounded ground of entries, combos and segments; the outline is the accent where it has the focus.
void paintField(QPainter &painter, const QRectF &box, const Theme &theme, bool focused, bool enabled);

/// One line for an exact value. Enter and leaving it commit what was typed, Esc takes it back, up and down step.
class LeverEntry : public QLineEdit {
    Q_OBJECT
public:
    explicit LeverEntry(QWidget *parent = nullptr);

    /// Shows the value unless somebody is typing.
    void showText(const QString &text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void committed(const QString &text);
    void cancelled();
    void stepped(int steps, bool held);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void commit();

    QString m_shown;
    int m_width = 0;            ///< of the widest text so far, so that columns do not jump back
};

} // namespace trilemma::widgets
