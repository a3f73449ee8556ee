// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/pass_clock.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace trilemma::serving {

namespace {

constexpr double unknown = -1;
constexpr int firstOctave = 6; // below 64 tokens knots are 8 apart
constexpr double finestSpacing = 8;
constexpr int knotsPerOctave = 8, knotBits = 3, mantissaBits = 52;
constexpr std::size_t rememberedPrompts = 1024; // a power of two

constexpr auto knots = [] {
    std::array<double, PassClock::knotCount> tokens{};
    double octave = 1 << firstOctave;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::size_t part = i % knotsPerOctave;
        if (i >= 2 * knotsPerOctave && part == 0)
            octave *= 2;
        tokens[i] = i < knotsPerOctave ? finestSpacing * static_cast<double>(i)
                                       : octave * (1 + static_cast<double>(part) / knotsPerOctave);
    }
    return tokens;
}();

std::uint64_t mixed(std::uint64_t word)
{
    return (word ^ (word >> 29)) * 0xBF58476D1CE4E5B9;
}

} // namespace

PassClock::PassClock(const replica::StepTime &step) : m_step{step}, m_prompts(rememberedPrompts) {}

PassClock PassClock::constant(double secondsPerPass)
{
    PassClock clock;
    clock.m_constant = secondsPerPass;
    return clock;
}

std::size_t PassClock::knotBelow(double context)
{
    if (!(context >= std::exp2(firstOctave)))
        return static_cast<std::size_t>(std::max(0.0, context) / finestSpacing);
    constexpr std::uint64_t start = static_cast<std::uint64_t>(1023 + firstOctave) << knotBits;
    const std::size_t index = knotsPerOctave + (std::bit_cast<std::uint64_t>(context) >> (mantissaBits - knotBits)) - start;
    return std::min(index, knotCount - 2);
}

const double *PassClock::knotSeconds(int sequences, std::size_t below)
{
    const std::size_t first = static_cast<std::size_t>(sequences) * knotCount + below;
    if (m_decode.size() < first + 2)
        m_decode.resize((static_cast<std::size_t>(sequences) + 1) * knotCount, unknown);
    for (std::size_t i = 0; i < 2; ++i) {
        if (m_decode[first + i] < 0)
            m_decode[first + i] = m_step.front().mixedPeriod(sequences, knots[below + i], 0, 0, 0);
    }
    return &m_decode[first];
}

PassClock::Piece PassClock::piece(int sequences, double context)
{
    if (m_step.empty())
        return {m_constant, 0, std::numeric_limits<double>::infinity()};
    const std::size_t below = knotBelow(context);
    const double left = knots[below], right = knots[below + 1];
    const double *seconds = knotSeconds(sequences, below);
    const double slope = (seconds[1] - seconds[0]) / (right - left);
    return {seconds[0] + slope * (context - left), slope, right};
}

double PassClock::decode(int sequences, double context)
{
    return piece(sequences, context).seconds;
}

double PassClock::prompts(int sequences, double promptTokens, int promptSequences, double promptPast)
{
    if (m_step.empty())
        return sequences > 0 ? 0 : m_constant;
    const std::uint64_t key = mixed(static_cast<std::uint64_t>(promptTokens) + (static_cast<std::uint64_t>(sequences) << 32)) ^
                              mixed(std::bit_cast<std::uint64_t>(promptPast) + static_cast<std::uint64_t>(promptSequences));
    Remembered &known = m_prompts[mixed(key) >> 32 & (rememberedPrompts - 1)];
    if (known.promptTokens != promptTokens || known.promptPast != promptPast || known.sequences != sequences ||
        known.promptSequences != promptSequences) {
        const replica::StepTime &step = m_step.front();
        const double alone = sequences > 0 ? *knotSeconds(sequences, 0) : 0;
        const double together = step.mixedPeriod(sequences, 0, promptTokens, promptSequences, promptPast);
        known = {promptTokens, promptPast, sequences, promptSequences, together - alone};
    }
    return known.seconds;
}

std::int64_t PassClock::fewest(double first, double increment, double atLeast)
{
    // n*first + increment*n(n-1)/2 >= atLeast
    const double half = increment / 2, linear = first - half;
    const double root = (std::sqrt(linear * linear + 4 * half * std::max(0.0, atLeast)) + linear) / 2;
    const double passes = root > 0 ? atLeast / root : 0;
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(passes * (1 - 1e-12))));
}

} // namespace trilemma::serving
