// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

#include <optional>
#include <vector>

class QMimeData;

namespace trilemma::widgets {

class Chart;

/// How charts leave the program.
struct PictureOptions {
    bool dark = false;              ///< light unless asked
    double scale = 2;               ///< device pixels per logical pixel, 1 to 4
    QSize size;                     ///< logical; empty = 800x480 for one chart, 1600x960 for several
    QString heading;                ///< the scenario in words; above everything
    QString assumptions;            ///< footer; wraps, never clipped: a picture too small for it grows
    QByteArray session;             ///< session JSON that travels inside; empty = none
};
/// 1920x1080 device pixels, type large enough for a slide.
PictureOptions slideOptions(const PictureOptions &options, int charts);

/// One chart, or several as a grid of two columns, with heading, scenario names and footer.
QImage pictureOf(const std::vector<const Chart *> &charts, const PictureOptions &options);

/// Writes PNG, SVG or PDF, as the path ends; all or nothing. The error names the file.
std::optional<Error> savePicture(const QString &path, const std::vector<const Chart *> &charts, const PictureOptions &options);

/// Image, SVG and `csv` as text/plain at once, for the clipboard. The caller owns it.
QMimeData *pictureMimeData(const std::vector<const Chart *> &charts, const PictureOptions &options, const QString &csv);
void copyPicture(const std::vector<const Chart *> &charts, const PictureOptions &options, const QString &csv);

/// The session inside a PNG, SVG or PDF that savePicture() wrote; empty where there is none.
std::optional<QByteArray> sessionInPicture(const QString &path);

} // namespace trilemma::widgets
