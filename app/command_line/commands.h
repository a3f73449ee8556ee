// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog_store.h"
#include "app/command_line/command_line.h"
#include "app/session_store.h"
#include "models/result.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace trilemma::app {

/// An ExitCode, or the one sentence for stderr.
using Outcome = Result<int>;

struct EvaluateOptions {
    std::string session;                ///< path; empty = the default scenario
    std::vector<std::string> settings;  ///< "LEVER=VALUE", applied in order
    std::string format = "table";
};
/// Every lever and metric of the scenario and of those pinned beside it.
Outcome evaluateCommand(const EvaluateOptions &options, const catalog::Catalog &catalog, std::ostream &out);

/// The two tables that hold the program together.
Outcome leversCommand(const std::string &format, const catalog::Catalog &catalog, std::ostream &out);
Outcome metricsCommand(const std::string &format, std::ostream &out);

struct PredictOptions {
    std::string points;
    std::string calibration;            ///< path; empty = none
    std::string output;                 ///< path; empty = `out`
};
Outcome predictCommand(const PredictOptions &options, const catalog::Catalog &catalog, std::ostream &out);

struct ValidateOptions {
    std::string points;
    std::vector<std::string> by;
    bool calibrate = false;             ///< also calibrated on every second load, tested on the others
    bool crossValidate = false;         ///< closed loop only: each model and each accelerator left out of the fit, too
    std::string format = "table";
};
Outcome validateCommand(const ValidateOptions &options, const catalog::Catalog &catalog, std::ostream &out);

struct CalibrateOptions {
    std::vector<std::string> measured;  ///< paths, any format that can be imported
    std::string output;
};
/// Writes a calibration file and says how well it fits.
Outcome calibrateCommand(const CalibrateOptions &options, const catalog::Catalog &catalog, std::ostream &out);

struct ExportOptions {
    std::string session, directory;
    std::vector<std::string> settings;
    std::vector<std::string> charts{"all"}, formats{"png"};
};
Outcome exportCommand(const ExportOptions &options, const catalog::Catalog &catalog, std::ostream &out);

Outcome catalogListCommand(const std::string &kind, const catalog::Catalog &catalog, std::ostream &out);
Outcome catalogShowCommand(const std::string &id, const CatalogStore &store, std::ostream &out);
Outcome catalogCheckCommand(const CatalogStore &store, std::ostream &out);

/// The session at `path` (empty: the default scenario alone) with the settings made on its current scenario.
Result<StoredSession> sessionWith(const std::string &path, const std::vector<std::string> &settings, const catalog::Catalog &catalog);

} // namespace trilemma::app
