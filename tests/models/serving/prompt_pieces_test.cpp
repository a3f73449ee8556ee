// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/prompt_pieces.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace trilemma::serving {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

/// Passes of one second, whether or not they carry prompts, to which `perPass` prompts come.
PromptPieces ofEqualPasses(double mean, double cv, double perPass, double room)
{
    return {{mean, cv, perPass}, {1, 1, room}};
}

TEST(PromptPieces, EqualPromptsThatComeAloneAreOneValue)
{
    const auto pieces = ofEqualPasses(1000, 0, 1e-6, endless);
    EXPECT_NEAR(pieces.passShare(), 1e-6, 1e-11);
    EXPECT_NEAR(pieces.tokens(0.5), 1000, 2);
    EXPECT_NEAR(pieces.tokens(0.99), 1000, 5);
}

TEST(PromptPieces, SpreadIsThatOfTheLengths)
{
    const auto pieces = ofEqualPasses(1000, 1, 1e-6, endless); // log-normal, cv 1: p99 = 1000 exp(2.3263 s - s^2/2), s^2 = ln 2
    const double s = std::sqrt(std::log(2));
    EXPECT_NEAR(pieces.tokens(0.99), 1000 * std::exp(2.3263 * s - s * s / 2), 1);
    EXPECT_NEAR(pieces.tokens(0.5), 1000 / std::sqrt(2), 0.1);
}

TEST(PromptPieces, AreCutByTheRoomIntoMorePasses)
{
    const auto pieces = ofEqualPasses(10'000, 0, 1e-6, 512);
    EXPECT_NEAR(pieces.passShare() / 1e-6, 10'000.0 / 512 + 0.5, 1e-3);
    EXPECT_EQ(pieces.tokens(0.5), 512);
    EXPECT_EQ(pieces.tokens(0.99), 512);
    EXPECT_LT(pieces.tokens(0.01), 512);
}

/// Passes one by one: prompts that come in one join the next, what does not fit waits.
struct Counted {
    double share = 0;
    std::vector<double> tokens;

    Counted(const PromptPieces::Prompts &prompts, double plain, double perToken, double room)
    {
        std::mt19937_64 engine(7);
        const double variance = std::log1p(prompts.tokensCv * prompts.tokensCv);
        std::lognormal_distribution<double> length(std::log(prompts.tokensMean) - variance / 2, std::sqrt(variance));
        constexpr int passes = 400'000;
        double waiting = 0;
        for (int pass = 0; pass < passes; ++pass) {
            const double taken = std::min(waiting, room);
            waiting -= taken;
            if (taken > 0)
                tokens.push_back(taken);
            std::poisson_distribution<int> coming(prompts.perSecond * (plain + perToken * taken));
            for (int i = coming(engine); i > 0; --i)
                waiting += length(engine);
        }
        share = static_cast<double>(tokens.size()) / passes;
        std::ranges::sort(tokens);
    }
    double at(double probability) const
    {
        return tokens[static_cast<std::size_t>(probability * static_cast<double>(tokens.size() - 1))];
    }
};

TEST(PromptPieces, AgreeWithPassesCountedOneByOne)
{
    struct Case {
        double mean, cv, perSecond, room;
    };
    constexpr double plain = 0.012, perToken = 60e-6;
    for (const auto &[mean, cv, perSecond, room] : {Case{1155, 0.96, 1, 8192}, Case{1155, 0.96, 5, 8192}, Case{1155, 0.96, 8, 8192},
                                                    Case{1155, 0.96, 5, 2048}, Case{8596, 1.2, 0.5, 2048}, Case{300, 0.5, 20, 8192}}) {
        const PromptPieces::Prompts prompts{mean, cv, perSecond};
        const PromptPieces pieces(prompts, {plain, plain / (1 - perSecond * mean * perToken), room});
        const Counted counted(prompts, plain, perToken, room);
        EXPECT_NEAR(pieces.passShare() / counted.share, 1, 0.10) << mean << ' ' << perSecond << ' ' << room;
        for (const double probability : {0.5, 0.9, 0.99})
            EXPECT_NEAR(pieces.tokens(probability) / counted.at(probability), 1, 0.15)
                << mean << ' ' << perSecond << ' ' << room << ' ' << probability;
    }
}

TEST(PromptPieces, GrowWithLoadAndRoom)
{
    double before = 0;
    for (const double perPass : {0.01, 0.03, 0.1, 0.3, 1.0}) {
        const auto pieces = ofEqualPasses(1155, 0.96, perPass, 8192);
        EXPECT_GT(pieces.passShare(), before);
        before = pieces.passShare();
    }
    for (const double probability : {0.1, 0.5, 0.9, 0.99, 0.999}) {
        double last = 0;
        for (const double room : {256.0, 1024.0, 4096.0, 16384.0}) {
            const double tokens = ofEqualPasses(4096, 0.5, 0.1, room).tokens(probability);
            EXPECT_GE(tokens, last) << probability << ' ' << room;
            last = tokens;
        }
    }
}

} // namespace
} // namespace trilemma::serving
