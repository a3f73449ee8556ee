// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/resolved_scenario.h"

#include "models/serving/knee.h"

#include <algorithm>

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
        m_replicas = sizedReplicas();
}

int ResolvedScenario::sizedReplicas() const
{
    const serving::ReplicaUnderLoad replica(*m_configuration, m_scenario.workload); // its knee knows no rate
    const serving::Knee knee = replica.kvBatch() >= 1 ? serving::findKnee(replica, m_scenario.slo) : serving::Knee();
    const auto size = fleet::sizeFleet(m_scenario.workload.requestsPerSecond, kneeOf(m_scenario, knee), m_scenario.fleet.sizing);
    return size.replicas > 0 ? std::min(size.replicas, mostReplicas) : m_scenario.replicas;
}

serving::Workload ResolvedScenario::replicaWorkload() const
{
    serving::Workload workload = m_scenario.workload;
    workload.requestsPerSecond /= m_replicas;
    workload.concurrency /= m_replicas;
    return workload;
}

} // namespace trilemma::scenario
