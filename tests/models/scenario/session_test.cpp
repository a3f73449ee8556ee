// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/session.h"

#include "models/scenario/evaluation.h"
#include "models/scenario/metrics.h"
#include "tests/models/catalog_fixture.h"
#include "tests/models/scenario/lever_walk.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <functional>

namespace trilemma::scenario {
namespace {

using nlohmann::json;
using test::shippedCatalog;
using testing::HasSubstr;

class Sessions : public testing::Test {
protected:
    const catalog::Catalog &catalog = shippedCatalog();
    const Scenario base = defaultScenario(catalog);

    Session roundTrip(const Session &session) const
    {
        const auto read = readSession(writeSession(session, catalog), catalog);
        EXPECT_TRUE(read) << (read ? "" : read.error().sentence());
        return read ? *read : Session();
    }
    Session complete() const
    {
        Session session;
        session.current = base;
        session.pinned = {base, base};
        session.pinned[1].name = "B, \"wide\"\nnext line";
        session.pinned[1].replicas = 3;
        session.baseline = 1;
        session.notes = "Budget meeting: 12 µs, Ω";
        session.applicationVersion = "0.1.0";
        return session;
    }
    std::string refusal(const std::string &text) const
    {
        const auto read = readSession(text, catalog);
        EXPECT_FALSE(read) << text.substr(0, 200);
        return read ? "" : read.error().sentence();
    }
    /// What is said of a complete session after one change to its JSON.
    std::string refusal(const std::function<void(json &)> &change) const
    {
        json document = json::parse(writeSession(complete(), catalog));
        change(document);
        return refusal(document.dump());
    }
};

TEST_F(Sessions, NothingIsLost)
{
    EXPECT_EQ(roundTrip(complete()), complete());
}

TEST_F(Sessions, NumbersSurviveBitByBitOverRandomWalks)
{
    std::mt19937 random(3);
    for (int walk = 0; walk < 300; ++walk) {
        Session session = complete();
        session.current = test::walkedFrom(base, 25, random, catalog);
        session.pinned[0] = test::walkedFrom(base, 25, random, catalog);
        ASSERT_EQ(roundTrip(session), session) << walk;
    }
}

TEST_F(Sessions, WritingWhatWasReadGivesTheSameText)
{
    const std::string text = writeSession(complete(), catalog);
    EXPECT_EQ(writeSession(*readSession(text, catalog), catalog), text);
}

TEST_F(Sessions, SameSessionSameAnswers)
{
    const Session read = roundTrip(complete());
    const Evaluation before = evaluate(base, catalog), after = evaluate(read.current, catalog);
    for (const Metric &metric : metrics())
        EXPECT_EQ(metric.read(before), metric.read(after)) << metric.id;
}

TEST_F(Sessions, OwnModelTravelsInTheFile)
{
    for (const catalog::LanguageModel &known : catalog.models) {
        Session session = complete();
        catalog::LanguageModel own = known;
        own.id = "own";
        own.citations.clear();
        session.current = withCustomModel(base, own, catalog);
        ASSERT_EQ(roundTrip(session), session) << known.id;
    }
}

TEST_F(Sessions, AFileFromBeforeObjectivesTakesThatOfItsWorkload)
{
    Session session = complete();
    session.current = *withLever(base, "preset", std::string("synthetic-data"), catalog);
    json document = json::parse(writeSession(session, catalog));
    document["current"]["levers"].erase("objective");
    EXPECT_EQ(*readSession(document.dump(), catalog), session);
}

TEST_F(Sessions, TrafficOfATraceTravelsInTheFile)
{
    Session session = complete();
    session.current.presetId.clear();
    session.current.trafficTitle = "conv.csv, Azure LLM inference trace";
    serving::TracedLengths lengths;
    for (std::size_t i = 0; i < lengths.input.size(); ++i) {
        lengths.input[i] = 0.1 * static_cast<double>(i) + 1e-3;
        lengths.output[i] = 1 / (40.1 - static_cast<double>(i));
    }
    lengths.rankCorrelation = -0.11;
    session.current.workload.tracedLengths = lengths;
    EXPECT_EQ(roundTrip(session), session);

    const json written = json::parse(writeSession(session, catalog));
    const auto refused = [&](const char *key, const json &value) {
        json document = written;
        document["current"]["traffic"][key] = value;
        return refusal(document.dump());
    };
    EXPECT_THAT(refused("input_lengths_over_mean", {1, 2}), HasSubstr("input_lengths_over_mean"));
    EXPECT_THAT(refused("output_lengths_over_mean", nullptr), HasSubstr("output_lengths_over_mean"));
    json falling = written["current"]["traffic"]["input_lengths_over_mean"];
    falling[3] = 0;
    EXPECT_THAT(refused("input_lengths_over_mean", falling), HasSubstr("never fall"));
    EXPECT_THAT(refused("length_rank_correlation", 2), HasSubstr("length_rank_correlation"));
    EXPECT_THAT(refused("shape", 2), HasSubstr("shape"));
}

TEST_F(Sessions, AnInfeasibleScenarioIsAScenario)
{
    Session session = complete();
    session.current.placement.tensorParallel = 3;
    EXPECT_EQ(roundTrip(session), session);
}

TEST_F(Sessions, AnOlderFileWithoutALeverTakesItsDefault)
{
    json document = json::parse(writeSession(complete(), catalog));
    document["current"]["levers"].erase("routing_skew");
    document["current"]["levers"].erase("pue");
    const auto read = readSession(document.dump(), catalog);
    ASSERT_TRUE(read) << read.error().sentence();
    EXPECT_EQ(read->current, base);
}

TEST_F(Sessions, BytesThatAreNoTextAreRepaired)
{
    Session session = complete();
    session.notes = "a\xff"
                    "b";
    EXPECT_THAT(roundTrip(session).notes, HasSubstr("a"));
}

TEST_F(Sessions, BrokenFilesAreRefusedWithOneSentence)
{
    const std::string good = writeSession(complete(), catalog);
    for (const auto &[text, said] : std::vector<std::pair<std::string, std::string>>{
             {"", "empty"},
             {"   \n", "empty"},
             {good.substr(0, good.size() / 2), "before its JSON is complete"},
             {"hello", "not valid JSON"},
             {"[1, 2]", "object"},
             {"null", "object"},
             {"{}", "schema"},
             {std::string("{\"schema\": 1\0}", 14), "not valid JSON"},
             {"{\"schema\": 1, \"current\": {\"levers\": {\"qps\": NaN}}}", "not valid JSON"},
             {"{\"schema\": 1, \"current\": {\"levers\": {\"qps\": 1e999}}}", "too large"},
             {"{\"schema\": 1}", "current"}}) {
        const std::string sentence = refusal(text);
        EXPECT_THAT(sentence, HasSubstr(said)) << text.substr(0, 80);
        EXPECT_EQ(sentence.find('\n'), std::string::npos);
    }
}

TEST_F(Sessions, WrongValuesAreRefusedByFieldName)
{
    struct Case {
        std::function<void(json &)> change;
        std::string field, said;
    };
    const std::vector<Case> cases{
        {[](json &s) { s["schema"] = 2; }, "schema", "newer version"},
        {[](json &s) { s["schema"] = "one"; }, "schema", "one"},
        {[](json &s) { s["schema"] = 0; }, "schema", "0"},
        {[](json &s) { s["current"] = 7; }, "current", "object"},
        {[](json &s) { s["current"]["levers"] = json::array(); }, "levers", "object"},
        {[](json &s) { s["current"]["levers"]["qps"] = -5; }, "current.levers.qps", "0.01 QPS"},
        {[](json &s) { s["current"]["levers"]["qps"] = 1e300; }, "current.levers.qps", "out of range"},
        {[](json &s) { s["current"]["levers"]["qps"] = "many"; }, "current.levers.qps", "many"},
        {[](json &s) { s["current"]["levers"]["qps"] = {1}; }, "current.levers.qps", "a number is expected"},
        {[](json &s) { s["current"]["levers"]["replicas"] = 1.5; }, "replicas", "whole"},
        {[](json &s) { s["current"]["levers"]["tp"] = 4; }, "tp", "text"},
        {[](json &s) { s["current"]["levers"]["tp"] = "4096"; }, "tp", "4096"},
        {[](json &s) { s["current"]["levers"]["gpu"] = "abacus"; }, "current.levers.gpu", "abacus"},
        {[](json &s) { s["current"]["levers"]["warp"] = 9; }, "current.levers.warp", "not a field"},
        {[](json &s) {
             s["current"]["custom_model"] = {{"id", "x"}};
         },
         "custom_model", "name"},
        {[](json &s) { s["current"]["custom_model"] = 3; }, "custom_model", "object"},
        {[](json &s) { s["pinned"][1]["levers"]["isl"] = 0; }, "pinned", "isl"},
        {[](json &s) { s["pinned"] = "B"; }, "pinned", "list"},
        {[](json &s) { s["pinned"] = std::vector<json>(7, s["current"]); }, "pinned", "at most 6"},
        {[](json &s) { s["baseline"] = 2; }, "baseline", "2"},
        {[](json &s) { s["baseline"] = -2; }, "baseline", "-2"},
        {[](json &s) { s["notes"] = 5; }, "notes", "text"},
        {[](json &s) { s["colour"] = "red"; }, "colour", "not a field"},
    };
    for (const Case &c : cases) {
        const std::string sentence = refusal(c.change);
        EXPECT_THAT(sentence, AllOf(HasSubstr(c.field), HasSubstr(c.said)));
        EXPECT_EQ(sentence.find('\n'), std::string::npos);
    }
}

TEST_F(Sessions, TruncationAnywhereIsRefusedAndNeverCrashes)
{
    const std::string good = writeSession(complete(), catalog);
    const std::size_t end = good.rfind('}');
    for (std::size_t length = 0; length <= end; length += 37)
        EXPECT_FALSE(readSession(std::string_view(good).substr(0, length), catalog));
}

TEST_F(Sessions, FlippedBytesNeverCrash)
{
    const std::string good = writeSession(complete(), catalog);
    std::mt19937 random(5);
    for (int trial = 0; trial < 500; ++trial) {
        std::string bad = good;
        bad[random() % bad.size()] = static_cast<char>(random() % 256);
        const auto read = readSession(bad, catalog);
        if (!read) {
            EXPECT_FALSE(read.error().message.empty());
        }
    }
}

} // namespace
} // namespace trilemma::scenario
