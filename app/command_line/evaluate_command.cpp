// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/audit_report.h"
#include "app/command_line/commands.h"
#include "app/command_line/fleet_report.h"
#include "app/command_line/measurements.h"
#include "app/command_line/prefill_decode_report.h"
#include "app/command_line/rules_report.h"
#include "app/command_line/text_table.h"

#include "app/scenario_text.h"
#include "models/decision/explanation.h"
#include "models/handoff/csv.h"
#include "models/scenario/levers.h"
#include "models/scenario/metrics.h"
#include "models/scenario/simulated_knee.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <ostream>
#include <thread>

namespace trilemma::app {

namespace {

using nlohmann::ordered_json;
using scenario::Evaluation;
using scenario::OverviewCurves;
using scenario::Scenario;

/// The current scenario first, then the pinned ones, each with its answer.
struct Answer {
    std::vector<Scenario> scenarios;
    std::vector<OverviewCurves> curves;
    std::optional<evidence::TrafficImport> traffic;     ///< how a trace set the current scenario's
    std::optional<std::vector<decision::CheckedRule>> rules;        ///< of the current scenario, where asked for
    std::vector<scenario::TrailStep> trail;                         ///< so
    std::optional<std::vector<decision::PrefillDecodeSplit>> splits; ///< of `splitGpus`, where asked for
    int splitGpus = 0;
    std::optional<decision::SharedFleet> shared; ///< of all scenarios, where asked for
    std::vector<decision::PricedLatency> prices; ///< of a bound, where asked for
    std::string pricedName;                      ///< of that bound
    const Scenario *baseline = nullptr;
    const Evaluation *baselineEvaluation = nullptr;

    Answer(const scenario::Session &session, const catalog::Catalog &catalog)
    {
        scenarios.push_back(session.current);
        scenarios.insert(scenarios.end(), session.pinned.begin(), session.pinned.end());
        for (const Scenario &scenario : scenarios)
            curves.push_back(scenario::overviewCurves(scenario, catalog));
        if (session.baseline >= 0 && session.baseline < static_cast<int>(session.pinned.size())) {
            const auto place = static_cast<size_t>(session.baseline) + 1;
            baseline = &scenarios[place];
            baselineEvaluation = &curves[place].evaluation;
        }
    }
};

ordered_json leversJson(const Scenario &scenario, const catalog::Catalog &catalog)
{
    auto levers = ordered_json::object();
    for (const scenario::Lever &lever : scenario::levers()) {
        const scenario::LeverValue value = lever.read(scenario, catalog);
        ordered_json entry;
        if (const auto *number = std::get_if<double>(&value)) {
            entry["value"] = *number / lever.unitScale;
            entry["unit"] = lever.unit;
        } else {
            entry["value"] = std::get<std::string>(value);
        }
        entry["text"] = scenario::formatLeverValue(lever, value, scenario, catalog);
        levers[std::string(lever.id)] = std::move(entry);
    }
    return levers;
}

ordered_json metricsJson(const Evaluation &evaluation)
{
    auto metrics = ordered_json::object();
    for (const scenario::Metric &metric : scenario::metrics()) {
        ordered_json entry{{"value", nullptr}, {"unit", metric.unit}, {"basis", metric.basis}};
        if (const auto value = metric.read(evaluation); value && std::isfinite(*value))
            entry["value"] = *value / metric.unitScale;
        entry["text"] = scenario::formatMetric(metric, evaluation);
        if (const auto interval = scenario::intervalOf(metric, evaluation))
            entry["interval_80_percent"] = {interval->low / metric.unitScale, interval->high / metric.unitScale};
        entry["known"] = catalog::label(evaluation.provenance);
        metrics[std::string(metric.id)] = std::move(entry);
    }
    return metrics;
}

ordered_json scenarioJson(const Scenario &scenario, const Evaluation &evaluation, const catalog::Catalog &catalog)
{
    auto warnings = ordered_json::array();
    for (const scenario::Warning &warning : evaluation.warnings)
        warnings.push_back({{"id", warning.id}, {"message", warning.message}});
    return {{"scenario", scenario.name},
            {"state", scenario::label(evaluation.state)},
            {"reason", evaluation.reason},
            {"warnings", warnings},
            {"known", catalog::label(evaluation.provenance)},
            {"relative_error_80_percent", evaluation.relativeError},
            {"confidence", evaluation.confidenceReason},
            {"levers", leversJson(scenario, catalog)},
            {"metrics", metricsJson(evaluation)}};
}

void printJson(const Answer &answer, const decision::Explanation &why, const catalog::Catalog &catalog, std::ostream &out)
{
    ordered_json json = scenarioJson(answer.scenarios[0], answer.curves[0].evaluation, catalog);
    json["why"] = {{"binds", why.binds}, {"moved", why.moved}, {"next_move", why.nextMove}};
    if (answer.traffic)
        json["traffic"] = {{"title", answer.traffic->scenario.trafficTitle}, {"set", answer.traffic->set}, {"kept", answer.traffic->kept}};
    if (answer.rules)
        json["rules"] = rulesJson(*answer.rules, answer.scenarios[0], catalog);
    if (!answer.trail.empty())
        json["explain"] = trailJson(answer.trail);
    json["claims"] = claimsJson(answer.curves[0].evaluation, catalog);
    json["assumptions"] = assumptionsJson(answer.scenarios[0], catalog);
    if (answer.splits)
        json["prefill_decode"] = prefillDecodeJson(*answer.splits);
    if (answer.shared)
        json["shared_fleet"] = sharedFleetJson(*answer.shared);
    if (!answer.prices.empty())
        json["price_of_latency"] = latencyPriceJson(answer.prices);
    json["pinned"] = ordered_json::array();
    for (std::size_t i = 1; i < answer.scenarios.size(); ++i)
        json["pinned"].push_back(scenarioJson(answer.scenarios[i], answer.curves[i].evaluation, catalog));
    out << json.dump(2, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

void printTable(const Answer &answer, const decision::Explanation &why, const catalog::Catalog &catalog, std::ostream &out)
{
    const Evaluation &evaluation = answer.curves[0].evaluation;
    out << "Scenario " << answer.scenarios[0].name << ": "
        << headingOf(answer.scenarios[0], evaluation, catalog).toStdString() << "\nState: " << scenario::label(evaluation.state);
    if (!evaluation.reason.empty())
        out << ". " << evaluation.reason;
    out << "\nKnown as: " << catalog::label(evaluation.provenance) << "; "
        << evaluation.confidenceReason << '\n';
    if (answer.traffic)
        out << evidence::inWords(*answer.traffic) << '\n';
    out << '\n';

    std::vector<Align> columns{Align::Left};
    columns.insert(columns.end(), answer.scenarios.size(), Align::Right);
    columns.push_back(Align::Right);
    columns.push_back(Align::Left);
    TextTable table(columns);
    std::vector<std::string> header{"metric"};
    for (const Scenario &scenario : answer.scenarios)
        header.push_back(scenario.name);
    header.insert(header.begin() + 2, "80 % within");
    header.emplace_back("basis");
    table.add(header);
    for (const scenario::Metric &metric : scenario::metrics()) {
        std::vector<std::string> cells{std::string(metric.label)};
        for (const OverviewCurves &curves : answer.curves)
            cells.push_back(scenario::formatMetric(metric, curves.evaluation));
        cells.insert(cells.begin() + 2, scenario::formatInterval(metric, evaluation));
        cells.emplace_back(metric.basis);
        table.add(std::move(cells));
    }
    table.print(out);

    out << '\n';
    for (const scenario::Warning &warning : evaluation.warnings)
        out << "Warning " << warning.id << ": " << warning.message << '\n';
    out << "Why: " << why.binds;
    for (const std::string &sentence : {why.moved, why.nextMove})
        out << (sentence.empty() ? "" : " ") << sentence;
    out << '\n';
    if (answer.splits)
        printPrefillDecode(*answer.splits, answer.splitGpus, out);
    if (answer.shared)
        printSharedFleet(*answer.shared, out);
    if (!answer.prices.empty())
        printLatencyPrice(answer.prices, answer.pricedName, out);
    if (answer.rules)
        printRules(*answer.rules, answer.scenarios[0], catalog, out);
}

void printCsv(const Answer &answer, const catalog::Catalog &catalog, std::ostream &out)
{
    std::vector<handoff::EvaluatedScenario> scenarios;
    for (std::size_t i = 0; i < answer.scenarios.size(); ++i)
        scenarios.push_back({answer.scenarios[i], answer.curves[i]});
    out << handoff::scenarioCsv(scenarios, catalog, handoff::Preamble::None);
}

/// Scripts branch on this: no answer, or a load that no rate within the SLO relieves.
int exitCode(const Evaluation &evaluation)
{
    const bool hopeless = evaluation.state == scenario::State::Overloaded && !evaluation.knee.exists;
    return evaluation.state == scenario::State::Infeasible || hopeless ? NoFeasibleAnswer : Done;
}

/// What has no columns.
std::optional<Error> notForCsv(const EvaluateOptions &options)
{
    if (options.format != "csv")
        return std::nullopt;
    const std::string instead = "; --format table or json is expected";
    if (!options.explain.empty())
        return Error{.file = {}, .field = "--explain", .message = "a chain has no columns" + instead};
    if (options.rules)
        return Error{.file = {}, .field = "--rules", .message = "rules are sentences" + instead};
    if (options.prefillDecodeGpus)
        return Error{.file = {}, .field = "--pd-search", .message = "a search is no list of scenarios" + instead};
    if (options.sharedFleet)
        return Error{.file = {}, .field = "--shared-fleet", .message = "a comparison is no list of scenarios" + instead};
    if (!options.priceOf.empty())
        return Error{.file = {}, .field = "--price-of", .message = "a range of bounds is no list of scenarios" + instead};
    return std::nullopt;
}

serving::LatencyMetric latencyNamed(const std::string &name)
{
    using enum serving::LatencyMetric;
    return name == "ttft" ? Ttft : name == "itl" ? Itl : EndToEnd;
}

/// "ITL p99"; p99 where the bound is off.
std::string boundText(const serving::Slo &slo, serving::LatencyMetric metric)
{
    using enum serving::LatencyMetric;
    const serving::LatencyBound &bound = metric == Ttft ? slo.ttft : metric == Itl ? slo.itl : slo.endToEnd;
    constexpr std::array percentiles{"mean", "p50", "p95", "p99"};
    const char *name = metric == Ttft ? "TTFT" : metric == Itl ? "ITL" : "E2E";
    return std::string(name) + ' ' + (bound.enabled ? percentiles[static_cast<std::size_t>(bound.percentile)] : "p99");
}

} // namespace

Outcome evaluateCommand(const EvaluateOptions &options, const catalog::Catalog &known, std::ostream &out)
{
    const auto calibrated = withCalibration(known, options.calibration);
    if (!calibrated)
        return calibrated.error();
    const catalog::Catalog &catalog = *calibrated;
    if (const auto error = notForCsv(options))
        return *error;
    auto stored = sessionWith(options.session, {}, catalog);
    if (!stored)
        return stored.error();
    Scenario &current = stored.value().session.current;
    std::optional<evidence::TrafficImport> imported;
    if (!options.workload.empty()) {
        const auto traffic = trafficIn(options.workload);
        if (!traffic)
            return traffic.error();
        imported = evidence::withTraffic(current, *traffic, catalog);
        current = imported->scenario;
    }
    if (!options.day.empty()) {
        const auto day = dayIn(options.day);
        if (!day)
            return day.error();
        current.fleet = scenario::withOwnDay(current.fleet, day->profile, day->title);
    }
    auto changed = withSettings(current, options.settings, catalog);
    if (!changed)
        return changed.error();
    current = std::move(changed).value();
    if (options.simulatedKnee) {
        auto simulated = scenario::onSimulatedKnee(current, catalog, {}, static_cast<int>(std::thread::hardware_concurrency()));
        if (!simulated)
            return simulated.error();
        current = std::move(simulated).value();
    }
    Answer answer(stored->session, catalog);
    answer.traffic = std::move(imported);
    const Evaluation &evaluation = answer.curves[0].evaluation;
    if (options.rules)
        answer.rules = decision::checkRules(answer.scenarios[0], evaluation, catalog, decision::RuleSteps::Tried);
    if (!options.explain.empty()) {
        auto trail = trailOf(options.explain, answer.scenarios[0], evaluation, catalog);
        if (!trail)
            return trail.error();
        answer.trail = std::move(trail).value();
    }
    if (options.format == "table" && !answer.trail.empty()) {
        printTrail(answer.trail, out);
        return exitCode(evaluation);
    }
    if (options.prefillDecodeGpus) {
        answer.splitGpus = *options.prefillDecodeGpus;
        answer.splits = decision::searchPrefillDecode(answer.scenarios[0], catalog, answer.splitGpus);
    }
    if (options.sharedFleet) {
        auto shared = decision::shareFleet(answer.scenarios, catalog);
        if (!shared)
            return shared.error();
        answer.shared = std::move(shared).value();
    }
    if (!options.priceOf.empty()) {
        const serving::LatencyMetric metric = latencyNamed(options.priceOf);
        answer.pricedName = boundText(answer.scenarios[0].slo, metric);
        answer.prices = decision::priceOfLatency(answer.scenarios[0], metric, decision::pricedBounds, catalog);
    }
    if (options.format == "csv") {
        printCsv(answer, catalog, out);
        return exitCode(evaluation);
    }
    const decision::Explanation why =
        decision::explain(answer.scenarios[0], evaluation, answer.baseline, answer.baselineEvaluation, catalog);
    if (options.format == "json")
        printJson(answer, why, catalog, out);
    else
        printTable(answer, why, catalog, out);
    return exitCode(evaluation);
}

} // namespace trilemma::app
