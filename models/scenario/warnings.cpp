// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/number_text.h"
#include "models/scenario/resolved_scenario.h"

#include <cmath>

namespace trilemma::scenario {

namespace {

using Warnings = std::vector<Warning>;

/// Below this a prompt's piece costs a pass of its own for little: it shares the budget with decoding sequences.
constexpr double smallestUsefulChunk = 256;

/// Weights fit, but the cache is what keeps the traffic from being served.
bool kvStarved(const Scenario &scenario, const Evaluation &evaluation)
{
    if (evaluation.state == State::Infeasible)
        return evaluation.memory.verdict == replica::MemoryVerdict::KvStarved;
    if (evaluation.saturation.binding != replica::Saturation::Binding::KvMemory)
        return false;
    if (scenario.workload.arrivals == serving::Workload::Arrivals::OpenLoop)
        return !evaluation.replica.finite;
    return scenario.workload.concurrency / evaluation.replicas > evaluation.saturation.kvBatch;
}

void warnOfPrecision(Warnings &warnings, const replica::Configuration &configuration)
{
    using catalog::WeightFormat;
    const WeightFormat format = configuration.weightFormat;
    const bool fp8 = format == WeightFormat::Fp8 || format == WeightFormat::Fp8Block;
    // INT4 checkpoints are weight-only everywhere: their own label says so.
    if (catalog::support(configuration.accelerator, format) == catalog::Support::WeightOnly && format != WeightFormat::Int4)
        warnings.push_back(
            {fp8 ? "W-FP8-NOT-NATIVE" : "W-WEIGHT-ONLY",
             configuration.accelerator.name + ": " + std::string(catalog::supportReason(configuration.accelerator, format))});
    const WeightFormat stored = configuration.model.nativeFormat;
    if (stored != WeightFormat::Bf16 && format == WeightFormat::Bf16)
        warnings.push_back({"W-UPCAST", configuration.model.name + " is published in " +
                                            std::string(catalog::info(stored).label) +
                                            ": BF16 takes more memory and gains nothing"});
}

void warnOfPlacement(Warnings &warnings, const replica::Configuration &configuration, const Evaluation &evaluation)
{
    const fleet::NodePacking &packing = evaluation.packing;
    const int stranded = packing.strandedGpus - evaluation.fleetUse.guestGpus;
    if (replica::crossesScaleUpDomain(configuration.placement, configuration.accelerator))
        warnings.push_back({"W-TP-NODE", "The replica spans more than the " +
                                             std::to_string(configuration.accelerator.scaleUpDomain) + " GPUs that " +
                                             configuration.accelerator.name +
                                             " joins directly: every layer waits for the network between nodes"});
    if (stranded > 0 && !evaluation.paid.fromApi())
        warnings.push_back({"W-STRANDED", std::to_string(stranded) + " of " + std::to_string(packing.paidGpus()) +
                                              " GPUs are paid for and belong to no replica"});
}

void warnOfGuest(Warnings &warnings, const Scenario &scenario, const Evaluation &evaluation)
{
    const Guest &guest = scenario.fleet.guest;
    if (scenario.pools.isOn()) {
        warnings.push_back({"W-GUEST", "No guest is hosted beside prefill and decode instances of their own"});
        return;
    }
    const int fit = evaluation.fleetUse.guestGpus / guest.gpusPerReplica;
    if (fit < guest.replicas)
        warnings.push_back({"W-GUEST", std::to_string(fit) + " of " + std::to_string(guest.replicas) +
                                           " guest replicas fit on stranded GPUs" +
                                           (evaluation.packing.strandedGpus > 0 ? " of one node each" : ": none is stranded")});
}

void warnOfKnowledge(Warnings &warnings, const ResolvedScenario &resolved, const Evaluation &evaluation)
{
    const replica::Configuration &configuration = resolved.configuration();
    if (!configuration.model.approximation.empty())
        warnings.push_back({"W-APPROXIMATED", configuration.model.name + " is " + configuration.model.approximation});
    if (resolved.kernels().provenance == catalog::Provenance::Datasheet)
        warnings.push_back({"W-DATASHEET", "No kernels of " + configuration.engine.name + " were measured on " +
                                               configuration.accelerator.name + ": step times are datasheet estimates, within " +
                                               roundedText(evaluation.relativeError * 100) + " %"});
    if (!evaluation.priceKnown)
        warnings.push_back({"W-NO-PRICE", "No price is known for " + configuration.accelerator.name +
                                              " in this way of acquisition: enter one to see cost"});
}

void warnOfBatchClass(Warnings &warnings, const serving::BatchTraffic &batch, const BatchClassEffect &effect)
{
    const double change = std::max(effect.ttftChange, effect.itlChange);
    if (change > batch.tolerance)
        warnings.push_back({"W-BATCH-TOLERANCE", std::string("The batch class lengthens the ") +
                                                     (effect.ttftChange > effect.itlChange ? "TTFT" : "ITL") + " p99 of the others by " +
                                                     roundedText(change * 100) + " %, more than the " +
                                                     roundedText(batch.tolerance * 100) + " % that are tolerated"});
}

void warnOfBursts(Warnings &warnings, const Scenario &scenario, const Evaluation &evaluation)
{
    const double burst = scenario.workload.requestsPerSecond * scenario.workload.bursts.peak();
    const double capacity = evaluation.replica.capacityRequestsPerSecond * evaluation.replicas;
    std::string text = "Latencies are those of even arrivals at the mean rate; only the simulation knows what bursts of " +
                       roundedText(burst) + " QPS do";
    if (burst > capacity)
        text += ": they are more than the capacity of " + roundedText(capacity) + " QPS, so a backlog builds up in each";
    warnings.push_back({"W-BURSTS", text});
}

void warnOfTraffic(Warnings &warnings, const ResolvedScenario &resolved, const Evaluation &evaluation)
{
    const Scenario &scenario = resolved.scenario();
    const double context = scenario.workload.inputTokensMean + scenario.workload.outputTokensMean;
    const int maxContext = resolved.configuration().model.maxContext;
    if (maxContext > 0 && context > maxContext)
        warnings.push_back({"W-CONTEXT", roundedText(context) + " tokens per request are more than the " +
                                             withThousands(std::to_string(maxContext)) + " that the model was built for"});
    const bool openLoop = scenario.workload.arrivals == serving::Workload::Arrivals::OpenLoop;
    if (openLoop && scenario.workload.inputTokensCv == 0 && scenario.workload.outputTokensCv == 0)
        warnings.push_back({"W-TAIL-UNKNOWN", "Tail unknown: only mean lengths are given, so percentiles are those of equal requests; "
                                              "set the length spreads or take the traffic from a trace"});
    if (!evaluation.replica.finite)
        return;

    const double running = evaluation.replica.runningBatch;
    const double cap = scenario.scheduling.maxSequences;
    // Three standard deviations of a Poisson number in service.
    if (openLoop && running + 3 * std::sqrt(running) + 1 < cap)
        warnings.push_back({"W-CAP-IDLE", "The running batch is about " + roundedText(std::max(running, 0.1)) +
                                              ", below the cap of " +
                                              withThousands(std::to_string(scenario.scheduling.maxSequences)) +
                                              ": moving the cap changes nothing here"});
    if (scenario.scheduling.batching == replica::Scheduling::Batching::Chunked &&
        scenario.scheduling.tokenBudget < running + smallestUsefulChunk)
        warnings.push_back(
            {"W-CHUNK-SMALL", "A token budget of " + withThousands(std::to_string(scenario.scheduling.tokenBudget)) +
                                  " leaves little for prompts beside " + roundedText(running) + " running sequences"});
    if (openLoop && scenario.workload.gaps == serving::Gaps::OnOff)
        warnOfBursts(warnings, scenario, evaluation);
    if (scenario.workload.batch.requestsPerSecond > 0)
        warnOfBatchClass(warnings, scenario.workload.batch, evaluation.batchClass);
    if (!serving::meets(evaluation.replica, scenario.slo))
        warnings.push_back({"W-SLO", "The SLO does not hold at this traffic: see the knee"});
}

} // namespace

std::vector<Warning> warningsFor(const ResolvedScenario &resolved, const Evaluation &evaluation)
{
    Warnings warnings;
    warnOfPlacement(warnings, resolved.configuration(), evaluation);
    if (kvStarved(resolved.scenario(), evaluation))
        warnings.push_back({"W-KV-STARVED", "Weights leave room for only " + roundedText(evaluation.memory.kvPoolTokens) +
                                                " tokens of KV cache: too little for this traffic"});
    warnOfPrecision(warnings, resolved.configuration());
    warnOfKnowledge(warnings, resolved, evaluation);
    if (evaluation.state != State::Infeasible)
        warnOfTraffic(warnings, resolved, evaluation);
    if (evaluation.state != State::Infeasible && resolved.scenario().fleet.guest.replicas > 0)
        warnOfGuest(warnings, resolved.scenario(), evaluation);
    if (resolved.scenario().cost.fromApi())
        warnings.push_back({"W-API",
                            "Tokens are bought: latency, throughput, power and GPUs are those of a fleet of your own, an "
                            "API's are not modelled"});
    return warnings;
}

} // namespace trilemma::scenario
