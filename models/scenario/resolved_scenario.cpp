// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/resolved_scenario.h"

#include "models/serving/knee.h"
#include "models/serving/turns.h"

#include <algorithm>
#include <utility>

namespace trilemma::scenario {

namespace {

/// A played week counts no more, see fleet::ScaledFleet.
constexpr int mostReplicas = 32767;

std::string unknown(std::string_view what, const std::string &id)
{
    return std::string(what) + " \"" + id + "\" is not in the catalogue";
}

std::string formatProblem(const Scenario &scenario, const catalog::Accelerator &accelerator)
{
    if (catalog::support(accelerator, scenario.weightFormat) != catalog::Support::No)
        return {};
    return std::string(catalog::info(scenario.weightFormat).label) + " weights on " + accelerator.name + ": " +
           std::string(catalog::supportReason(accelerator, scenario.weightFormat));
}

std::string poolsProblem(const Scenario &scenario, const catalog::LanguageModel &model)
{
    if (scenario.scheduling.batching == replica::Scheduling::Batching::Static)
        return "Prefill and decode apart need continuous batching: a static batch computes its prompts itself";
    const std::string problem = replica::placementProblem(scenario.prefillPlacement(), model);
    return problem.empty() ? problem : "Prefill instances: " + problem;
}

/// What no answer is given for beside a second class.
std::string batchClassProblem(const Scenario &scenario)
{
    if (!(scenario.workload.batch.requestsPerSecond > 0))
        return {};
    if (scenario.workload.arrivals == serving::Workload::Arrivals::ClosedLoop)
        return "A batch class fills the time beside requests that arrive at a rate: choose open-loop arrivals, or no batch class";
    if (scenario.pools.isOn())
        return "Prefill and decode apart take one class of requests: leave out the batch class, or the pools";
    if (scenario.scheduling.batching == replica::Scheduling::Batching::Static)
        return "A batch class needs continuous batching: in a static batch nobody goes first";
    return {};
}

const char *rateName(catalog::ComputeRate rate)
{
    switch (rate) {
    case catalog::ComputeRate::Bf16:
        return "BF16";
    case catalog::ComputeRate::Fp8:
        return "FP8";
    case catalog::ComputeRate::Int8:
        return "INT8";
    case catalog::ComputeRate::Fp4:
        return "FP4";
    }
    return "";
}

/// A figure that nobody published stays unknown, and time cannot be told without it.
std::string unknownFigure(const catalog::KernelConstants &kernels, const catalog::Accelerator &accelerator,
                          catalog::WeightFormat format)
{
    for (const catalog::ComputeRate rate : {catalog::computeRate(accelerator, format), catalog::ComputeRate::Bf16}) {
        if (!(kernels.peakFlops[static_cast<std::size_t>(rate)] > 0))
            return accelerator.name + ": its dense " + rateName(rate) + " rate is unknown, so no time can be told";
    }
    if (!(kernels.memoryBytesPerSecond > 0) || !(accelerator.usableMemoryBytes > 0))
        return accelerator.name + ": its memory is unknown, so no time can be told";
    return {};
}

} // namespace

ResolvedScenario::ResolvedScenario(const Scenario &scenario, const catalog::Catalog &catalog)
    : m_scenario(scenario), m_catalog(catalog), m_replicas(scenario.replicas)
{
    const catalog::LanguageModel *model = modelOf(scenario, catalog);
    const catalog::Accelerator *accelerator = catalog.accelerator(scenario.acceleratorId);
    const catalog::EngineProfile *engine = catalog.engine(scenario.engineId);
    if (!model)
        m_problem = unknown("Model", scenario.modelId);
    else if (!accelerator)
        m_problem = unknown("Accelerator", scenario.acceleratorId);
    else if (!engine)
        m_problem = unknown("Engine", scenario.engineId);
    else
        m_problem = replica::placementProblem(scenario.placement, *model);
    if (m_problem.empty() && scenario.pools.isOn())
        m_problem = poolsProblem(scenario, *model);
    if (m_problem.empty())
        m_problem = batchClassProblem(scenario);
    if (m_problem.empty())
        m_problem = formatProblem(scenario, *accelerator);
    if (!m_problem.empty())
        return;
    m_kernels = catalog.kernelConstants(*engine, *accelerator);
    m_problem = unknownFigure(m_kernels, *accelerator, scenario.weightFormat);
    if (!m_problem.empty())
        return;
    const auto corrections = catalog::combined(catalog.corrections, *engine, *accelerator, *model, scenario.weightFormat,
                                               scenario.calibrated);
    m_engine = *engine;
    catalog::correct(*engine, corrections.corrections, m_engine);
    const catalog::KernelConstants base = m_kernels;
    catalog::correct(base, corrections.corrections, m_kernels);
    m_calibration = corrections.calibration;
    if (m_calibration)
        m_kernels.provenance = std::min(m_kernels.provenance, catalog::Provenance::Calibrated);
    m_configuration.emplace(replica::Configuration{*model, *accelerator, m_engine, m_kernels, scenario.weightFormat,
                                                   scenario.kvFormat, scenario.placement, scenario.scheduling,
                                                   scenario.speculation, scenario.routingSkew,
                                                   corrections.measuredLoads()});
    if (scenario.fleet.sized && scenario.workload.arrivals == serving::Workload::Arrivals::OpenLoop)
        sizeFleet();
}

void ResolvedScenario::sizeFleet()
{
    constexpr int rounds = 4; // a batch class is shared by all replicas, so that the knee moves with their number
    for (int round = 0; round < rounds; ++round) {
        const serving::ReplicaUnderLoad replica = underLoad();
        const serving::Knee knee = replica.kvBatch() >= 1 ? serving::findKnee(replica, m_scenario.slo) : serving::Knee();
        const auto size =
            fleet::sizeFleet(m_scenario.workload.requestsPerSecond, kneeOf(m_scenario, knee), m_scenario.fleet.sizing);
        const int before = std::exchange(m_replicas, size.replicas > 0 ? std::min(size.replicas, mostReplicas) : m_scenario.replicas);
        if (m_replicas == before || !(m_scenario.workload.batch.requestsPerSecond > 0))
            return;
    }
}

serving::Workload ResolvedScenario::replicaWorkload() const
{
    serving::Workload workload = m_scenario.workload;
    workload.requestsPerSecond /= m_replicas;
    workload.concurrency /= m_replicas;
    workload.batch.requestsPerSecond /= m_replicas;
    return workload;
}

replica::Configuration ResolvedScenario::prefillConfiguration() const
{
    const replica::Configuration &c = *m_configuration;
    return {c.model,    c.accelerator,                 c.engine,     c.kernels, c.weightFormat,
            c.kvFormat, m_scenario.prefillPlacement(), c.scheduling, {},        c.routingSkew};
}

serving::ReplicaUnderLoad ResolvedScenario::underLoad(const replica::Configuration &configuration) const
{
    const serving::Workload workload = replicaWorkload();
    const auto replica = [&](double kept, double heldKvTokens) {
        const serving::FlatTurns flat = serving::flattened(workload, kept);
        serving::Surroundings around{{}, flat.ownHitShare, heldKvTokens};
        if (const PrefillDecode &pools = m_scenario.pools; pools.isOn()) {
            serving::Workload prompts = flat.workload;
            prompts.prefixHitShare += flat.ownHitShare;
            around.apart = {serving::PrefillLaw(prefillConfiguration(), prompts, pools.prefillInstances), pools.decodeInstances,
                            pools.transfer};
        }
        return serving::ReplicaUnderLoad(configuration, flat.workload, around);
    };
    using PausedKv = serving::Turns::PausedKv;
    if (workload.turns.count <= 1)
        return replica(1, 0);
    // Prefill instances keep nothing of what they have sent on.
    if (workload.turns.pausedKv == PausedKv::Evict || m_scenario.pools.isOn())
        return replica(0, 0);
    // What stays depends on the room that is left, and that on what stays: one round from the optimistic side.
    const serving::ReplicaUnderLoad all = replica(1, 0);
    const serving::OperatingPoint point = all.operate();
    constexpr double fullest = 0.95; // some always run
    const double rate = point.servedRequestsPerSecond;
    const double pool = all.memory().kvPoolTokens * configuration.placement.attentionDataParallel;
    if (workload.turns.pausedKv == PausedKv::Hold)
        return replica(1, std::min(fullest * pool, serving::pausedKvTokens(workload, rate)));
    return replica(serving::keptShare(workload, rate, pool - point.runningBatch * all.meanContext()), 0);
}

} // namespace trilemma::scenario
