// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/simulation_report.h"

#include "app/command_line/simulation_figures.h"
#include "app/command_line/text_table.h"
#include "models/evidence/workload_import.h"
#include "models/scenario/number_text.h"

#include <algorithm>
#include <cmath>
#include <ostream>

namespace trilemma::app {

namespace {

using evidence::figureText;
using evidence::SimulatedRate;
using serving::Estimate;
using serving::Rank;
using serving::SimulatedLatency;
using serving::SimulationResult;

std::string text(const Estimate &estimate)
{
    std::string text = figureText(estimate.value);
    if (std::isfinite(estimate.value) && std::isfinite(estimate.halfWidth))
        text += " ±" + figureText(estimate.halfWidth);
    return text;
}

void printLatencies(const SimulationResult &result, std::ostream &out)
{
    std::vector<Align> columns(shownRanks.size() + 1, Align::Right);
    columns.front() = Align::Left;
    TextTable table(columns);
    std::vector<std::string> header{"ms"};
    for (const Rank rank : shownRanks)
        header.emplace_back(serving::label(rank));
    table.add(header);
    const auto addPart = [&](const PartRow &part) {
        std::vector<std::string> cells(shownRanks.size() + 1);
        cells[0] = part.label;
        cells[1] = isUnanswered(result) ? "-" : figureText(result.*part.seconds * perMillisecond);
        table.add(std::move(cells));
    };
    for (const LatencyRow &latency : latencyRows) {
        std::vector<std::string> cells{latency.label};
        for (const Rank rank : shownRanks)
            cells.push_back(text(times((result.*latency.latency).at(rank), perMillisecond)));
        table.add(std::move(cells));
        if (latency.latency == &SimulationResult::queue) {
            addPart(partRows.back());
            addPart(partRows.front());
        }
    }
    table.print(out);
}

void printClasses(const SimulationReport &report, std::ostream &out)
{
    const SimulationResult &result = report.simulation.loads.front().result;
    if (result.classes.size() < 2)
        return;
    TextTable table({Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Right});
    table.add({"class", "requests", "TTFT p99 ms", "TPOT p99 ms", "E2E p99 ms", "goodput QPS"});
    for (std::size_t i = 0; i < result.classes.size(); ++i) {
        const serving::ClassResult &one = result.classes[i];
        const auto p99 = [](const SimulatedLatency &all) { return figureText(all.at(Rank::P99).value * perMillisecond); };
        table.add({i == 0 ? "interactive" : "batch", figureText(static_cast<double>(one.measured)), p99(one.ttft), p99(one.tpot),
                   p99(one.endToEnd), figureText(one.goodRequestsPerSecond * report.simulation.replicas)});
    }
    out << '\n';
    table.print(out);
    for (const BatchEffectRow &row : batchEffect(report.simulation))
        out << "The batch class changes the " << row.label << " of the others by " << figureText(row.change * 100) << " %\n";
}

void printOne(const SimulationReport &report, std::ostream &out)
{
    const SimulationResult &result = report.simulation.loads.front().result;
    printLatencies(result, out);
    out << '\n';
    TextTable table({Align::Left, Align::Right, Align::Left, Align::Left});
    for (const SimulatedFigure &figure : simulatedFigures())
        table.add({figure.label, text(figure.shown(result, report.simulation.replicas)), figure.unit, label(figure.basis)});
    if (result.backlogGrowthPerSecond > 0) {
        table.add({"Backlog growth", figureText(result.backlogGrowthPerSecond * report.simulation.replicas), "requests/s",
                   label(Basis::Fleet)});
    }
    table.print(out);
    printClasses(report, out);
}

void printCurve(const SimulationReport &report, std::ostream &out)
{
    const std::vector<std::string> header{"QPS",         "state",        "served QPS", "TTFT p50 ms", "TTFT p99 ms",
                                          "ITL p99 ms",  "TPOT mean ms", "E2E p99 ms", "running",     "KV use %",
                                          "preemptions", "goodput QPS",  "backlog/s"};
    std::vector<Align> columns(header.size(), Align::Right);
    columns[1] = Align::Left;
    TextTable table(columns);
    table.add(header);
    for (const SimulatedRate &load : report.simulation.loads) {
        const SimulationResult &result = load.result;
        const auto figure = [&](const char *id) {
            const auto all = simulatedFigures();
            const auto found = std::ranges::find(all, std::string_view(id), &SimulatedFigure::id);
            return text(found->shown(result, report.simulation.replicas));
        };
        const auto latency = [](const SimulatedLatency &all, Rank rank) { return text(times(all.at(rank), perMillisecond)); };
        table.add({scenario::shortText(load.requestsPerSecond), serving::label(result.state), figure("served"),
                   latency(result.ttft, Rank::P50), latency(result.ttft, Rank::P99), latency(result.itl, Rank::P99),
                   latency(result.tpot, Rank::Mean), latency(result.endToEnd, Rank::P99), figure("running_batch"),
                   figure("kv_use"), figure("preemptions"), figure("goodput"),
                   figureText(result.backlogGrowthPerSecond * report.simulation.replicas)});
    }
    table.print(out);
}

} // namespace

void printSimulationTable(const SimulationReport &report, std::ostream &out)
{
    out << "Scenario " << report.scenario << ": " << report.heading << '\n';
    if (report.simulation.loads.empty()) {
        out << "State: INFEASIBLE. " << report.reason << '\n';
        return;
    }
    if (!report.isCurve) {
        const SimulationResult &result = report.simulation.loads.front().result;
        const std::string reason = reasonOf(result, report.simulation.replicas);
        out << "State: " << serving::label(result.state) << (reason.empty() ? "" : ". ") << reason << '\n';
    }
    out << "Traffic: " << report.traffic << "\nSLO: " << report.slo << "\nSimulated: seed " << report.seed << ", "
        << figureText(static_cast<double>(report.simulation.loads.front().result.measured)) << " requests";
    if (report.simulation.warmUpRequests > 0)
        out << " after " << figureText(static_cast<double>(report.simulation.warmUpRequests)) << " to warm up";
    out << "; ± is half of a 95 % confidence interval\nKnown as: " << report.known << '\n';
    for (const std::string &note : report.notes)
        out << note << '\n';
    out << '\n';
    report.isCurve ? printCurve(report, out) : printOne(report, out);
}

} // namespace trilemma::app
