// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog_store.h"
#include "app/command_line/command_line.h"
#include "app/session_store.h"
#include "models/evidence/calibration.h"
#include "models/evidence/pass_trace.h"
#include "models/result.h"

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace trilemma::app {

/// An ExitCode, or the one sentence for stderr.
using Outcome = Result<int>;

struct EvaluateOptions {
    std::string session;                ///< path; empty = the default scenario
    std::string workload;               ///< path of a trace whose traffic it takes; empty = none
    std::string day;                    ///< path of a trace or a list of loads by the hour that the day follows; empty = none
    std::string calibration;            ///< path; empty = none
    std::vector<std::string> settings;  ///< "LEVER=VALUE", applied in order, after workload and day
    std::string explain;                ///< metric whose chain of formulas is printed instead of all metrics; empty = none
    bool simulatedKnee = false;         ///< the fleet sized on the simulator's knee, which becomes the measured one
    bool sharedFleet = false;           ///< with all of the session's scenarios on one fleet against fleets of their own
    std::string priceOf;                ///< bound ("itl", "ttft", "e2e") whose price is worked out; empty = none
    bool rules = false;                 ///< with the tuning rules of the current scenario's objective
    std::optional<int> prefillDecodeGpus; ///< with a search for xPyD on so many GPUs
    std::string format = "table";
};
/// Every lever and metric of the scenario and of those pinned beside it.
Outcome evaluateCommand(const EvaluateOptions &options, const catalog::Catalog &catalog, std::ostream &out);

struct CalculateOptions {
    std::string calculation;            ///< empty = list them
    std::vector<std::string> given;     ///< "NAME=NUMBER"
    std::string format = "table";
};
/// One formula by hand, with figures of one's own.
Outcome calculateCommand(const CalculateOptions &options, std::ostream &out);

struct TraceOptions {
    std::vector<std::string> files;     ///< request traces, and benchmark files that list their requests
    std::string format = "table";
};
/// Every figure of the traces, side by side.
Outcome traceCommand(const TraceOptions &options, std::ostream &out);

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
    std::string points;                 ///< path: points layout or pass trace; empty = the reference set
    std::vector<std::string> settings;  ///< what a pass trace was taken on, "LEVER=VALUE"
    std::string calibration;            ///< path; empty = none
    std::vector<std::string> by;
    bool calibrate = false;             ///< also calibrated on every second load, tested on the others
    std::string fit;                    ///< path to write constants fitted to the points to, as a catalogue file; empty = do not
    std::string confidence;             ///< path to write the bands of answers to, as a catalogue file; empty = do not
    bool crossValidate = false;         ///< closed loop only: each model and each accelerator left out of the fit, too
    std::string format = "table";
};
Outcome validateCommand(const ValidateOptions &options, const catalog::Catalog &catalog, std::ostream &out);
Outcome validateOnPasses(const ValidateOptions &options, std::span<const evidence::MeasuredPass> passes,
                         const catalog::Catalog &catalog, std::ostream &out);

struct CalibrateOptions {
    std::vector<std::string> measured;  ///< paths, any format that can be imported, or pass traces of one configuration
    std::vector<std::string> settings;  ///< what pass traces were taken on, "LEVER=VALUE"
    std::string output;
};
/// Writes a calibration file and says how well it fits.
Outcome calibrateCommand(const CalibrateOptions &options, const catalog::Catalog &catalog, std::ostream &out);
Outcome calibrateToPasses(const CalibrateOptions &options, std::span<const evidence::MeasuredPass> passes,
                          const catalog::Catalog &catalog, std::ostream &out);
/// After the output file.
std::string calibrationName(const CalibrateOptions &options);
/// The last step of both: the file is written, and how well it fits `measured` ("points") is said.
Outcome concludeCalibration(const evidence::Calibration &calibration, const CalibrateOptions &options, const char *measured,
                            std::ostream &out);

struct SimulateOptions {
    std::string session, trace;         ///< paths; empty = the default scenario, its own traffic
    std::string calibration;            ///< path; empty = none
    std::vector<std::string> settings;  ///< "LEVER=VALUE"
    std::optional<std::uint64_t> requests; ///< measured; of a trace, the first so many
    std::uint64_t seed = 1;
    std::string perRequest, series;     ///< paths of CSV files; empty = none
    std::vector<double> rates;          ///< of the fleet, QPS: a load curve; empty = one load
    std::string format = "table";
};
/// The scenario request by request: percentiles with intervals, what runs, goodput.
Outcome simulateCommand(const SimulateOptions &options, const catalog::Catalog &catalog, std::ostream &out);

struct ExportOptions {
    std::string session, directory;
    std::vector<std::string> settings;
    std::vector<std::string> charts{"all"}, formats{"png"};
};
Outcome exportCommand(const ExportOptions &options, const catalog::Catalog &catalog, std::ostream &out);

Outcome catalogListCommand(const std::string &kind, const catalog::Catalog &catalog, std::ostream &out);
Outcome catalogShowCommand(const std::string &id, const CatalogStore &store, std::ostream &out);
Outcome catalogCheckCommand(const CatalogStore &store, std::ostream &out);

/// The scenario with settings made on it, one after the other.
Result<scenario::Scenario> withSettings(scenario::Scenario scenario, const std::vector<std::string> &settings,
                                        const catalog::Catalog &catalog);
/// The session at `path` (empty: the default scenario alone) with the settings made on its current scenario.
Result<StoredSession> sessionWith(const std::string &path, const std::vector<std::string> &settings, const catalog::Catalog &catalog);

} // namespace trilemma::app
