// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/collective.h"

#include <algorithm>
#include <cmath>

namespace trilemma::replica {

namespace {

// Where the catalogue knows no rate: PCIe 4.0 x16 inside a node, 100 Gbit/s Ethernet beyond.
constexpr double unknownLinkBytesPerSecond = 32e9;
constexpr double unknownNicBytesPerSecond = 12.5e9;
constexpr double nicEfficiency = 0.8;
/// One hop of a small message between nodes, as NCCL over InfiniBand shows it.
constexpr double internodeHopSeconds = 15e-6;

bool isStagedInHost(const Configuration &configuration)
{
    return configuration.placement.link == GpuLink::ThroughHost && configuration.accelerator.linksOverPcie();
}

double linkRate(const Configuration &configuration)
{
    constexpr double stagedShare = 0.25;
    const double rate = configuration.kernels.linkBytesPerSecond > 0
                            ? configuration.kernels.linkBytesPerSecond
                            : configuration.accelerator.linkBytesPerSecond.value_or(unknownLinkBytesPerSecond);
    return isStagedInHost(configuration) ? stagedShare * rate : rate;
}

double nicRate(const catalog::Accelerator &accelerator)
{
    const double rate = accelerator.nicBytesPerSecond.value_or(unknownNicBytesPerSecond);
    return rate > 0 ? rate : unknownNicBytesPerSecond;
}

/// Law of any rank count from those of 2, 4 and 8: latency keeps growing beyond 8, efficiency stays.
catalog::AllReduceLaw lawOf(const std::array<catalog::AllReduceLaw, 3> &laws, int ranks)
{
    const double position = std::log2(static_cast<double>(ranks)) - 1;
    const int lower = std::clamp(static_cast<int>(position), 0, 1);
    const double fraction = std::max(0.0, position - lower);
    const auto &left = laws[static_cast<std::size_t>(lower)];
    const auto &right = laws[static_cast<std::size_t>(lower + 1)];
    return {std::lerp(left.latencySeconds, right.latencySeconds, fraction),
            std::lerp(left.busEfficiency, right.busEfficiency, std::min(1.0, fraction))};
}

catalog::AllReduceLaw stagedLaw(int ranks)
{
    constexpr double latencyOfTwo = 20e-6;
    return {latencyOfTwo * std::log2(ranks), 1};
}

CollectiveCost allReduceInside(const Configuration &configuration, int ranks)
{
    if (ranks < 2)
        return {};
    const auto law = isStagedInHost(configuration) ? stagedLaw(ranks) : lawOf(configuration.kernels.allReduce, ranks);
    return {law.latencySeconds, 2.0 * (ranks - 1) / ranks / (law.busEfficiency * linkRate(configuration))};
}

} // namespace

int scaleUpGpus(const catalog::Accelerator &accelerator)
{
    return std::max({1, accelerator.scaleUpDomain, accelerator.acceleratorsPerNode});
}

CollectiveCost allReduce(const Configuration &configuration, int ranks)
{
    const catalog::Accelerator &accelerator = configuration.accelerator;
    const int domain = scaleUpGpus(accelerator);
    if (ranks <= domain)
        return allReduceInside(configuration, ranks);

    const double nodes = std::ceil(static_cast<double>(ranks) / domain);
    CollectiveCost cost = allReduceInside(configuration, domain);
    cost.fixedSeconds += 2 * std::log2(nodes) * internodeHopSeconds;
    cost.secondsPerByte += 2 * (nodes - 1) / nodes / domain / (nicEfficiency * nicRate(accelerator));
    return cost;
}

CollectiveCost allToAll(const Configuration &configuration, int ranks)
{
    const catalog::Accelerator &accelerator = configuration.accelerator;
    if (ranks < 2)
        return {};
    constexpr double linkShare = 0.57, nicShare = 0.93;
    constexpr double localLatencySeconds = 16e-6, remoteLatencySeconds = 12e-6;
    const int domain = scaleUpGpus(accelerator);
    const double nodes = std::ceil(static_cast<double>(ranks) / domain);
    const double remote = (nodes - 1) / nodes;
    return {localLatencySeconds + remote * remoteLatencySeconds,
            std::max(1 / (linkShare * linkRate(configuration)), remote / (nicShare * nicRate(accelerator)))};
}

CollectiveCost pointToPoint(const Configuration &configuration)
{
    const catalog::Accelerator &accelerator = configuration.accelerator;
    const bool inside = configuration.placement.gpus() <= scaleUpGpus(accelerator);
    const double rate = inside ? linkRate(configuration) : nicEfficiency * nicRate(accelerator);
    constexpr double hopSeconds = 10e-6;
    return {hopSeconds, 1 / rate};
}

} // namespace trilemma::replica
