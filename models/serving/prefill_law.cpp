// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/prefill_law.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trilemma::serving {

namespace {

/// One prompt alone, in chunks of the token budget. What a full chunk takes is linear in the tokens before it, so that
/// first and last give the sum.
double promptSeconds(const replica::StepTime &step, double budget, double tokens, double cached)
{
    const auto pass = [&](double chunk, double past) { return step.mixedPeriod(0, 0, chunk, 1, past); };
    const double full = std::floor(tokens / budget), rest = tokens - full * budget;
    double seconds = rest > 0 ? pass(rest, cached + full * budget) : 0;
    if (full > 0)
        seconds += full * (pass(budget, cached) + pass(budget, cached + (full - 1) * budget)) / 2;
    return seconds;
}

/// Gauss-Hermite nodes and weights of the standard normal distribution, 7 points.
struct Node {
    double z, weight;
};
constexpr std::array<Node, 7> nodes{{{0, 0.45714285714285714},
                                     {1.1544053947399682, 0.24012317860501272},
                                     {-1.1544053947399682, 0.24012317860501272},
                                     {2.3667594107345415, 0.030757123967586497},
                                     {-2.3667594107345415, 0.030757123967586497},
                                     {3.7504397177257425, 0.00054826885597221785},
                                     {-3.7504397177257425, 0.00054826885597221785}}};

/// Chance that all of `servers` are busy at a load of `rho` each, Poisson arrivals and exponential service.
double erlangC(double servers, double rho)
{
    const double offered = servers * rho;
    double blocked = 1;
    for (double n = 1; n <= servers; ++n)
        blocked = offered * blocked / (n + offered * blocked);
    return blocked / (1 - rho * (1 - blocked));
}

} // namespace

PrefillLaw::PrefillLaw(const replica::Configuration &prefill, const Workload &workload, int instances)
    : m_instances(std::max(1, instances)), m_arrivalCv(workload.arrivalCv)
{
    const replica::StepTime step(prefill);
    const double budget = static_cast<double>(std::max(1, prefill.scheduling.tokenBudget)) *
                          prefill.placement.attentionDataParallel * prefill.placement.pipelineParallel;
    const double cached = workload.inputTokensMean * std::clamp(workload.prefixHitShare, 0.0, 1.0);
    const double mean = std::max(1.0, workload.inputTokensMean - cached);
    const double variance = std::log1p(workload.inputTokensCv * workload.inputTokensCv), deviation = std::sqrt(variance);
    const auto seconds = [&](double z) {
        const double relative = std::exp(deviation * z - variance / 2);
        return promptSeconds(step, budget, std::max(1.0, mean * relative), cached * relative);
    };
    if (deviation == 0) {
        m_service.mean = seconds(0);
        return;
    }
    double second = 0;
    for (const Node &node : nodes) {
        const double one = seconds(node.z);
        m_service.mean += node.weight * one;
        second += node.weight * one * one;
    }
    m_service.variance = std::max(0.0, second - m_service.mean * m_service.mean);
}

PrefillLaw::Wait PrefillLaw::wait(double requestsPerSecond) const
{
    constexpr double nearlyFull = 0.9999;
    const double rho = std::clamp(load(requestsPerSecond), 0.0, nearlyFull);
    if (rho <= 0)
        return {};
    const double squaredCv = m_service.variance / (m_service.mean * m_service.mean);
    const double spread = (m_arrivalCv * m_arrivalCv + squaredCv) / 2;
    const double share = erlangC(m_instances, rho);
    const double whenWaiting = m_service.mean / m_instances / (1 - rho) * spread;
    const double mean = share * whenWaiting;
    return {{mean, 2 * whenWaiting * mean - mean * mean}, share};
}

Latency PrefillLaw::latency(double base, double requestsPerSecond) const
{
    return gammaLatency(base, m_service + wait(requestsPerSecond).moments, {}, 0);
}

} // namespace trilemma::serving
