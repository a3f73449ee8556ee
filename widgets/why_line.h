// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTextLayout>
#include <QWidget>

namespace trilemma::widgets {

/// What binds, what moved, what would help most: along the bottom, always. On two lines where one is too short, then
/// elided; tooltip and accessible description hold the full text.
class WhyLine : public QWidget {
    Q_OBJECT
public:
    explicit WhyLine(QWidget *parent = nullptr);

    void showExplanation(const QString &binds, const QString &moved, const QString &nextMove);
    QString text() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// The next best move was clicked, or Enter pressed on it.
    void nextMoveClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QList<QTextLayout::FormatRange> formats() const;
    /// Breaks the text into lines; false where it takes more than two.
    bool breakLines(const QString &text);
    void layOut();
    bool overNextMove(QPointF position) const;
    void setHover(bool hover);
    QRectF textBox() const;

    QString m_binds, m_moved, m_nextMove;
    QTextLayout m_layout;
    bool m_hover = false;
};

} // namespace trilemma::widgets
