// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/commands.h"
#include "app/command_line/measurements.h"
#include "app/session_store.h"

#include <QFileInfo>

#include <cstdio>
#include <ostream>

namespace trilemma::app {

std::string calibrationName(const CalibrateOptions &options)
{
    return QFileInfo(QString::fromStdString(options.output)).completeBaseName().toStdString();
}

Outcome concludeCalibration(const evidence::Calibration &calibration, const CalibrateOptions &options, const char *measured,
                            std::ostream &out)
{
    const QByteArray json = QByteArray::fromStdString(evidence::toJson(calibration, calibrationName(options)));
    if (const auto error = writeWholeFile(QString::fromStdString(options.output), json))
        return *error;
    char line[200];
    std::snprintf(line, sizeof line,
                  "%d terms fitted to %d %s. Median error %.1f %% before, %.1f %% after, %.1f %% on those left out.\n",
                  calibration.terms, calibration.points, measured, 100 * calibration.medianErrorBefore,
                  100 * calibration.medianErrorAfter, 100 * calibration.medianErrorLeftOut);
    out << line;
    for (const std::string &sentence : calibration.next)
        out << sentence << '\n';
    return Done;
}

Outcome calibrateCommand(const CalibrateOptions &options, const catalog::Catalog &catalog, std::ostream &out)
{
    const auto passes = passesIn(options.measured);
    if (!passes)
        return passes.error();
    if (!passes->empty())
        return calibrateToPasses(options, *passes, catalog, out);
    if (const auto error = settingsWithoutPasses(options.settings))
        return *error;
    const auto points = measurementsIn(options.measured);
    if (!points)
        return points.error();
    const auto calibration = evidence::calibrate(*points, catalog, calibrationName(options));
    return calibration ? concludeCalibration(*calibration, options, "points", out) : Outcome(calibration.error());
}

} // namespace trilemma::app
