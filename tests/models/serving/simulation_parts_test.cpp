// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/finish_ring.h"
#include "models/serving/log_histogram.h"
#include "models/serving/pass_clock.h"
#include "tests/models/replica_fixture.h"

#include <cmath>
#include <map>
#include <random>
#include <set>

namespace trilemma::serving {
namespace {

std::vector<test::ReplicaParts> replicas()
{
    std::vector<test::ReplicaParts> all{
        test::shippedParts("llama-3.3-70b", "h100-sxm", 4), test::shippedParts("deepseek-v3", "h200-sxm", 8),
        test::shippedParts("gpt-oss-120b", "h100-sxm", 1), test::shippedParts("qwen3.5-397b-a17b", "h200-sxm", 8)};
    all[1].placement = {1, 1, 8, 8};
    test::ReplicaParts pipeline = all[0];
    pipeline.placement = {2, 2, 1, 1};
    all.push_back(pipeline);
    test::ReplicaParts speculative = all[0];
    speculative.speculation = {3, 0.7, 0.05};
    all.push_back(speculative);
    return all;
}

TEST(PassClock, DecodesTakeWhatTheStepModelSaysWithinAThousandth)
{
    std::mt19937 random(1);
    for (const auto &parts : replicas()) {
        const replica::StepTime step = parts.step();
        PassClock clock(step);
        for (int i = 0; i < 2000; ++i) {
            const int sequences = std::uniform_int_distribution(1, 300)(random);
            const double context = std::exp2(std::uniform_real_distribution(0.0, 17.0)(random));
            const double exact = step.mixedPeriod(sequences, context, 0, 0, 0);
            EXPECT_NEAR(clock.decode(sequences, context), exact, 1e-3 * exact) << parts.model.id << sequences << ' ' << context;
        }
    }
}

TEST(PassClock, MixedPassesTakeWhatTheStepModelSays)
{
    std::mt19937 random(2);
    for (const auto &parts : replicas()) {
        const replica::StepTime step = parts.step();
        PassClock clock(step);
        for (int i = 0; i < 1000; ++i) {
            const int sequences = std::uniform_int_distribution(0, 300)(random);
            const double context = std::exp2(std::uniform_real_distribution(0.0, 16.0)(random));
            const int tokens = std::uniform_int_distribution(1, 8192)(random), chunks = i % 4 + 1, past = i % 3 * 700;
            const double exact = step.mixedPeriod(sequences, sequences > 0 ? context : 0, tokens, chunks, past);
            double seconds = 0;
            for (int again = 0; again < 2; ++again) // computed, then remembered
                seconds = clock.prompts(sequences, tokens, chunks, past) + (sequences > 0 ? clock.decode(sequences, context) : 0);
            EXPECT_NEAR(seconds, exact, 1e-3 * exact) << parts.model.id << ' ' << sequences << ' ' << context << ' ' << tokens;
        }
    }
}

TEST(PassClock, AStrideTakesAsLongAsItsPasses)
{
    std::mt19937 random(3);
    for (const auto &parts : replicas()) {
        const replica::StepTime step = parts.step();
        PassClock clock(step);
        for (int i = 0; i < 100; ++i) {
            const int sequences = std::uniform_int_distribution(1, 200)(random),
                      passes = std::uniform_int_distribution(1, 3000)(random);
            const double context = std::uniform_real_distribution(0.0, 20000.0)(random), growth = i % 2 ? 1 : 2.3;
            double single = 0, exact = 0, told = 0;
            for (int pass = 0; pass < passes; ++pass) {
                single += clock.decode(sequences, context + growth * pass);
                exact += step.mixedPeriod(sequences, context + growth * pass, 0, 0, 0);
            }
            const auto run = clock.run(sequences, context, growth, passes, 1e9, [&](std::int64_t n, double first, double last) {
                told += static_cast<double>(n) * (first + last) / 2;
            });
            EXPECT_EQ(run.passes, passes);
            EXPECT_NEAR(run.seconds, single, 1e-9 * single);
            EXPECT_NEAR(told, single, 1e-9 * single);
            EXPECT_NEAR(run.seconds, exact, 1e-3 * exact);
        }
    }
}

TEST(PassClock, AStrideEndsWithTheFirstPassThatReachesATime)
{
    std::mt19937 random(4);
    PassClock clock(replicas().front().step());
    const auto ignore = [](std::int64_t, double, double) {};
    for (int i = 0; i < 2000; ++i) {
        const int sequences = std::uniform_int_distribution(1, 200)(random);
        const double context = std::uniform_real_distribution(0.0, 5000.0)(random);
        const double atLeast = std::uniform_real_distribution(0.0, 20.0)(random);
        const auto run = clock.run(sequences, context, 1, 1'000'000, atLeast, ignore);
        EXPECT_GE(run.seconds, atLeast * (1 - 1e-12));
        if (run.passes > 1) {
            EXPECT_LT(clock.run(sequences, context, 1, run.passes - 1, 1e9, ignore).seconds, atLeast);
        }
    }
}

TEST(PassClock, ConstantPassesAreConstant)
{
    PassClock clock = PassClock::constant(0.25);
    EXPECT_EQ(clock.decode(3, 1000), 0.25);
    EXPECT_EQ(clock.prompts(0, 100, 1, 0), 0.25);
    EXPECT_EQ(clock.prompts(3, 100, 1, 0), 0);
    EXPECT_EQ(clock.run(3, 1000, 1, 100, 10.1, [](std::int64_t, double, double) {}).passes, 41);
}

TEST(LogHistogram, QuantilesAreWithinHalfAPercent)
{
    std::mt19937 random(5);
    std::lognormal_distribution<double> seconds(-2, 1.5);
    LogHistogram histogram;
    std::vector<double> values;
    for (int i = 0; i < 20000; ++i) {
        values.push_back(seconds(random));
        histogram.add(values.back());
    }
    std::ranges::sort(values);
    for (const double share : {0.01, 0.5, 0.9, 0.99, 0.999}) {
        const double exact = values[static_cast<std::size_t>(std::ceil(share * 20000)) - 1];
        EXPECT_NEAR(histogram.quantile(share), exact, 0.005 * exact);
    }
    EXPECT_EQ(histogram.largest(), values.back());
    EXPECT_NEAR(histogram.quantile(1), values.back(), 0.005 * values.back());
}

TEST(LogHistogram, WeightsCountAndSumsAdd)
{
    LogHistogram one, two;
    one.add(0.1, 3);
    two.add(0.2, 1);
    two.add(0, 2);
    EXPECT_EQ(two.quantile(0.5), 0);
    one.add(two);
    EXPECT_EQ(one.weight(), 6);
    EXPECT_NEAR(one.mean(), 0.5 / 6, 1e-12);
    EXPECT_NEAR(one.quantile(0.5), 0.1, 0.0005);
    EXPECT_NEAR(one.shareAbove(0.15), 1.0 / 6, 1e-12);
    one.clear();
    EXPECT_EQ(one.weight(), 0);
    EXPECT_EQ(one.quantile(0.99), 0);
    LogHistogram empty;
    empty.add(one);
    EXPECT_EQ(empty.mean(), 0);
}

TEST(FinishRing, AgreesWithAnOrderedSet)
{
    std::mt19937 random(6);
    constexpr std::uint32_t slots = 64;
    FinishRing ring(500, slots);
    std::multimap<std::int64_t, std::uint32_t> known;
    std::set<std::uint32_t> idle;
    for (std::uint32_t slot = 0; slot < slots; ++slot)
        idle.insert(slot);
    std::int64_t pass = 0;
    for (int round = 0; round < 20000; ++round) {
        while (!idle.empty() && random() % 3 != 0) {
            const std::int64_t end = pass + static_cast<std::int64_t>(random() % 500);
            ring.insert(end, *idle.begin());
            known.emplace(end, *idle.begin());
            idle.erase(idle.begin());
        }
        if (known.empty())
            continue;
        if (random() % 5 == 0) { // somebody is preempted
            const auto victim = std::next(known.begin(), static_cast<std::ptrdiff_t>(random() % known.size()));
            ring.remove(victim->first, victim->second);
            idle.insert(victim->second);
            known.erase(victim);
            continue;
        }
        ASSERT_EQ(ring.next(pass), known.begin()->first);
        pass = known.begin()->first;
        for (auto slot = ring.first(pass); slot != FinishRing::none; slot = ring.first(pass)) {
            ring.remove(pass, slot);
            idle.insert(slot);
            const auto range = known.equal_range(pass);
            known.erase(std::find_if(range.first, range.second, [&](const auto &entry) { return entry.second == slot; }));
        }
        ASSERT_EQ(known.count(pass), 0U);
        ++pass;
    }
}

} // namespace
} // namespace trilemma::serving
