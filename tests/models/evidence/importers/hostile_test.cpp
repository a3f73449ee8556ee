// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/importer.h"
#include "models/evidence/request_trace.h"
#include "tests/models/evidence/importers/format_fixtures.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <random>

namespace trilemma::evidence {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

void expectOneSentence(const Error &error)
{
    EXPECT_THAT(error.sentence(), StartsWith("bad: "));
    EXPECT_FALSE(error.message.empty());
    EXPECT_EQ(error.sentence().find('\n'), std::string::npos) << error.sentence();
}

/// Whatever was read is a number that can be measured.
void expectSane(const ImportedFile &file)
{
    EXPECT_FALSE(file.points.empty());
    for (const ImportedPoint &imported : file.points) {
        const PointConfiguration &configuration = imported.point.configuration;
        const Measurement &measured = imported.point.measured;
        for (const auto &value :
             {measured.outputTokensPerSecond, measured.ttftSeconds, measured.itlSeconds, measured.endToEndSeconds,
              imported.ttft.p99, imported.tpot.p99, imported.endToEnd.p99, imported.totalTokensPerSecond})
            EXPECT_TRUE(!value || (std::isfinite(*value) && *value > 0)) << *value;
        for (const double value : {configuration.inputTokens, configuration.outputTokens, configuration.concurrency})
            EXPECT_TRUE(std::isfinite(value) && value >= 0) << value;
        EXPECT_GE(configuration.gpus, 0);
        EXPECT_GE(configuration.tp, 1);
    }
}

void expectSentenceOrSane(std::string_view text)
{
    const auto file = importFile(text, "bad");
    if (file)
        expectSane(*file);
    else
        expectOneSentence(file.error());
}

class Hostile : public testing::TestWithParam<test::FormatFixture> {};

TEST_P(Hostile, CutAnywhere)
{
    const std::string &text = GetParam().text;
    for (std::size_t length = 0; length < text.find_last_not_of(" \n"); ++length) {
        const std::string_view cut = std::string_view(text).substr(0, length);
        if (!GetParam().isOneJsonValue) {
            expectSentenceOrSane(cut);
            continue;
        }
        const auto file = importFile(cut, "bad");
        ASSERT_FALSE(file) << "imported from " << length << " of " << text.size() << " bytes";
        expectOneSentence(file.error());
    }
}

TEST_P(Hostile, EveryValueOfAnotherKind)
{
    if (!GetParam().isOneJsonValue)
        return;
    const json flat = json::parse(GetParam().text).flatten();
    const json wrongValues = json::array({"oops", -1, 1e300, json::array(), json::object(), true, nullptr, 0});
    for (const auto &[place, value] : flat.items()) {
        for (const json &wrong : wrongValues) {
            json changed = json::parse(GetParam().text);
            changed[json::json_pointer(place)] = wrong;
            expectSentenceOrSane(changed.dump());
        }
    }
}

/// A field that is read must be refused where it is nonsense; which fields are is told by the number changing nothing.
TEST_P(Hostile, NumbersThatAreNone)
{
    std::string text = GetParam().text;
    for (std::size_t place = 1; place < text.size(); ++place) {
        const bool begins =
            text[place] >= '0' && text[place] <= '9' && !std::isalnum(static_cast<unsigned char>(text[place - 1]));
        if (!begins)
            continue;
        const std::size_t length = std::min(text.find_first_not_of("0123456789.", place), text.size()) - place;
        for (const char *number : {"NaN", "nan", "-7", "1e999", "-inf", "99999999999999999999999999", ""})
            expectSentenceOrSane(std::string(text).replace(place, length, number));
    }
}

TEST_P(Hostile, FlippedBytes)
{
    std::mt19937 random(20260101);
    for (int round = 0; round < 300; ++round) {
        std::string text = GetParam().text;
        for (int flips = 0; flips < 3; ++flips)
            text[random() % text.size()] = static_cast<char>(random() % 256);
        expectSentenceOrSane(text);
        if (const auto trace = readTrace(text, "bad"); !trace)
            expectOneSentence(trace.error());
    }
}

INSTANTIATE_TEST_SUITE_P(Formats, Hostile, testing::ValuesIn(test::formatFixtures()),
                         [](const auto &test) { return std::string(test.param.name); });

TEST(Unknown, ContentIsAnsweredWithWhatIsKnown)
{
    for (const char *text : {"{\"a\": 1}", "[1, 2]", "[]", "a,b,c\n1,2,3\n", "<html></html>",
                             "\x7F"
                             "ELF\x02",
                             "hello"}) {
        const auto file = importFile(text, "bad");
        ASSERT_FALSE(file) << text;
        expectOneSentence(file.error());
        EXPECT_THAT(file.error().sentence(), HasSubstr("known are vLLM bench serve"));
    }
    EXPECT_EQ(importFile(" \n", "bad").error().sentence(), "bad: the file is empty");
}

TEST(Unknown, DeepNestingIsRefusedWithoutExhaustingTheStack)
{
    expectSentenceOrSane(std::string(3'000'000, '['));
    expectSentenceOrSane("{\"completed\":" + std::string(1'000'000, '[') + std::string(1'000'000, ']') + "}");
    std::string objects;
    for (int depth = 0; depth < 200'000; ++depth)
        objects += "{\"metrics\":";
    expectSentenceOrSane(objects + "1" + std::string(200'000, '}'));
}

TEST(Unknown, ATruncatedPackedFileSaysSo)
{
    const auto file = importFile(std::string_view("\x1F\x8B\x08\0\0\0\0\0\0\x03zzz", 13), "bad");
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().sentence(), "bad: the packed file is damaged or cut off");
}

TEST(MissingField, IsNamedWithWhereItStands)
{
    const auto file =
        importFile(R"([{"hardware": "h200", "framework": "vllm", "conc": 4, "metrics": {}, "model": "m"}])", "rows.json");
    ASSERT_FALSE(file);
    EXPECT_THAT(file.error().sentence(), StartsWith("rows.json: [0].decode_tp: is missing"));
    const auto negative = importFile("build_commit,model_filename,n_prompt,n_gen,avg_ts\nx,m.gguf,-5,0,1\n", "t.csv");
    ASSERT_FALSE(negative);
    EXPECT_THAT(negative.error().sentence(), StartsWith("t.csv: line 2.n_prompt: -5.0 is not valid"));
}

TEST(Unknown, TextFromTheFileNeverBreaksTheSentence)
{
    std::string points;
    for (const test::FormatFixture &format : test::formatFixtures())
        points = format.formatId == std::string_view("points") ? format.text : points;
    points.replace(points.find(",1024,"), 6, ",\"10\n24\",");
    expectOneSentence(importFile(points, "bad").error());
    expectOneSentence(readTrace("TIMESTAMP,ContextTokens,GeneratedTokens\n\"a\nb\xC3\",1,1\n", "bad").error());
    expectOneSentence(importFile("Metric,avg,p50\n\"Request Latency (m\ns)\",1,2\n", "bad").error());
}

/// A detailed file of some megabytes: gaps and texts of many requests around the few numbers that matter.
std::string detailedFile(int requests)
{
    std::string text = test::vllmServeText;
    std::string gaps;
    for (int i = 0; i < requests; ++i) {
        gaps += "[";
        for (int token = 0; token < 100; ++token)
            gaps += "0.01234567890123, ";
        gaps += "0.5], ";
    }
    return text.replace(text.find("[[0.04, 0.05], []]"), 1, "[" + gaps);
}

TEST(LargeFile, ReportsProgressAndCanBeCancelled)
{
    const std::string text = detailedFile(4000);
    ASSERT_GT(text.size(), std::size_t{4} << 20);
    double last = 0;
    int reports = 0;
    const auto file = importFile(text, "large.json", [&](double done) {
        EXPECT_GE(done, last);
        EXPECT_LE(done, 1);
        last = done;
        ++reports;
        return true;
    });
    ASSERT_TRUE(file) << file.error().sentence();
    EXPECT_EQ(file->requests.size(), 2u);
    EXPECT_GE(reports, 4);
    const auto cancelled = importFile(text, "large.json", [](double done) { return done < 0.5; });
    ASSERT_FALSE(cancelled);
    EXPECT_EQ(cancelled.error().sentence(), "large.json: the import was cancelled; nothing is imported");
}

} // namespace
} // namespace trilemma::evidence
