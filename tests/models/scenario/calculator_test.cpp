// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/calculator.h"

#include <gtest/gtest.h>

#include <cmath>

namespace trilemma::scenario {
namespace {

double figure(std::string_view calculation, const Calculation::Given &given, std::string_view id)
{
    const auto figures = calculate(calculation, given);
    EXPECT_TRUE(figures) << (figures ? "" : figures.error().sentence());
    for (const Calculation::Figure &answer : figures ? *figures : std::vector<Calculation::Figure>()) {
        if (answer.id == id)
            return answer.value;
    }
    return NAN;
}

TEST(Calculator, KnowsTheOracles)
{
    EXPECT_DOUBLE_EQ(figure("littles-law", {{"qps", 10}, {"seconds", 2}}, "in_flight"), 20);        // L1
    EXPECT_DOUBLE_EQ(figure("littles-law", {{"in_flight", 32}, {"seconds", 2}}, "qps"), 16);        // L2
    EXPECT_EQ(figure("replicas", {{"peak", 100}, {"knee", 16}}, "replicas"), 7);                    // L3
    EXPECT_EQ(figure("replicas", {{"peak", 100}, {"knee", 16}, {"headroom", 0.3}, {"spares", 1}}, "replicas"), 10);  // L4
    EXPECT_EQ(figure("nodes", {{"replicas", 9}, {"gpus", 4}}, "nodes"), 5);                         // N1
    EXPECT_NEAR(figure("wait", {{"qps", 100}, {"replicas", 7}, {"slots", 32}, {"seconds", 2}}, "random_p99"), 2.193, 0.02 * 2.193);   // Q2
    EXPECT_NEAR(figure("job", {{"tokens", 1e9}, {"rate", 4000}}, "hours"), 69.44, 0.1);             // J1
}

TEST(Calculator, NamesWhatIsWrong)
{
    const auto sentence = [](std::string_view id, const Calculation::Given &given) {
        const auto figures = calculate(id, given);
        return figures ? std::string() : figures.error().sentence();
    };
    EXPECT_NE(sentence("queue", {}).find("littles-law"), std::string::npos);
    EXPECT_NE(sentence("job", {{"tokens", 1}}).find("rate"), std::string::npos);
    EXPECT_NE(sentence("job", {{"tokens", 1}, {"rate", 1}, {"speed", 1}}).find("speed"), std::string::npos);
    EXPECT_NE(sentence("job", {{"tokens", -1}, {"rate", 1}}).find("0 or more"), std::string::npos);
    EXPECT_NE(sentence("job", {{"tokens", 1}, {"rate", 0}}).find("throughput"), std::string::npos);
    EXPECT_NE(sentence("littles-law", {{"qps", 1}}).find("exactly two"), std::string::npos);
    EXPECT_NE(sentence("wait", {{"qps", 200}, {"replicas", 2}, {"slots", 32}, {"seconds", 2}}).find("qps"), std::string::npos);
    EXPECT_NE(sentence("replicas", {{"peak", 1}, {"knee", 0}}).find("knee"), std::string::npos);
}

} // namespace
} // namespace trilemma::scenario
