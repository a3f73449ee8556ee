// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/levers.h"

#include "models/scenario/evaluation.h"
#include "models/scenario/metrics.h"
#include "models/scenario/number_text.h"
#include "tests/models/catalog_fixture.h"

#include <gmock/gmock.h>

#include <cmath>
#include <set>

namespace trilemma::scenario {
namespace {

using test::shippedCatalog;
using testing::HasSubstr;

class Levers : public testing::Test {
protected:
    const catalog::Catalog &catalog = shippedCatalog();
    const Scenario base = defaultScenario(catalog);

    double number(std::string_view id, const Scenario &scenario) const
    {
        return std::get<double>(findLever(id)->read(scenario, catalog));
    }
    std::string chosen(std::string_view id, const Scenario &scenario) const
    {
        return std::get<std::string>(findLever(id)->read(scenario, catalog));
    }
    Scenario with(std::string_view id, std::string_view text) const { return with(base, id, text); }
    Scenario with(const Scenario &scenario, std::string_view id, std::string_view text) const
    {
        const auto changed = withLeverText(scenario, id, text, catalog);
        EXPECT_TRUE(changed) << (changed ? "" : changed.error().sentence());
        return changed ? *changed : scenario;
    }
    std::string refusal(std::string_view id, std::string_view text) const
    {
        const auto changed = withLeverText(base, id, text, catalog);
        EXPECT_FALSE(changed) << id << " took " << text;
        return changed ? "" : changed.error().sentence();
    }
};

TEST_F(Levers, IdsAreUniqueAndEveryRowIsComplete)
{
    std::set<std::string_view> ids;
    std::vector<std::string_view> groups;
    for (const Lever &lever : levers()) {
        EXPECT_TRUE(ids.insert(lever.id).second) << lever.id;
        EXPECT_FALSE(lever.label.empty()) << lever.id;
        EXPECT_TRUE(lever.glossary.ends_with('.')) << lever.id;
        EXPECT_GT(lever.unitScale, 0) << lever.id;
        if (groups.empty() || groups.back() != lever.group)
            groups.push_back(lever.group);
    }
    EXPECT_THAT(groups,
                testing::ElementsAre("Model and hardware", "Precision", "Parallelism", "Batching", "Traffic and SLO", "Fleet", "Day", "Cost"));
}

TEST_F(Levers, DefaultScenarioIsTheOnePromised)
{
    EXPECT_EQ(chosen("model", base), "llama-3.3-70b");
    EXPECT_EQ(chosen("gpu", base), "h100-sxm");
    EXPECT_EQ(chosen("weights", base), "fp8");
    EXPECT_EQ(chosen("tp", base), "4");
    EXPECT_EQ(chosen("preset", base), "chat");
    EXPECT_DOUBLE_EQ(number("gpu_hour", base), 2.35);
}

TEST_F(Levers, DefaultsLieInTheirRanges)
{
    for (const Lever &lever : levers())
        EXPECT_TRUE(withLever(base, lever.id, lever.read(base, catalog), catalog)) << lever.id;
}

TEST_F(Levers, WritingWhatWasReadChangesNothing)
{
    Scenario scenario = base;
    for (const Lever &lever : levers())
        lever.write(scenario, lever.read(base, catalog), catalog);
    EXPECT_EQ(scenario, base);
}

TEST_F(Levers, TextRoundTripsForEveryLever)
{
    for (const Lever &lever : levers()) {
        const LeverRange range = lever.range(base, catalog);
        std::vector<LeverValue> values{lever.read(base, catalog)};
        for (const LeverOption &option : range.options) {
            if (option.disabledReason.empty())
                values.push_back(option.id);
        }
        if (lever.scale != LeverScale::Choice)
            values.insert(values.end(),
                          {range.minimum, range.maximum, range.whole ? std::round(range.maximum / 3) : range.maximum / 3});
        for (const LeverValue &value : values) {
            const std::string text = formatLeverValue(lever, value, base, catalog);
            const auto parsed = parseLeverValue(lever, text, base, catalog);
            ASSERT_TRUE(parsed) << lever.id << ": " << text << ": " << parsed.error().sentence();
            EXPECT_EQ(formatLeverValue(lever, *parsed, base, catalog), text) << lever.id;
            const auto again = parseLeverValue(lever, formatLeverValue(lever, *parsed, base, catalog), base, catalog);
            EXPECT_EQ(*again, *parsed) << lever.id;
        }
    }
}

TEST_F(Levers, PeopleTypeNumbersInManyWays)
{
    EXPECT_EQ(number("isl", with("isl", "4k")), 4000);
    EXPECT_EQ(number("isl", with("isl", "2,048")), 2048);
    EXPECT_EQ(number("isl", with("isl", "2,048 tokens")), 2048);
    EXPECT_EQ(number("isl", with("isl", "1.5e3 tok")), 1500);
    EXPECT_EQ(number("slo_itl", with("slo_itl", "50 ms")), 0.05);
    EXPECT_EQ(number("slo_itl", with("slo_itl", "50")), 0.05);
    EXPECT_EQ(number("slo_ttft", with("slo_ttft", " 0.5s ")), 0.5);
    EXPECT_EQ(number("slo_e2e", with("slo_e2e", "2 min")), 120);
    EXPECT_EQ(number("qps", with("qps", "12 QPS")), 12);
    EXPECT_EQ(number("qps", with("qps", "1.2k req/s")), 1200);
    EXPECT_EQ(number("utilisation", with("utilisation", "65 %")), 0.65);
    EXPECT_EQ(number("utilisation", with("utilisation", "65")), 0.65);
    EXPECT_EQ(number("utilisation", with("utilisation", "0.65")), 0.65);
    EXPECT_EQ(number("gpu_hour", with("gpu_hour", "$2.35")), 2.35);
    EXPECT_EQ(number("gpu_hour", with("gpu_hour", "$2.35/GPU-h")), 2.35);
    EXPECT_EQ(number("node_price", with("node_price", "$310k")), 310000);
    EXPECT_EQ(number("node_load_power", with("node_load_power", "10.2 kW")), 10200);
    EXPECT_EQ(number("node_load_power", with("node_load_power", "9500 W")), 9500);
    EXPECT_EQ(number("amortisation_years", with("amortisation_years", "18 months")), 1.5);
    EXPECT_EQ(chosen("weights", with("weights", "BF16")), "bf16");
    EXPECT_EQ(chosen("gpu", with("gpu", "h100 sxm5 80gb")), "h100-sxm");
}

TEST_F(Levers, NonsenseIsRefusedWithLeverValueAndWhatIsValid)
{
    EXPECT_THAT(refusal("qps", "fast"), AllOf(HasSubstr("qps"), HasSubstr("fast"), HasSubstr("0.01 QPS to 10,000 QPS")));
    EXPECT_THAT(refusal("qps", "-3"), AllOf(HasSubstr("-3 QPS"), HasSubstr("0.01 QPS")));
    EXPECT_THAT(refusal("qps", "5 ms"), HasSubstr("unit"));
    EXPECT_THAT(refusal("qps", "nan"), HasSubstr("nan"));
    EXPECT_THAT(refusal("qps", "1e999"), HasSubstr("1e999"));
    EXPECT_THAT(refusal("qps", ""), HasSubstr("not a number"));
    EXPECT_THAT(refusal("isl", "1,5"), HasSubstr("not a number"));
    EXPECT_THAT(refusal("replicas", "2.5"), HasSubstr("whole"));
    EXPECT_THAT(refusal("weights", "fp9"), AllOf(HasSubstr("fp9"), HasSubstr("bf16, fp8")));
    EXPECT_THAT(refusal("tp", "3"), AllOf(HasSubstr("TP 3 does not divide 64 heads"), HasSubstr("1, 2, 4, 8")));
    EXPECT_THAT(refusal("ep", "2"), HasSubstr("experts"));
    EXPECT_THAT(refusal("kv", "nvfp4"), HasSubstr("H100"));
    EXPECT_THAT(refusal("gpu", "h1000"), HasSubstr("h1000"));
    EXPECT_THAT(refusal("speed", "11"), HasSubstr("speed"));
}

TEST_F(Levers, WrongKindOfValueIsRefused)
{
    EXPECT_FALSE(withLever(base, "qps", std::string("12"), catalog));
    EXPECT_FALSE(withLever(base, "gpu", 3.0, catalog));
    EXPECT_FALSE(withLever(base, "qps", std::nan(""), catalog));
    EXPECT_FALSE(withLever(base, "qps", HUGE_VAL, catalog));
}

TEST_F(Levers, UnlistedDegreeIsTakenWhereTheModelCanBeSplitSo)
{
    // Qwen2.5 32B has 40 heads and 8 KV heads: 5 divides the heads, but not the KV heads.
    const Scenario qwen = with("model", "qwen2.5-32b");
    EXPECT_FALSE(withLeverText(qwen, "tp", "5", catalog));
    // Falcon 7B has 71 heads and one KV head: nothing but 71 divides.
    const Scenario falcon = with("model", "falcon-7b");
    EXPECT_EQ(chosen("tp", with(falcon, "tp", "71")), "71");
}

TEST_F(Levers, TensorParallelBeyondTheDomainStaysSelectable)
{
    EXPECT_EQ(chosen("tp", with("tp", "16")), "16");
}

TEST_F(Levers, PresetSetsWorkloadAndSlo)
{
    const Scenario rag = with("preset", "rag");
    const catalog::WorkloadPreset &preset = *catalog.preset("rag");
    EXPECT_EQ(rag.workload.inputTokensMean, preset.inputTokensMean);
    EXPECT_EQ(rag.workload.prefixHitShare, preset.prefixHitShare);
    EXPECT_EQ(rag.slo.ttft.seconds, *preset.ttftP99Seconds);
    const Scenario batch = with("preset", "synthetic-data");
    EXPECT_FALSE(batch.slo.ttft.enabled);
    EXPECT_EQ(chosen("objective", rag), "latency");
    EXPECT_EQ(chosen("objective", batch), "throughput");
    EXPECT_EQ(number("slo_ttft", batch), 0);
    EXPECT_TRUE(with(batch, "preset", "own").presetId.empty());
    EXPECT_EQ(with(batch, "preset", "own").workload, batch.workload);
}

TEST_F(Levers, EveryPresetIsAnsweredOnTheDefaultHardware)
{
    for (const catalog::WorkloadPreset &preset : catalog.presets) {
        const Evaluation evaluation = evaluate(with("preset", preset.id), catalog);
        EXPECT_NE(evaluation.state, State::Infeasible) << preset.id << ": " << evaluation.reason;
        EXPECT_EQ(evaluation.reason.empty(), evaluation.state == State::Stable) << preset.id;
    }
}

TEST_F(Levers, ObjectiveChangesNoFigure)
{
    const Evaluation latency = evaluate(base, catalog);
    for (const char *objective : {"throughput", "hybrid"}) {
        const Evaluation other = evaluate(with("objective", objective), catalog);
        for (const Metric &metric : metrics())
            EXPECT_EQ(metric.read(other), metric.read(latency)) << metric.id;
    }
}

TEST_F(Levers, AcceleratorAndAcquisitionBringTheirPrices)
{
    const Scenario spot = with("acquisition", "spot");
    EXPECT_LT(number("gpu_hour", spot), number("gpu_hour", base));
    Scenario own = with("gpu_hour", "9");
    own = with(own, "utilisation", "80 %");
    const Scenario other = with(own, "gpu", "h200-sxm");
    EXPECT_NE(number("gpu_hour", other), 9);
    EXPECT_EQ(number("utilisation", other), 0.8);
    EXPECT_EQ(number("api_price", other), number("api_price", base));
}

TEST_F(Levers, ModelBringsItsFormatAndApiPrice)
{
    const Scenario deepSeek = with("model", "deepseek-v3");
    EXPECT_EQ(chosen("weights", deepSeek), "fp8-block");
    EXPECT_EQ(number("api_price", deepSeek), catalog.prices.median("api.deepseek-v3.output"));
    const Scenario dense = with(with(deepSeek, "ep", "4"), "model", "llama-3.1-8b");
    EXPECT_EQ(chosen("ep", dense), "1");
    EXPECT_EQ(chosen("weights", dense), "fp8");
    EXPECT_EQ(chosen("weights", with(with("gpu", "a100-80-sxm"), "model", "llama-3.1-8b")), "bf16");
}

TEST_F(Levers, OwnModelWinsUntilAnotherIsChosen)
{
    catalog::LanguageModel own = *catalog.model("qwen3-8b");
    own.id = own.name = "mine";
    const Scenario custom = withCustomModel(base, own, catalog);
    EXPECT_EQ(chosen("model", custom), "file:mine");
    EXPECT_EQ(with(custom, "model", "file:mine"), custom);
    EXPECT_EQ(modelOf(custom, catalog)->hidden, own.hidden);
    EXPECT_FALSE(with(custom, "model", "llama-3.1-8b").customModel);
    EXPECT_FALSE(withLeverText(base, "model", "file:mine", catalog));
}

TEST_F(Levers, ExpertSpreadFollowsTheRanks)
{
    Scenario scenario = with(with("gpu", "h200-sxm"), "model", "deepseek-v3");
    scenario = with(with(scenario, "tp", "8"), "ep", "8");
    EXPECT_EQ(chosen("ep", with(scenario, "tp", "4")), "4");
    scenario = with(with(scenario, "tp", "1"), "attention_dp", "8");
    EXPECT_EQ(chosen("ep", with(scenario, "ep", "8")), "8");
}

TEST_F(Levers, OnlyPcieIsStagedInTheHost)
{
    const auto refusal = [&](const Scenario &scenario) {
        return findLever("gpu_link")->range(scenario, catalog).options.back().disabledReason;
    };
    const Scenario staged = with(with("gpu", "l40s"), "gpu_link", "host");
    EXPECT_EQ(refusal(staged), "");
    EXPECT_EQ(chosen("gpu_link", staged), "host");
    const Scenario fabric = with(staged, "gpu", "h100-sxm");
    EXPECT_THAT(refusal(fabric), HasSubstr("PCIe"));
    EXPECT_EQ(chosen("gpu_link", fabric), "direct");
}

TEST_F(Levers, WeightOnlyFormatsSaySo)
{
    for (const LeverOption &option : findLever("weights")->range(base, catalog).options) {
        if (option.id == "nvfp4") {
            EXPECT_EQ(option.disabledReason, "");
            EXPECT_THAT(option.label, HasSubstr("weight-only"));
        }
    }
}

TEST_F(Levers, EveryPresetModelAndAcceleratorKeepsAllLeversInRange)
{
    const auto check = [&](const Scenario &scenario, const std::string &what) {
        for (const Lever &lever : levers()) {
            const auto stored = withStoredLever(scenario, lever.id, lever.read(scenario, catalog), catalog);
            EXPECT_TRUE(stored) << what << ": " << (stored ? "" : stored.error().sentence());
        }
    };
    for (const auto &preset : catalog.presets)
        check(with("preset", preset.id), preset.id);
    for (const auto &accelerator : catalog.accelerators) {
        for (const char *acquisition : {"own", "reserve", "on_demand", "spot"})
            check(with(with("gpu", accelerator.id), "acquisition", acquisition), accelerator.id);
    }
    for (const auto &model : catalog.models)
        check(with("model", model.id), model.id);
    for (const auto &engine : catalog.engines)
        check(with("engine", engine.id), engine.id);
}

TEST(NumberText, ThreeSignificantDigits)
{
    for (const auto &[value, text] : std::vector<std::pair<double, std::string>>{{0, "0"},
                                                                                 {4610, "4,610"},
                                                                                 {38'312, "38,300"},
                                                                                 {2.314, "2.31"},
                                                                                 {2.3, "2.30"},
                                                                                 {41, "41"},
                                                                                 {40.96, "41"},
                                                                                 {0.0929, "0.0929"},
                                                                                 {9.996, "10"},
                                                                                 {99.96, "100"},
                                                                                 {999.6, "1,000"},
                                                                                 {1234567, "1,230,000"},
                                                                                 {-2.345, "-2.35"},
                                                                                 {-1234, "-1,230"},
                                                                                 {HUGE_VAL, "-"},
                                                                                 {std::nan(""), "-"},
                                                                                 {1e-9, "0"},
                                                                                 {0.5, "0.500"}})
        EXPECT_EQ(roundedText(value), text) << value;
}

TEST(NumberText, WhatWasTypedReadsBack)
{
    for (const auto &[value, text] : std::vector<std::pair<double, std::string>>{{1154, "1,154"},
                                                                                 {1154.7, "1,154.7"},
                                                                                 {0.0859, "0.0859"},
                                                                                 {184.06, "184.06"},
                                                                                 {85.300000000000011, "85.3"},
                                                                                 {12.3456789, "12.3"},
                                                                                 {131072, "131,072"},
                                                                                 {50.000000000000007, "50"}})
        EXPECT_EQ(shortText(value), text) << value;
}

} // namespace
} // namespace trilemma::scenario
