// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QPixmap>
#include <QWidget>

#include <optional>
#include <vector>

namespace trilemma::widgets {

/// One point of the scatter, shown units.
struct AccuracyDot {
    double measured = 0, predicted = 0;     ///< both above zero
    int series = 0;                         ///< index into AccuracyPicture::series
    int id = 0;                             ///< what clicked() says
    QString text;                           ///< shown on hover, a line each fact
    std::optional<double> before{};         ///< an earlier prediction, drawn hollow and joined to the other
};

struct AccuracyPicture {
    QString title, unit;                    ///< "TPOT", "ms"
    QStringList series;                     ///< names, one colour and marker each
    std::vector<AccuracyDot> dots;
    QString note{};                         ///< what the marks mean, after the name of the upper axis; may be empty
};

/// Predicted against measured on two logarithmic axes of the same range, with the line where both agree and the band
/// 20 % around it. Points fade no detail: each says on hover what it is, and a click asks for it.
class AccuracyChart : public QWidget {
    Q_OBJECT

public:
    explicit AccuracyChart(QWidget *parent = nullptr);

    void showPicture(AccuracyPicture picture);
    const AccuracyPicture &picture() const { return m_picture; }
    /// Pixels of a dot in picture(); a test seam.
    QPointF pixelOf(const AccuracyDot &dot) const;

    QSize minimumSizeHint() const override { return {320, 280}; }
    QSize sizeHint() const override { return {560, 520}; }

signals:
    void clicked(int id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QRectF plotRect() const;
    QPointF pixelAt(double measured, double predicted) const;
    const AccuracyDot *dotAt(const QPointF &position) const;
    void redraw();
    QPixmap drawn() const;
    void paintAxes(QPainter &painter, const Theme &theme) const;
    void paintBand(QPainter &painter, const Theme &theme) const;
    void paintBefore(QPainter &painter, const Theme &theme) const;
    void paintDots(QPainter &painter, const Theme &theme) const;
    void paintLegend(QPainter &painter, const Theme &theme) const;

    AccuracyPicture m_picture;
    double m_lower = 1, m_upper = 10;       ///< of both axes, shown unit
    QPixmap m_buffer;                       ///< all but the hovered point's ring
    const AccuracyDot *m_hovered = nullptr;
};

} // namespace trilemma::widgets
