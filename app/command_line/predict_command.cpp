// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/commands.h"
#include "app/command_line/measurements.h"
#include "app/session_store.h"

#include <ostream>

namespace trilemma::app {

Outcome predictCommand(const PredictOptions &options, const catalog::Catalog &catalog, std::ostream &out)
{
    const auto calibrated = withCalibration(catalog, options.calibration);
    if (!calibrated)
        return calibrated.error();
    const auto points = pointsIn(options.points);
    if (!points)
        return points.error();
    std::string csv;
    evidence::writePredictions(evidence::predictAll(*points, *calibrated), csv);
    if (options.output.empty()) {
        out << csv;
        return Done;
    }
    const QByteArray bytes = QByteArray::fromRawData(csv.data(), static_cast<qsizetype>(csv.size()));
    if (const auto error = writeWholeFile(QString::fromStdString(options.output), bytes))
        return *error;
    return Done;
}

} // namespace trilemma::app
