// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/commands.h"
#include "app/command_line/measurements.h"
#include "app/session_store.h"

#include <ostream>

namespace trilemma::app {

namespace {

Result<catalog::Catalog> withCalibration(const catalog::Catalog &catalog, const std::string &path)
{
    if (path.empty())
        return catalog;
    const Result<QByteArray> bytes = readWholeFile(QString::fromStdString(path));
    if (!bytes)
        return bytes.error();
    auto calibrated = catalog::extendCatalog(catalog, {path, bytes->toStdString()});
    if (calibrated && calibrated->corrections.size() == catalog.corrections.size())
        return Error{path, "corrections", "a calibration file is expected to have some"};
    return calibrated;
}

} // namespace

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
