// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/handoff/load_csv.h"

#include "models/evidence/csv.h"

#include <array>
#include <limits>

namespace trilemma::handoff {
namespace {

using evidence::CsvWriter;
using serving::Estimate, serving::LoadState, serving::OperatingPoint, serving::Rank, serving::SimulationResult;

constexpr double notKnown = std::numeric_limits<double>::quiet_NaN(), perSecond = 1e3;
constexpr std::array ranks{Rank::Mean, Rank::P50, Rank::P90, Rank::P95, Rank::P99, Rank::P999};

double closedAt(const serving::Latency &latency, Rank rank)
{
    switch (rank) {
    case Rank::Mean: return latency.mean;
    case Rank::P50: return latency.p50;
    case Rank::P95: return latency.p95;
    case Rank::P99: return latency.p99;
    case Rank::P90:
    case Rank::P999: break;
    }
    return notKnown;
}

/// One latency in either tier, seconds.
struct LatencyColumns {
    std::string_view name;
    serving::SimulatedLatency SimulationResult::*simulated;
    double (*closedForm)(const OperatingPoint &, Rank);
};
constexpr std::array latencies{
    LatencyColumns{"TTFT", &SimulationResult::ttft, [](const OperatingPoint &point, Rank rank) { return closedAt(point.ttft, rank); }},
    LatencyColumns{"ITL", &SimulationResult::itl, [](const OperatingPoint &point, Rank rank) { return closedAt(point.itl, rank); }},
    LatencyColumns{"TPOT", &SimulationResult::tpot,
                   [](const OperatingPoint &point, Rank rank) { return rank == Rank::Mean ? point.tpotSeconds : notKnown; }},
    LatencyColumns{"E2E", &SimulationResult::endToEnd,
                   [](const OperatingPoint &point, Rank rank) { return closedAt(point.endToEnd, rank); }},
};

void writeHeader(CsvWriter &writer)
{
    for (const char *name : {"scenario", "tier", "offered, fleet [QPS]", "served, fleet [QPS]", "state",
                             "backlog growth, fleet [requests/s]", "output throughput, fleet [tok/s]",
                             "running batch, one replica", "goodput, fleet [QPS]", "TTFT queue, mean [ms]",
                             "TTFT prefill, mean [ms]", "TTFT ingest, mean [ms]"})
        writer.text(name);
    for (const LatencyColumns &latency : latencies) {
        for (const Rank rank : ranks) {
            const std::string name = std::string(latency.name) + ' ' + serving::label(rank);
            writer.text(name + " [ms]").text(name + " ± 95 % [ms]");
        }
    }
    for (const char *name : {"80 % of measured TTFT from [times]", "to [times]", "80 % of measured ITL, TPOT from [times]", "to [times]"})
        writer.text(name);
    writer.endRecord();
}

const char *stateOf(const OperatingPoint &point, const serving::Knee &knee)
{
    const double comfortable = knee.exists ? scenario::nearKneeShare * knee.requestsPerSecond : 0;
    return serving::label(!point.finite                                   ? LoadState::Overloaded
                          : point.offeredRequestsPerSecond > comfortable ? LoadState::NearKnee
                                                                          : LoadState::Stable);
}

void writeClosedForm(CsvWriter &writer, const EvaluatedScenario &evaluated)
{
    const scenario::Evaluation &evaluation = evaluated.curves.evaluation;
    const double replicas = evaluation.replicas;
    for (const OperatingPoint &point : evaluated.curves.load) {
        const double known = point.finite ? perSecond : notKnown;
        writer.text(evaluated.scenario.name).text("closed form").number(point.offeredRequestsPerSecond * replicas);
        writer.number(point.servedRequestsPerSecond * replicas).text(stateOf(point, evaluation.knee));
        writer.number(point.backlogGrowthPerSecond * replicas).number(point.outputTokensPerSecond * replicas);
        writer.number(point.runningBatch).number(notKnown).number(point.ttftQueueSeconds * known);
        writer.number(point.ttftPrefillSeconds * known).number(point.ttftIngestSeconds * known);
        for (const LatencyColumns &latency : latencies) {
            for (const Rank rank : ranks)
                writer.number(latency.closedForm(point, rank) * known).number(notKnown);
        }
        for (const catalog::Band &band : {evaluation.firstTokenBand, evaluation.tokenTimeBand})
            writer.number(band.low).number(band.high);
        writer.endRecord();
    }
}

void writeSimulated(CsvWriter &writer, const std::string &scenario, const scenario::SimulatedLoad &load)
{
    const double replicas = load.replicas;
    for (std::size_t i = 0; i < load.curve.size(); ++i) {
        const SimulationResult &result = load.curve[i];
        const double known = result.state == LoadState::Overloaded ? notKnown : 1;
        writer.text(scenario).text("simulated").number(load.requestsPerSecond[i] * replicas);
        writer.number(result.requestsPerSecond * replicas).text(serving::label(result.state));
        writer.number(result.backlogGrowthPerSecond * replicas).number(result.outputTokensPerSecond * replicas);
        writer.number(result.meanRunning).number(result.goodRequestsPerSecond.value * replicas * known);
        for (const double part : {result.ttftQueueSeconds, result.ttftPrefillSeconds, result.ttftIngestSeconds})
            writer.number(part * perSecond * known);
        for (const LatencyColumns &latency : latencies) {
            for (const Rank rank : ranks) {
                const Estimate &estimate = (result.*latency.simulated).at(rank);
                writer.number(estimate.value * perSecond * known).number(estimate.halfWidth * perSecond * known);
            }
        }
        for (int band = 0; band < 4; ++band)
            writer.number(notKnown);
        writer.endRecord();
    }
}

} // namespace

std::string loadCsv(std::span<const LoadedScenario> scenarios, const catalog::Catalog &catalog, Preamble preamble)
{
    std::vector<EvaluatedScenario> evaluated;
    for (const LoadedScenario &loaded : scenarios)
        evaluated.push_back(loaded.closedForm);
    std::string csv;
    writePreamble("load curves", evaluated, catalog, preamble, csv);
    CsvWriter writer(csv);
    writeHeader(writer);
    for (const LoadedScenario &loaded : scenarios) {
        writeClosedForm(writer, loaded.closedForm);
        if (loaded.simulated)
            writeSimulated(writer, loaded.closedForm.scenario.name, *loaded.simulated);
    }
    return csv;
}

} // namespace trilemma::handoff
