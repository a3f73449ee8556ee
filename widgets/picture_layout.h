// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QSize>

#include <vector>

class QCPPainter;

namespace trilemma::widgets {

class Chart;
struct PictureOptions;

/// Where the parts of a picture lie, logical pixels.
struct PictureLayout {
    QSize size;
    QRect heading, names, footer;   ///< null where there is nothing to say
    std::vector<QRect> charts;
};
/// Text is measured first, charts share what is left; each is at least 200 pixels high.
PictureLayout layOutPicture(const std::vector<const Chart *> &charts, const PictureOptions &options);
void paintPicture(QCPPainter &painter, const PictureLayout &layout, const std::vector<const Chart *> &charts,
                  const PictureOptions &options);

} // namespace trilemma::widgets
