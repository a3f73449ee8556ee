// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/expert_routing.h"

#include "models/replica/smooth_roofline.h"

#include <algorithm>
#include <cmath>

namespace trilemma::replica
{

namespace
{

double zipfTouchedShare(double experts, double expertsPerToken, double skew, double tokens)
{
    double normaliser = 0;
    for (int rank = 1; rank <= static_cast<int>(experts); ++rank)
        normaliser += std::pow(rank, -skew);
    double touched = 0;
    for (int rank = 1; rank <= static_cast<int>(experts); ++rank) {
        const double chance = std::min(1.0, expertsPerToken * std::pow(rank, -skew) / normaliser);
        touched += chance < 1 ? -std::expm1(tokens * std::log1p(-chance)) : 1;
    }
    return touched / experts;
}

} // namespace

ExpertRouting::ExpertRouting(double experts, double expertsPerToken, int ranks, double skew)
    : m_experts(experts), m_expertsPerToken(expertsPerToken), m_skew(std::max(0.0, skew))
{
    constexpr double leastMiss = 1e-9; // every expert visited by every token
    m_logMiss = std::log2(std::max(leastMiss, 1 - expertsPerToken / experts));
    if (ranks > 1) {
        // Uniform: closed form within 3 % of simulated draws for 2-64 ranks and 16-1024 tokens.
        m_uniformFactor = 0.8 * std::sqrt(2 * std::log(static_cast<double>(ranks)) * (ranks - 1) / expertsPerToken);
    }
    if (m_skew == 0)
        return;
    if (ranks > 1) {
        // Power law through simulated draws of 256 experts, 8 per token, skew 1.01 and 1.2, 8-64 ranks,
        // 16-8192 tokens (within 12 %): excess = 0.18 (ranks/8)^0.78 (tokens/16)^(0.175 + 0.38 (skew-1.01)).
        m_skewFactor = 0.18 * std::min(1.0, m_skew) * std::pow(ranks / 8.0, 0.78);
        m_skewPower = std::max(0.0, 0.175 + 0.38 * (m_skew - 1.01));
    }
    for (int i = 0; i < gridPoints; ++i) {
        m_touched[static_cast<std::size_t>(i)] =
            static_cast<float>(zipfTouchedShare(experts, expertsPerToken, m_skew, std::exp2(i)));
    }
}

double ExpertRouting::touchedShare(double tokens) const
{
    if (m_skew == 0 || tokens <= 1) {
        constexpr double leastLog = -900;
        return 1 - fastExp2(std::max(leastLog, m_logMiss * tokens));
    }
    const double position = std::min(fastLog2(tokens), gridPoints - 1.001);
    const auto lower = static_cast<std::size_t>(position);
    return std::lerp(static_cast<double>(m_touched[lower]), static_cast<double>(m_touched[lower + 1]),
                     position - static_cast<double>(lower));
}

double ExpertRouting::computeImbalance(double tokens) const
{
    if (m_skewFactor == 0)
        return 1;
    constexpr double smallestDraw = 16;
    return 1 + m_skewFactor * std::pow(std::max(1.0, tokens / smallestDraw), m_skewPower);
}

double ExpertRouting::payloadImbalance(double tokens) const
{
    const double random = m_uniformFactor / std::sqrt(std::max(1.0, tokens));
    return std::max(1 + random, computeImbalance(tokens));
}

} // namespace trilemma::replica
