// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace trilemma::widgets {

/// What binds, what moved, what would help most: along the bottom, always. Elided where it does not fit;
/// tooltip and accessible description hold the full text.
class WhyLine : public QWidget
{
    Q_OBJECT

public:
    explicit WhyLine(QWidget *parent = nullptr);

    void showExplanation(const QString &binds, const QString &moved, const QString &nextMove);
    QString text() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The next best move was clicked, or Enter pressed on it.
    void nextMoveClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// A stretch of the text in one style, laid out on a line.
    struct Run {
        enum class Style { Caption, Plain, Figure, Moved, Next } style;
        QString text;
        QRectF box;
        bool operator==(const Run &) const = default;
    };
    void layOut();
    QFont fontOf(Run::Style style) const;
    bool overNextMove(const QPointF &position) const;

    QString m_binds, m_moved, m_nextMove;
    std::vector<Run> m_runs;
    bool m_hover = false;
};

} // namespace trilemma::widgets
