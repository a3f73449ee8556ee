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

/// Pools of instances of unlike size take nodes of their own.
fleet::NodePacking packingOf(const ResolvedScenario &resolved, int gpusPerNode)
{
    const Scenario &scenario = resolved.scenario();
    const int replicas = resolved.replicas(), gpus = scenario.placement.gpus();
    if (!scenario.pools.isOn())
        return fleet::packNodes(replicas, gpus, gpusPerNode);
    const int prefill = replicas * scenario.pools.prefillInstances, decode = replicas * scenario.pools.decodeInstances;
    const int prefillGpus = scenario.prefillPlacement().gpus();
    if (prefillGpus == gpus)
        return fleet::packNodes(prefill + decode, gpus, gpusPerNode);
    const fleet::NodePacking other = fleet::packNodes(prefill, prefillGpus, gpusPerNode);
    fleet::NodePacking all = fleet::packNodes(decode, gpus, gpusPerNode);
    all.nodes += other.nodes;
    all.usedGpus += other.usedGpus;
    all.strandedGpus += other.strandedGpus;
    all.strandedShare = static_cast<double>(all.strandedGpus) / all.paidGpus();
    return all;
}

/// Prefill instances need no room but for the prompts they compute.
std::string prefillProblem(const ResolvedScenario &resolved)
{
    if (!resolved.scenario().pools.isOn())
        return {};
    const double prompt = resolved.scenario().workload.inputTokensMean;
    const replica::MemoryPlan memory = replica::planMemory(resolved.prefillConfiguration(), prompt, 1, 0, 1);
    if (memory.verdict == replica::MemoryVerdict::Fits)
        return {};
    return "Prefill instances hold no prompt: weights take " + gigabytes(memory.weightBytes) + " of " +
           gigabytes(memory.deviceBytes) + " on each GPU, which leaves room for " + roundedText(memory.kvPoolTokens) + " tokens";
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

cost::Traffic trafficOf(const Evaluation &evaluation)
{
    return {.peakOutputTokensPerSecond = evaluation.fleetOutputTokensPerSecond(),
            .peakInputTokensPerSecond = evaluation.replica.inputTokensPerSecond * evaluation.replicas,
            .peakRequestsPerSecond = evaluation.fleetRequestsPerSecond(),
            .busyShare = evaluation.busyShare(),
            .cachedInputShare = evaluation.hitShare};
}

void settleCost(Evaluation &evaluation, const ResolvedScenario &resolved)
{
    const cost::PriceContext prices = priceContext(resolved.scenario(), resolved.catalog());
    evaluation.paid = cost::resolved(resolved.scenario().cost, prices);
    const cost::Assumptions &assumptions = evaluation.paid;
    evaluation.fleetUse = fleetUse(resolved.scenario(), evaluation);
    evaluation.traffic = trafficOf(evaluation);
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
    evaluation.replicas = resolved.replicas();
    evaluation.gpus = evaluation.replicas * resolved.scenario().gpusPerReplica();
    evaluation.packing = packingOf(resolved, accelerator.acceleratorsPerNode);
}

void settlePools(Evaluation &evaluation, const ResolvedScenario &resolved, const serving::ReplicaUnderLoad &replica)
{
    evaluation.hitShare = replica.hitShare();
    evaluation.transferBytes = replica.transferBytes();
    if (const auto &apart = replica.apart()) {
        evaluation.transferSeconds = replica.transferSeconds();
        evaluation.prefillLoad = apart->prefill.load(evaluation.replica.offeredRequestsPerSecond);
    }
    evaluation.requestsPerTask = resolved.scenario().requestsPerTask();
}

/// How far the batch class moves the others' latencies: the same replica without it.
void settleBatchClass(Evaluation &evaluation, const ResolvedScenario &resolved)
{
    serving::Workload alone = resolved.replicaWorkload();
    if (!(alone.batch.requestsPerSecond > 0))
        return;
    Scenario without = resolved.scenario();
    without.workload.batch.requestsPerSecond = 0;
    without.fleet.sized = false;
    without.replicas = resolved.replicas();
    const ResolvedScenario other(without, resolved.catalog());
    const serving::OperatingPoint before = other.underLoad().operate();
    const serving::OperatingPoint &point = evaluation.replica;
    evaluation.batchClass.capacityAlone = before.capacityRequestsPerSecond;
    if (!point.finite || !before.finite)
        return;
    evaluation.batchClass.ttftChange = point.ttft.p99 / before.ttft.p99 - 1;
    evaluation.batchClass.itlChange = point.itl.p99 / before.itl.p99 - 1;
    evaluation.batchClass.outputTokensPerSecond = point.batchRequestsPerSecond * alone.batch.outputTokensMean;
}

void settleFailure(Evaluation &evaluation, const ResolvedScenario &resolved, const serving::ReplicaUnderLoad &replica)
{
    const int left = evaluation.replicas - evaluation.fleet.redundancy.unit.replicas;
    if (left <= 0)
        return;
    const serving::Workload &workload = replica.workload();
    const double more = static_cast<double>(evaluation.replicas) / left;
    const bool closed = workload.arrivals == serving::Workload::Arrivals::ClosedLoop;
    const serving::OperatingPoint point =
        closed ? replica.closedLoop(workload.concurrency * more) : replica.openLoop(workload.requestsPerSecond * more);
    evaluation.afterFailure = {point.finite, point.ttft.p99, point.itl.p99,
                               point.finite && serving::meets(point, resolved.scenario().slo)};
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
    if (resolved.scenario().pools.isOn())
        evaluation.confidenceReason += "; prefill and decode apart were not checked against measurements";
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
    evaluation.gpus = resolved.replicas() * resolved.scenario().gpusPerReplica();
    return evaluation;
}

Evaluation judged(const ResolvedScenario &resolved, const serving::ReplicaUnderLoad &replica)
{
    const Scenario &scenario = resolved.scenario();
    const replica::Configuration &configuration = resolved.configuration();
    const serving::Workload &workload = replica.workload();

    Evaluation evaluation;
    settlePlacement(evaluation, resolved, configuration.accelerator);
    evaluation.memory = replica.memory();
    evaluation.priceKnown = scenario.cost.priceKnown();
    evaluation.reason = memoryProblem(replica.memory(), replica.kvBatch(), workload);
    if (evaluation.reason.empty())
        evaluation.reason = prefillProblem(resolved);
    if (!evaluation.reason.empty()) {
        settleConfidence(evaluation, resolved);
        evaluation.warnings = warningsFor(resolved, evaluation);
        return evaluation;
    }

    evaluation.replica = replica.operate();
    settlePools(evaluation, resolved, replica);
    settleBatchClass(evaluation, resolved);
    settleConfidence(evaluation, resolved);
    widenNearKvLimit(evaluation, replica, workload);
    evaluation.knee = serving::findKnee(replica, scenario.slo);
    evaluation.saturation = replica::saturation(configuration, replica.step(), replica.memory(), workload.inputTokensMean,
                                                workload.outputTokensMean, workload.outputTokensCv);
    const double batch = evaluation.replica.finite ? evaluation.replica.runningBatch : evaluation.saturation.servedBatch();
    evaluation.step = replica.step().decodeBreakdown(std::max(batch, 1.0), replica.meanContext());
    evaluation.efficiency = efficiencyOf(configuration, replica.step(), evaluation.step, workload.inputTokensMean);
    evaluation.fleet = fleetOutcome(resolved, evaluation);
    settleFailure(evaluation, resolved, replica);
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
    return judged(resolved, resolved.underLoad());
}

} // namespace trilemma::scenario
