// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/simulation_report.h"

#include "app/command_line/simulation_figures.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <ostream>

namespace trilemma::app {

namespace {

using evidence::SimulatedRate;
using nlohmann::ordered_json;
using serving::Estimate;
using serving::Rank;
using serving::SimulationResult;

ordered_json json(double value)
{
    return std::isfinite(value) ? ordered_json(value) : ordered_json();
}

ordered_json json(const Estimate &estimate)
{
    const double low = estimate.value - estimate.halfWidth, high = estimate.value + estimate.halfWidth;
    const bool isKnown = std::isfinite(low) && std::isfinite(high);
    return {{"value", json(estimate.value)},
            {"low", isKnown ? json(std::max(0.0, low)) : ordered_json()},
            {"high", isKnown ? json(high) : ordered_json()}};
}

ordered_json json(const SimulatedRate &load, int replicas)
{
    const SimulationResult &result = load.result;
    ordered_json all{{"state", serving::label(result.state)}, {"reason", reasonOf(result, replicas)}};
    if (load.requestsPerSecond > 0)
        all["rate"] = {{"value", load.requestsPerSecond}, {"unit", "QPS"}, {"basis", "fleet"}};
    all["backlog_growth"] = {{"value", result.backlogGrowthPerSecond * replicas}, {"unit", "requests/s"}, {"basis", "fleet"}};
    all["experiment_ends"] = result.isFinite;
    for (const LatencyRow &latency : latencyRows) {
        ordered_json entry{{"unit", "ms"}};
        for (const Rank rank : shownRanks)
            entry[serving::label(rank)] = json(times((result.*latency.latency).at(rank), perMillisecond));
        all["latency"][latency.id] = std::move(entry);
    }
    all["ttft_mean_parts"]["unit"] = "ms";
    for (const PartRow &part : partRows)
        all["ttft_mean_parts"][part.id] = isUnanswered(result) ? ordered_json() : json(result.*part.seconds * perMillisecond);
    for (const SimulatedFigure &figure : simulatedFigures()) {
        ordered_json entry = json(figure.shown(result, replicas));
        entry["unit"] = figure.unit;
        entry["basis"] = label(figure.basis);
        all["figures"][figure.id] = std::move(entry);
    }
    return all;
}

} // namespace

void printSimulationJson(const SimulationReport &report, std::ostream &out)
{
    ordered_json all{{"scenario", report.scenario}, {"heading", report.heading}, {"known", report.known}};
    if (report.simulation.loads.empty()) {
        all["state"] = "INFEASIBLE";
        all["reason"] = report.reason;
    } else {
        all["traffic"] = report.traffic;
        all["slo"] = report.slo;
        all["replicas"] = report.simulation.replicas;
        all["seed"] = report.seed;
        all["warm_up_requests"] = report.simulation.warmUpRequests;
        all["interval"] = "95 % confidence";
        all["notes"] = report.notes;
    }
    if (report.isCurve) {
        for (const SimulatedRate &load : report.simulation.loads)
            all["rates"].push_back(json(load, report.simulation.replicas));
    } else if (!report.simulation.loads.empty()) {
        all.update(json(report.simulation.loads.front(), report.simulation.replicas));
        for (const serving::ClassResult &one : report.simulation.loads.front().result.classes) {
            const auto p99 = [](const serving::SimulatedLatency &latency) { return json(latency.at(Rank::P99).value * perMillisecond); };
            all["classes"].push_back({{"class", all.contains("classes") ? "batch" : "interactive"},
                                      {"requests", one.measured},
                                      {"ttft_p99_ms", p99(one.ttft)},
                                      {"tpot_p99_ms", p99(one.tpot)},
                                      {"e2e_p99_ms", p99(one.endToEnd)},
                                      {"goodput_qps", json(one.goodRequestsPerSecond * report.simulation.replicas)}});
        }
        for (const BatchEffectRow &row : batchEffect(report.simulation))
            all["batch_class_changes"][row.id] = json(row.change);
    }
    out << all.dump(2, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

} // namespace trilemma::app
