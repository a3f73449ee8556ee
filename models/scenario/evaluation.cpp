// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/evaluation.h"

#include "models/scenario/number_text.h"
#include "models/scenario/resolved_scenario.h"

#include <algorithm>
#include <cmath>

namespace trilemma::scenario {

namespace {

std::string gigabytes(double bytes)
{
    return roundedText(bytes / 1e9) + " GB";
}

/// Why the replica cannot serve at all; empty where it can.
std::string memoryProblem(const replica::MemoryPlan &memory, double kvBatch, const serving::Workload &workload)
{
    if (memory.verdict == replica::MemoryVerdict::WeightsDoNotFit) {
        return "Weights do not fit: they take " + gigabytes(memory.weightBytes) + " of " + gigabytes(memory.deviceBytes) +
               " on each GPU, and the engine needs " + gigabytes(memory.activationBytes + memory.runtimeBytes) + " beside them";
    }
    if (!(kvBatch >= 1)) {
        return "No room for KV cache: the pool holds " + roundedText(memory.kvPoolTokens) + " tokens, one request needs up to " +
               roundedText(workload.inputTokensMean + workload.outputTokensMean);
    }
    return {};
}

Efficiency efficiencyOf(const replica::Configuration &configuration, const replica::StepTime &step,
                        const replica::StepBreakdown &decode, double promptTokens)
{
    const catalog::Accelerator &gpu = configuration.accelerator;
    const auto rate = catalog::computeRate(gpu, configuration.weightFormat);
    const double peak = gpu.peak(rate).value_or(gpu.peak(catalog::ComputeRate::Bf16).value_or(0));
    const replica::StepBreakdown prefill = step.breakdown({.promptTokens = promptTokens, .promptSequences = 1});
    const auto ratio = [](double part, double whole) { return whole > 0 ? part / whole : 0; };
    return {.mfu = ratio(decode.flops, decode.total * peak),
            .mbu = ratio(decode.bytes, decode.total * gpu.memoryBytesPerSecond),
            .decodeFlopsPerByte = ratio(decode.flops, decode.bytes),
            .prefillFlopsPerByte = ratio(prefill.flops, prefill.bytes)};
}

cost::Traffic trafficOf(const Evaluation &evaluation, const serving::Workload &workload)
{
    return {.peakOutputTokensPerSecond = evaluation.fleetOutputTokensPerSecond(),
            .peakInputTokensPerSecond = evaluation.replica.inputTokensPerSecond * evaluation.replicas,
            .peakRequestsPerSecond = evaluation.fleetRequestsPerSecond(),
            .busyShare = std::min(evaluation.replica.utilisation, 1.0),
            .cachedInputShare = workload.prefixHitShare};
}

void settleCost(Evaluation &evaluation, const ResolvedScenario &resolved)
{
    const cost::PriceContext prices = priceContext(resolved.scenario(), resolved.catalog());
    evaluation.paid = cost::resolved(resolved.scenario().cost, prices);
    const cost::Assumptions &assumptions = evaluation.paid;
    evaluation.fleetUse = fleetUse(resolved.scenario(), evaluation);
    evaluation.traffic = trafficOf(evaluation, resolved.scenario().workload);
    evaluation.cost = cost::totalCost(assumptions, evaluation.fleetUse, evaluation.traffic);
    const cost::Ends ends = cost::endsOf(assumptions, prices);
    const auto overBill = [&](const cost::Assumptions &end) {
        return cost::monthlyBill(end, evaluation.fleetUse, evaluation.traffic).total() / evaluation.cost.totalUsdPerMonth;
    };
    if (evaluation.cost.totalUsdPerMonth > 0)
        evaluation.costBand = {overBill(ends.cheap), overBill(ends.dear)};
}

/// A share of the way to the knee in the direction of load: rates for open loop and closed loop alike.
State stateOf(const Evaluation &evaluation)
{
    if (!evaluation.replica.finite)
        return State::Overloaded;
    const double knee = evaluation.knee.exists ? evaluation.knee.requestsPerSecond : 0;
    return evaluation.replica.servedRequestsPerSecond > nearKneeShare * knee ? State::NearKnee : State::Stable;
}

std::string reasonOf(const Evaluation &evaluation)
{
    const double replicas = evaluation.replicas;
    switch (evaluation.state) {
    case State::Overloaded:
        return roundedText(evaluation.replica.offeredRequestsPerSecond * replicas) + " QPS are more than the capacity of " +
               roundedText(evaluation.replica.capacityRequestsPerSecond * replicas) + " QPS: the queue grows by " +
               roundedText(evaluation.replica.backlogGrowthPerSecond * replicas) + " requests per second";
    case State::NearKnee:
        if (!evaluation.knee.exists)
            return std::string("No rate meets the SLO: ") + serving::label(evaluation.knee.binding) +
                   " misses its bound even when idle";
        return roundedText(evaluation.replica.servedRequestsPerSecond * replicas) + " QPS against a knee of " +
               roundedText(evaluation.knee.requestsPerSecond * replicas) + " QPS, where " +
               serving::label(evaluation.knee.binding) + " binds";
    case State::Stable:
    case State::Infeasible:
        break;
    }
    return {};
}

void settlePlacement(Evaluation &evaluation, const ResolvedScenario &resolved, const catalog::Accelerator &accelerator)
{
    const Scenario &scenario = resolved.scenario();
    evaluation.replicas = resolved.replicas();
    evaluation.gpus = resolved.replicas() * scenario.placement.gpus();
    evaluation.packing = fleet::packNodes(resolved.replicas(), scenario.placement.gpus(), accelerator.acceleratorsPerNode);
}

/// Constants are as good as their kernels; an approximated architecture makes them no better than datasheets.
void settleConfidence(Evaluation &evaluation, const ResolvedScenario &resolved)
{
    evaluation.provenance = resolved.kernels().provenance;
    const replica::Configuration &c = resolved.configuration();
    const serving::Workload workload = resolved.replicaWorkload();
    const auto atLeastOne = [](double value) { return std::isfinite(value) ? std::max(1.0, value) : 1.0; };
    const catalog::MeasuredLoad load{static_cast<double>(c.placement.gpus()), atLeastOne(workload.inputTokensMean),
                                     atLeastOne(workload.outputTokensMean), atLeastOne(evaluation.replica.runningBatch), 0, 0};
    const auto *checked = catalog::likestChecked(resolved.catalog().checks, c.engine, c.accelerator, c.model, c.weightFormat);
    const catalog::Confidence confidence = catalog::confidenceOf(checked, resolved.kernels(), resolved.calibration(), load);
    evaluation.tokenTimeBand = confidence.tokenTime;
    evaluation.firstTokenBand = confidence.firstToken;
    evaluation.confidenceReason = confidence.why();
    if (!c.model.approximation.empty()) {
        evaluation.provenance = std::max(evaluation.provenance, catalog::Provenance::Datasheet);
        for (catalog::Band *band : {&evaluation.tokenTimeBand, &evaluation.firstTokenBand})
            *band = {std::min(band->low, catalog::Band().low), std::max(band->high, catalog::Band().high)};
        evaluation.confidenceReason += "; wider, because the model is " + c.model.approximation;
    }
    evaluation.relativeError = std::max(evaluation.tokenTimeBand.high, 1 / evaluation.tokenTimeBand.low) - 1;
}

/// Waits for room in the KV pool explode at its limit, and nobody knows the pool better than to this share: TTFT is a
/// range there.
void widenNearKvLimit(Evaluation &evaluation, const serving::ReplicaUnderLoad &replica, const serving::Workload &workload)
{
    constexpr double poolError = 0.1, nearLimit = 0.85, widest = 100;
    const serving::OperatingPoint &point = evaluation.replica;
    if (!point.finite || point.runningBatch < nearLimit * replica.kvBatch())
        return;
    const auto ttftAt = [&](double share) {
        const bool closed = workload.arrivals == serving::Workload::Arrivals::ClosedLoop;
        const auto other = closed ? replica.closedLoop(workload.concurrency * share)
                                  : replica.openLoop(workload.requestsPerSecond * share);
        return other.finite ? other.ttft.mean / point.ttft.mean : widest;
    };
    catalog::Band &band = evaluation.firstTokenBand;
    band.low = std::min(band.low, ttftAt(1 - poolError));
    band.high = std::max(band.high, std::min(widest, ttftAt(1 + poolError)));
    evaluation.confidenceReason += "; wider, because the KV pool is nearly full";
}

} // namespace

const char *label(State state)
{
    switch (state) {
    case State::Stable:
        return "Stable";
    case State::NearKnee:
        return "Near knee";
    case State::Overloaded:
        return "Overloaded";
    case State::Infeasible:
        return "Infeasible";
    }
    return "";
}

Evaluation infeasible(const ResolvedScenario &resolved)
{
    Evaluation evaluation;
    evaluation.reason = resolved.problem();
    evaluation.replicas = resolved.replicas();
    evaluation.gpus = resolved.replicas() * resolved.scenario().placement.gpus();
    return evaluation;
}

Evaluation judged(const ResolvedScenario &resolved, const serving::ReplicaUnderLoad &replica)
{
    const Scenario &scenario = resolved.scenario();
    const replica::Configuration &configuration = resolved.configuration();
    const serving::Workload &workload = scenario.workload;

    Evaluation evaluation;
    settlePlacement(evaluation, resolved, configuration.accelerator);
    evaluation.memory = replica.memory();
    evaluation.priceKnown = scenario.cost.priceKnown();
    evaluation.reason = memoryProblem(replica.memory(), replica.kvBatch(), workload);
    if (!evaluation.reason.empty()) {
        settleConfidence(evaluation, resolved);
        evaluation.warnings = warningsFor(resolved, evaluation);
        return evaluation;
    }

    evaluation.replica = replica.operate();
    settleConfidence(evaluation, resolved);
    widenNearKvLimit(evaluation, replica, resolved.replicaWorkload());
    evaluation.knee = serving::findKnee(replica, scenario.slo);
    evaluation.saturation = replica::saturation(configuration, replica.step(), replica.memory(), workload.inputTokensMean,
                                                workload.outputTokensMean, workload.outputTokensCv);
    const double batch = evaluation.replica.finite ? evaluation.replica.runningBatch : evaluation.saturation.servedBatch();
    evaluation.step = replica.step().decodeBreakdown(std::max(batch, 1.0), replica.meanContext());
    evaluation.efficiency = efficiencyOf(configuration, replica.step(), evaluation.step, workload.inputTokensMean);
    evaluation.fleet = fleetOutcome(resolved, evaluation);
    settleCost(evaluation, resolved);
    evaluation.state = stateOf(evaluation);
    evaluation.reason = reasonOf(evaluation);
    evaluation.warnings = warningsFor(resolved, evaluation);
    return evaluation;
}

Evaluation evaluate(const Scenario &scenario, const catalog::Catalog &catalog)
{
    const ResolvedScenario resolved(scenario, catalog);
    if (!resolved.problem().empty())
        return infeasible(resolved);
    return judged(resolved, serving::ReplicaUnderLoad(resolved.configuration(), resolved.replicaWorkload()));
}

} // namespace trilemma::scenario
