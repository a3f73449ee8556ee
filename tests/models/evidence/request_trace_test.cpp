// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/request_trace.h"

#include "tests/models/catalog_fixture.h"
#include "tests/models/evidence/importers/format_fixtures.h"

#include <gmock/gmock.h>
#include <zlib.h>

#include <cmath>
#include <filesystem>

namespace trilemma::evidence {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

RequestTrace traceOf(const std::string &text)
{
    const auto trace = readTrace(text, "trace");
    EXPECT_TRUE(trace) << (trace ? "" : trace.error().sentence());
    return trace ? *trace : RequestTrace();
}

TEST(RequestTrace, AzureTimesAreOfTheClock)
{
    const RequestTrace trace = traceOf("TIMESTAMP,ContextTokens,GeneratedTokens\n"
                                       "2023-11-16 18:15:46.5000000,100,10\n2023-11-16 18:15:48.0000000,300,30\n"
                                       "2023-11-17 00:15:46.5000000,200,20\n");
    EXPECT_EQ(trace.formatId, "azure");
    EXPECT_DOUBLE_EQ(*trace.startSecondOfDay, 18 * 3600 + 15 * 60 + 46.5);
    EXPECT_DOUBLE_EQ(trace.requests[1].arrivalSeconds, 1.5);
    const TraceSummary summary = summarise(trace);
    EXPECT_EQ(summary.requests, 3u);
    EXPECT_DOUBLE_EQ(summary.durationSeconds, 6 * 3600);
    EXPECT_DOUBLE_EQ(summary.input.mean, 200);
    EXPECT_DOUBLE_EQ(summary.input.p50, 200);
    EXPECT_DOUBLE_EQ(summary.input.p90, 280) << "linear between 200 and 300";
    EXPECT_DOUBLE_EQ(summary.lengthCorrelation, 1);
    EXPECT_THAT(summary.hourlyRequests, ElementsAre(2, 0, 0, 0, 0, 0, 1));
}

TEST(RequestTrace, BurstGptLeavesOutFailures)
{
    const RequestTrace trace = traceOf("Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n"
                                       "5,ChatGPT,472,18,490,Conversation log\n45,ChatGPT,0,0,0,Conversation log\n"
                                       "118,GPT-4,417,276,693,Conversation log\n");
    EXPECT_EQ(trace.requests.size(), 2u);
    EXPECT_DOUBLE_EQ(trace.requests[1].arrivalSeconds, 113);
    EXPECT_THAT(trace.notes, ElementsAre(StartsWith("1 requests")));
    EXPECT_DOUBLE_EQ(*trace.startSecondOfDay, 5);
}

TEST(RequestTrace, MooncakeSharesLeadingBlocksOnly)
{
    const RequestTrace trace = traceOf(R"({"timestamp": 0, "input_length": 1000, "output_length": 5, "hash_ids": [1, 2]}
{"timestamp": 3000, "input_length": 1500, "output_length": 5, "hash_ids": [1, 2, 3]}
{"timestamp": 3000, "input_length": 1000, "output_length": 5, "hash_ids": [9, 2]}
)");
    EXPECT_EQ(trace.blockTokens, 512);
    const TraceSummary summary = summarise(trace);
    EXPECT_DOUBLE_EQ(*summary.prefixHitBlocks, 2.0 / 7) << "a block after a miss is no prefix";
    EXPECT_DOUBLE_EQ(*summary.prefixHitTokens, 1024.0 / 3500);
    EXPECT_DOUBLE_EQ(summary.durationSeconds, 3);
}

TEST(RequestTrace, AHitIsNeverLongerThanThePrompt)
{
    const TraceSummary summary =
        summarise(traceOf(R"({"timestamp": 0, "input_length": 600, "output_length": 5, "hash_ids": [1, 2]}
{"timestamp": 1, "input_length": 600, "output_length": 5, "hash_ids": [1, 2]}
)"));
    EXPECT_DOUBLE_EQ(*summary.prefixHitTokens, 0.5);
}

TEST(RequestTrace, VidurServeGenEngineLogsAndDetailedResults)
{
    const RequestTrace lengths = traceOf("num_prefill_tokens,num_decode_tokens,num_total_tokens\n100,20,120\n200,40,240\n");
    EXPECT_FALSE(lengths.hasArrivals);
    EXPECT_EQ(summarise(lengths).requestsPerSecond, 0);
    EXPECT_EQ(traceOf("arrived_at,num_prefill_tokens,num_decode_tokens\n4,10,2\n1,20,3\n").requests[0].inputTokens, 20)
        << "in order of arrival";
    const RequestTrace nested = traceOf(R"({"request_id": 1, "timestamp": 0.5, "data": {"input_tokens": 10, "output_tokens": 2}}
{"request_id": 2, "timestamp": 1.5, "data": {"input_tokens": 30, "output_tokens": 4}}
)");
    EXPECT_EQ(nested.formatId, "servegen");
    EXPECT_DOUBLE_EQ(nested.requests[1].arrivalSeconds, 1);
    const RequestTrace log = traceOf(R"([{"arrival_time_ns": 1000000000, "input_toks": 5, "output_toks": 6},
        {"arrival_time_ns": 3000000000, "input_toks": 7, "output_toks": 8}])");
    EXPECT_DOUBLE_EQ(log.requests[1].arrivalSeconds, 2);
    const RequestTrace detailed = traceOf(test::vllmServeText);
    EXPECT_EQ(detailed.formatId, "vllm-serve");
    EXPECT_DOUBLE_EQ(detailed.requests[1].arrivalSeconds, 0.5);
    EXPECT_EQ(detailed.requests[1].outputTokens, 180);
}

/// Gaps of 1 s throughout vary by 0; all but one gap zero is the most bursty.
TEST(RequestTrace, BurstinessIsThatOfTheGaps)
{
    std::string even = "arrived_at,num_prefill_tokens,num_decode_tokens\n", burst = even;
    for (int i = 0; i < 101; ++i) {
        even += std::to_string(i) + ",10,10\n";
        burst += std::string(i < 100 ? "0" : "100") + ",10,10\n";
    }
    EXPECT_NEAR(summarise(traceOf(even)).interarrivalVariation, 0, 1e-12);
    EXPECT_NEAR(summarise(traceOf(burst)).interarrivalVariation, std::sqrt(99.0), 1e-9);
    EXPECT_DOUBLE_EQ(summarise(traceOf(even)).requestsPerSecond, 1.01);
}

TEST(RequestTrace, BadRowsAreOneSentence)
{
    const auto says = [](const char *text) { return readTrace(text, "bad").error().sentence(); };
    EXPECT_EQ(says("TIMESTAMP,ContextTokens,GeneratedTokens\n2023-13-40 18:15:46.5,1,1\n"),
              "bad: line 2: TIMESTAMP: \"2023-13-40 18:15:46.5\" is not valid; a date and time of day is expected");
    EXPECT_THAT(says("TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.5,-1,1\n"), HasSubstr("ContextTokens"));
    EXPECT_THAT(says("TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.5,1\n"), HasSubstr("the row has 2 fields"));
    EXPECT_THAT(says("TIMESTAMP,ContextTokens,GeneratedTokens\n"), HasSubstr("no completed request"));
    EXPECT_THAT(says(R"({"timestamp": 0, "input_length": 10, "output_length": 5, "hash_ids": [-1]})"), HasSubstr("hash_ids"));
    EXPECT_THAT(says(R"({"timestamp": "x", "input_length": 10, "output_length": 5, "hash_ids": []})"), HasSubstr("timestamp"));
    EXPECT_THAT(says("x,y,z\n1,2,3\n"), HasSubstr("known are Azure"));
    EXPECT_THAT(says(R"({"avg_latency": 12.5, "percentiles": {"50": 12.5}})"), HasSubstr("lists no single requests"));
}

TEST(RequestTrace, PackedFilesAreUnpacked)
{
    const std::string text = "arrived_at,num_prefill_tokens,num_decode_tokens\n4,10,2\n";
    std::string packed(1000, '\0');
    z_stream stream{};
    ASSERT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    ASSERT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    EXPECT_EQ(traceOf(packed).requests.size(), 1u);
    EXPECT_FALSE(readTrace(std::string_view(packed).substr(0, packed.size() - 9), "bad"));
}

struct PublishedTrace {
    const char *file;
    std::size_t requests;
    double rate, variation, peakMinute;
    LengthDistribution input, output; // mean and largest are not compared
    double hitBlocks, hitTokens;
};
class PublishedTraces : public testing::TestWithParam<PublishedTrace> {};

/// Figures published with the traces or worked out from them independently; times of the Mooncake conversation are
/// in steps of 3 s, so its variation is not compared.
TEST_P(PublishedTraces, HaveTheirFigures)
{
    const auto path = std::filesystem::path(TRILEMMA_REFERENCE_DIR) / "data/workloads" / GetParam().file;
    if (!std::filesystem::exists(path))
        GTEST_SKIP() << path << " is not there";
    const auto trace = readTrace(test::textOf(path), path.filename().string());
    ASSERT_TRUE(trace) << trace.error().sentence();
    const TraceSummary summary = summarise(*trace);
    EXPECT_EQ(summary.requests, GetParam().requests);
    EXPECT_NEAR(summary.requestsPerSecond, GetParam().rate, 0.005);
    if (GetParam().variation > 0) {
        EXPECT_NEAR(summary.interarrivalVariation / GetParam().variation, 1, 0.005);
    }
    if (GetParam().peakMinute > 0) {
        EXPECT_NEAR(summary.peakMinuteOverActiveMean, GetParam().peakMinute, 0.005);
    }
    const auto expectLengths = [](const LengthDistribution &is, const LengthDistribution &expected) {
        EXPECT_NEAR(is.p50, expected.p50, 0.6);
        EXPECT_NEAR(is.p90, expected.p90, 0.6);
        EXPECT_NEAR(is.p95, expected.p95, 0.6);
        EXPECT_NEAR(is.p99, expected.p99, 0.6);
    };
    expectLengths(summary.input, GetParam().input);
    expectLengths(summary.output, GetParam().output);
    if (GetParam().hitBlocks > 0) {
        EXPECT_NEAR(*summary.prefixHitBlocks, GetParam().hitBlocks, 0.0005);
        EXPECT_NEAR(*summary.prefixHitTokens, GetParam().hitTokens, 0.0005);
    }
    EXPECT_EQ(summary.arrivalStepSeconds > 0, GetParam().requests == 12031);
}

INSTANTIATE_TEST_SUITE_P(Reference, PublishedTraces,
                         testing::Values(PublishedTrace{"AzureLLMInferenceTrace_2023_conv.csv",
                                                        19366,
                                                        5.53,
                                                        1.094,
                                                        1.545,
                                                        {0, 1020, 2734.5, 4083, 4142, 0},
                                                        {0, 129, 424, 451, 601, 0},
                                                        0,
                                                        0},
                                         PublishedTrace{"AzureLLMInferenceTrace_2023_code.csv",
                                                        8819,
                                                        2.567,
                                                        13.15,
                                                        3.297,
                                                        {0, 1469, 5188, 7303, 7436, 0},
                                                        {0, 13, 55, 90, 251, 0},
                                                        0,
                                                        0},
                                         PublishedTrace{"mooncake_conversation_trace.jsonl.gz",
                                                        12031,
                                                        3.401,
                                                        0,
                                                        0,
                                                        {0, 6909, 27367, 39550, 85400, 0},
                                                        {0, 350, 597, 698, 1119, 0},
                                                        0.3664,
                                                        0.3736},
                                         PublishedTrace{"mooncake_synthetic_trace.jsonl.gz",
                                                        3993,
                                                        3.907,
                                                        1.011,
                                                        0,
                                                        {0, 11587, 38611, 48905, 66456, 0},
                                                        {0, 69, 389, 519, 768, 0},
                                                        0.6396,
                                                        0.6512}),
                         [](const auto &test) {
                             return std::string(test.param.file, std::string_view(test.param.file).find('.'));
                         });

} // namespace
} // namespace trilemma::evidence
