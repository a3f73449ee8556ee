// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/prompt_pieces.h"

#include "models/serving/latency_law.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace trilemma::serving {

namespace {

double normalBelow(double z)
{
    return std::erfc(-z / std::numbers::sqrt2) / 2;
}

} // namespace

PromptPieces::PromptPieces(const Prompts &prompts, const Passes &passes) : m_room(passes.room)
{
    // Two kinds of passes, each followed by one with prompts where any came in it.
    const auto anyIn = [&](double seconds) { return -std::expm1(-prompts.perSecond * seconds); };
    const double added = passes.meanSeconds - passes.plainSeconds, afterPlain = anyIn(passes.plainSeconds);
    double any = anyIn(passes.meanSeconds), longer = 0;
    constexpr int rounds = 3; // to a percent
    for (int i = 0; i < rounds; ++i) {
        longer = added / any;
        any = afterPlain / (afterPlain + 1 - anyIn(passes.plainSeconds + longer));
    }

    // Moments of the sum over those that come together, given that any does; pairs come as the square of a pass's time.
    const double together = prompts.perSecond * passes.meanSeconds / any;
    const double spread = prompts.tokensCv * prompts.tokensCv;
    const double plain = passes.plainSeconds, mixed = plain + longer;
    const double meanSquare = std::lerp(plain * plain, mixed * mixed + longer * longer * spread / together, any);
    const double pairs = prompts.perSecond * meanSquare / passes.meanSeconds;
    const double mean = prompts.tokensMean * together;
    const double logVariance = std::max(0.0, std::log((1 + spread + pairs) / together));
    m_logMean = std::log(mean) - logVariance / 2;
    m_logDeviation = std::sqrt(logVariance);

    // Passes that are filled, floor(T / room) of each sum: between T > room and T whole rooms, half a pass less.
    double fullPasses = 0;
    m_belowRoom = 1;
    constexpr double certain = 8; // standard deviations
    const double z = std::clamp((std::log(m_room) - m_logMean) / std::max(1e-9, m_logDeviation), -certain, certain);
    if (z < certain) {
        m_belowRoom = normalBelow(z);
        const double tokensAbove = mean * normalBelow(m_logDeviation - z);
        fullPasses = std::max(0.0, tokensAbove / m_room - (1 - m_belowRoom) / 2);
    }
    m_fullShare = fullPasses / (fullPasses + 1);
    m_passShare = std::min(1.0, any * (1 + fullPasses));
}

double PromptPieces::tokens(double probability) const
{
    if (probability >= 1 - m_fullShare)
        return m_room;
    // The last piece of each sum: the sum itself where it fits, else anything up to the room. Exact for either alone.
    const double rank = probability / (1 - m_fullShare);
    const double z = normalQuantile(rank * m_belowRoom);
    const double fitting = std::min(m_room, std::exp(m_logMean + m_logDeviation * z));
    return m_belowRoom < 1 ? std::lerp(rank * m_room, fitting, m_belowRoom) : fitting;
}

} // namespace trilemma::serving
