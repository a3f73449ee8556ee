// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace trilemma::serving {

/// Philox4x32-10: four random words that depend on nothing but counter and key. Salmon et al., "Parallel random
/// numbers: as easy as 1, 2, 3", SC 2011.
constexpr std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key)
{
    constexpr std::uint32_t multiplier0 = 0xD2511F53, multiplier1 = 0xCD9E8D57, weyl0 = 0x9E3779B9, weyl1 = 0xBB67AE85;
    constexpr int rounds = 10;
    for (int round = 0; round < rounds; ++round) {
        const std::uint64_t product0 = std::uint64_t{multiplier0} * counter[0];
        const std::uint64_t product1 = std::uint64_t{multiplier1} * counter[2];
        counter = {static_cast<std::uint32_t>(product1 >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(product1),
                   static_cast<std::uint32_t>(product0 >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(product0)};
        key = {key[0] + weyl0, key[1] + weyl1};
    }
    return counter;
}

/// Above 0 and below 1.
constexpr double uniform(std::uint32_t word)
{
    return (word + 0.5) * 0x1p-32;
}

/// Two independent standard normal numbers. Box and Muller 1958.
inline std::array<double, 2> normals(std::uint32_t first, std::uint32_t second)
{
    const double radius = std::sqrt(-2 * std::log(uniform(first)));
    const double angle = 2 * std::numbers::pi * uniform(second);
    return {radius * std::cos(angle), radius * std::sin(angle)};
}

/// Random numbers by what they are for: the same seed, stream and index give the same words in any order and on any
/// thread, so that one more request or another rate leaves all other draws as they were.
class RandomNumbers {
public:
    explicit constexpr RandomNumbers(std::uint64_t seed) : m_key{low(seed), high(seed)} {}

    constexpr std::array<std::uint32_t, 4> words(std::uint32_t stream, std::uint64_t index, std::uint32_t part = 0) const
    {
        return philox({low(index), high(index), stream, part}, m_key);
    }

private:
    static constexpr std::uint32_t low(std::uint64_t word) { return static_cast<std::uint32_t>(word); }
    static constexpr std::uint32_t high(std::uint64_t word) { return static_cast<std::uint32_t>(word >> 32); }

    std::array<std::uint32_t, 2> m_key;
};

} // namespace trilemma::serving
