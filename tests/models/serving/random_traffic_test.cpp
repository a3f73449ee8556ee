// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/arrivals.h"
#include "models/serving/length_distribution.h"
#include "models/serving/random_numbers.h"

#include <gtest/gtest.h>

#include <cmath>

namespace trilemma::serving {
namespace {

// Known answers of the reference implementation, kat_vectors of Random123.
TEST(RandomNumbers, PhiloxGivesThePublishedWords)
{
    using Words = std::array<std::uint32_t, 4>;
    EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    constexpr std::uint32_t ones = 0xffffffff;
    EXPECT_EQ(philox({ones, ones, ones, ones}, {ones, ones}), (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
              (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(RandomNumbers, UniformNeverReachesItsEnds)
{
    EXPECT_GT(uniform(0), 0);
    EXPECT_LT(uniform(0xffffffff), 1);
}

TEST(RandomNumbers, NormalsHaveTheirMoments)
{
    const RandomNumbers random(7);
    double sum = 0, squares = 0, products = 0;
    constexpr int draws = 200'000;
    for (std::uint64_t i = 0; i < draws; ++i) {
        const auto words = random.words(0, i);
        const auto [x, y] = normals(words[0], words[1]);
        sum += x;
        squares += x * x;
        products += x * y;
    }
    const double deviation = 1 / std::sqrt(draws);
    EXPECT_NEAR(sum / draws, 0, 4 * deviation);
    EXPECT_NEAR(squares / draws, 1, 6 * deviation);
    EXPECT_NEAR(products / draws, 0, 4 * deviation);
}

struct Sample {
    double mean, cv;
};

Sample sampleOf(const LengthDistribution &distribution)
{
    const LengthTable table(distribution);
    const RandomNumbers random(3);
    double sum = 0, squares = 0;
    constexpr int draws = 200'000;
    for (std::uint64_t i = 0; i < draws; ++i) {
        const auto words = random.words(1, i);
        const double length = table.at(normals(words[0], words[1])[0]);
        sum += length;
        squares += length * length;
    }
    const double mean = sum / draws;
    return {mean, std::sqrt(squares / draws - mean * mean) / mean};
}

TEST(LengthDistribution, HasTheMeanAndSpreadAskedFor)
{
    using Kind = LengthDistribution::Kind;
    for (const Kind kind : {Kind::LogNormal, Kind::Gamma}) {
        for (const double cv : {0.2, 0.5, 1.0}) {
            const Sample sample = sampleOf({kind, 1024, cv, {}});
            EXPECT_NEAR(sample.mean, 1024, 1024 * 0.01);
            EXPECT_NEAR(sample.cv, cv, 0.02 * cv);
        }
    }
    const Sample constant = sampleOf({Kind::Constant, 700, 3, {}});
    EXPECT_EQ(constant.mean, 700);
    EXPECT_EQ(constant.cv, 0);
}

TEST(LengthDistribution, EmpiricalFollowsItsQuantiles)
{
    std::vector<double> lengths;
    for (int i = 1; i <= 1000; ++i)
        lengths.push_back(i);
    const LengthTable table(empiricalLengths(lengths));
    EXPECT_EQ(table.at(-9), 1);
    EXPECT_NEAR(table.at(0), 500, 2);
    EXPECT_NEAR(table.at(1.2815515655), 900, 3);
    EXPECT_EQ(table.at(9), 1000);
    EXPECT_NEAR(sampleOf(empiricalLengths(lengths)).mean, 500.5, 3);
}

TEST(LengthDistribution, NothingIsShorterThanOneOrLongerThanTheLongest)
{
    const LengthTable table({LengthDistribution::Kind::LogNormal, 10, 3, {}, 4096});
    EXPECT_EQ(table.at(-6), 1);
    EXPECT_EQ(table.at(6), 4096);
    EXPECT_EQ(table.longest(), 4096);
}

struct Gaps {
    double rate, cv;
};

Gaps gapsOf(const ArrivalProcess &process, int count = 200'000)
{
    const RandomNumbers random(11);
    ArrivalTimes times(process, random, 1);
    double last = 0, squares = 0;
    for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(count); ++i) {
        const auto words = random.words(0, i);
        const double time = times.next(words[0], words[1]);
        EXPECT_GE(time, last);
        squares += (time - last) * (time - last);
        last = time;
    }
    const double mean = last / count;
    return {1 / mean, std::sqrt(std::max(0.0, squares / count - mean * mean)) / mean};
}

TEST(Arrivals, HaveTheRateAndVariationAskedFor)
{
    using Kind = ArrivalProcess::Kind;
    const Gaps poisson = gapsOf({.kind = Kind::Poisson, .requestsPerSecond = 5});
    EXPECT_NEAR(poisson.rate, 5, 0.05);
    EXPECT_NEAR(poisson.cv, 1, 0.01);
    for (const Kind kind : {Kind::Gamma, Kind::Weibull}) {
        for (const double cv : {0.0, 0.3, 1.0, 2.0}) {
            const Gaps gaps = gapsOf({.kind = kind, .requestsPerSecond = 5, .cv = cv});
            EXPECT_NEAR(gaps.rate, 5, 0.05 * std::max(1.0, cv)) << cv;
            EXPECT_NEAR(gaps.cv, cv, 0.04 * cv + 1e-6) << cv;
        }
    }
}

TEST(Arrivals, OnOffKeepsItsMeanRateAndIsBursty)
{
    const ArrivalProcess process{
        .kind = ArrivalProcess::Kind::OnOff, .requestsPerSecond = 20, .peakOverMean = 4, .onShare = 0.2, .meanOnSeconds = 2};
    const Gaps gaps = gapsOf(process, 1'000'000);
    EXPECT_NEAR(gaps.rate, 20, 0.4);
    EXPECT_GT(gaps.cv, 1.3);
}

TEST(Arrivals, AnotherRateStretchesAllTimesAlike)
{
    const RandomNumbers random(1);
    for (const auto kind : {ArrivalProcess::Kind::Poisson, ArrivalProcess::Kind::Weibull}) {
        ArrivalTimes slow({.kind = kind, .requestsPerSecond = 2, .cv = 1.5}, random, 1);
        ArrivalTimes fast({.kind = kind, .requestsPerSecond = 3, .cv = 1.5}, random, 1);
        for (std::uint64_t i = 0; i < 1000; ++i) {
            const auto words = random.words(0, i);
            const double late = slow.next(words[0], words[1]), early = fast.next(words[0], words[1]);
            EXPECT_NEAR(late / early, 1.5, 1e-9);
        }
    }
}

} // namespace
} // namespace trilemma::serving
