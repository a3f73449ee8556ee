// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSlider>

#include <optional>

namespace trilemma::widgets {

/// A quiet horizontal slider over 0..1 with a tick at the baseline's value. Keys ask for steps, since only the owner
/// knows the scale; the wheel scrolls what lies around it. Moving it by mouse or assistive tool emits valueChanged().
class LeverSlider : public QSlider {
    Q_OBJECT
public:
    static constexpr int resolution = 10000;

    explicit LeverSlider(QWidget *parent = nullptr);

    double fraction() const { return static_cast<double>(value()) / resolution; }
    /// Emits nothing.
    void setFraction(double fraction);
    void setGhost(std::optional<double> fraction);
    std::optional<double> ghost() const { return m_ghost; }
    /// Middle of the handle in widget coordinates at this fraction.
    QPointF handleAt(double fraction) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void stepped(int steps, bool held);
    void resetRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void moveTo(double x);

    std::optional<double> m_ghost;
    double m_grabOffset = 0;
};

} // namespace trilemma::widgets
