// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/commands.h"
#include "app/command_line/measurements.h"
#include "app/session_store.h"

#include "models/evidence/calibration.h"

#include <QFileInfo>

#include <cstdio>
#include <ostream>

namespace trilemma::app {

Outcome calibrateCommand(const CalibrateOptions &options, const catalog::Catalog &catalog, std::ostream &out)
{
    const auto points = measurementsIn(options.measured);
    if (!points)
        return points.error();
    const QString path = QString::fromStdString(options.output);
    const std::string name = QFileInfo(path).completeBaseName().toStdString();
    const auto calibration = evidence::calibrate(*points, catalog, name);
    if (!calibration)
        return calibration.error();
    if (const auto error = writeWholeFile(path, QByteArray::fromStdString(evidence::toJson(*calibration, name))))
        return *error;
    char line[200];
    std::snprintf(line, sizeof line,
                  "%d terms fitted to %d points. Median error %.1f %% before, %.1f %% after, %.1f %% on points left out.\n",
                  calibration->terms, calibration->points, 100 * calibration->medianErrorBefore,
                  100 * calibration->medianErrorAfter, 100 * calibration->medianErrorLeftOut);
    out << line;
    for (const std::string &sentence : calibration->next)
        out << sentence << '\n';
    return Done;
}

} // namespace trilemma::app
