// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/readout.h"

#include <QFont>
#include <QWidget>

#include <vector>

namespace trilemma::widgets {

/// One cell of the strip. Where the cell is narrow its figures shrink and what is spare is left out; nothing is
/// ever cut off without an ellipsis.
class ReadoutCell : public QWidget {
    Q_OBJECT
public:
    explicit ReadoutCell(const QString &name, QWidget *parent = nullptr);

    void showReadout(const Readout &readout);
    const Readout &readout() const { return m_readout; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    /// A run as it will be painted.
    struct Placed {
        QString text;
        ReadoutRun::Style style;
        QFont font;
        double x = 0, width = 0;
    };
    std::vector<Placed> fit(double width) const;
    /// In one line, or in two parted at its dot.
    void paintHeading(QPainter &painter, const QRectF &box) const;
    std::vector<Placed> place(int figurePixels, bool withSpare) const;

    Readout m_readout;
};

} // namespace trilemma::widgets
