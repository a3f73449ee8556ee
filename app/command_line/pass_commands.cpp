// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Engine passes: they know their time and nothing of what they ran on, which levers say.
#include "app/command_line/commands.h"
#include "app/command_line/error_table.h"
#include "app/command_line/measurements.h"

#include "models/evidence/pass_calibration.h"
#include "models/scenario/resolved_scenario.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <ostream>

namespace trilemma::app {

namespace {

using evidence::ErrorSummary;
using evidence::PassAccuracy;

struct Kind {
    const char *id, *label;
    ErrorSummary PassAccuracy::*errors;
};
constexpr std::array kinds{Kind{"all", "all passes", &PassAccuracy::all}, Kind{"decode", "decode only", &PassAccuracy::decode},
                           Kind{"prompt", "prompts only", &PassAccuracy::prompt}, Kind{"mixed", "mixed", &PassAccuracy::mixed}};

/// The scenario that the passes ran in; its SLO and traffic do not matter.
Result<scenario::Scenario> scenarioOf(const std::vector<std::string> &settings, const catalog::Catalog &catalog)
{
    for (const char *needed : {"model=", "gpu="}) {
        if (std::ranges::none_of(settings, [&](const std::string &setting) { return setting.starts_with(needed); }))
            return Error{{},
                         "--set",
                         std::string("a pass trace does not say what it ran on: give at least --set model=..., "
                                     "--set gpu=... and, where they differ from the defaults, tp, weights and kv")};
    }
    auto stored = sessionWith({}, settings, catalog);
    if (!stored)
        return stored.error();
    return std::move(stored).value().session.current;
}

/// Calls `answer` with the configuration that the settings make.
template<class Answer>
Outcome onConfiguration(const std::vector<std::string> &settings, const catalog::Catalog &catalog, Answer answer)
{
    const auto scenario = scenarioOf(settings, catalog);
    if (!scenario)
        return scenario.error();
    const scenario::ResolvedScenario resolved(*scenario, catalog);
    if (!resolved.problem().empty())
        return Error{{}, "--set", resolved.problem()};
    return answer(resolved.configuration());
}

void printPasses(const PassAccuracy &accuracy, const std::string &heading, std::ostream &out)
{
    std::vector<std::pair<std::string, ErrorSummary>> rows;
    for (const auto &[id, label, errors] : kinds)
        rows.emplace_back(label, accuracy.*errors);
    printErrors(heading, "passes", rows, out);
}

} // namespace

Outcome calibrateToPasses(const CalibrateOptions &options, std::span<const evidence::MeasuredPass> passes,
                          const catalog::Catalog &catalog, std::ostream &out)
{
    return onConfiguration(options.settings, catalog, [&](const replica::Configuration &configuration) -> Outcome {
        const auto calibration = evidence::calibratePasses(passes, configuration, calibrationName(options));
        if (!calibration)
            return calibration.error();
        const catalog::Corrections &corrections = calibration->corrections.front().corrections;
        printPasses(evidence::passAccuracy(passes, configuration), "Time of a pass, |predicted/measured - 1|, before", out);
        printPasses(evidence::passAccuracy(passes, configuration, corrections), "After", out);
        return concludeCalibration(*calibration, options, "passes", out);
    });
}

Outcome validateOnPasses(const ValidateOptions &options, std::span<const evidence::MeasuredPass> passes,
                         const catalog::Catalog &catalog, std::ostream &out)
{
    return onConfiguration(options.settings, catalog, [&](const replica::Configuration &configuration) -> Outcome {
        const PassAccuracy accuracy = evidence::passAccuracy(passes, configuration);
        if (options.format != "json") {
            printPasses(accuracy, "Time of a pass, |predicted/measured - 1|", out);
            return Done;
        }
        auto json = nlohmann::ordered_json::object();
        for (const auto &[id, label, errors] : kinds)
            json[id] = errorsJson(accuracy.*errors);
        out << json.dump(2) << '\n';
        return Done;
    });
}

} // namespace trilemma::app
