// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/points.h"

#include "models/evidence/csv.h"
#include "tests/models/catalog_fixture.h"

#include <gmock/gmock.h>

#include <cmath>

namespace trilemma::evidence {
namespace {

using test::shippedCatalog;
using testing::HasSubstr;
using testing::StartsWith;

constexpr auto header = "id,engine,model,gpu,num_gpus,tp,pp,ep,dp,weight_dtype,kv_dtype,isl,osl,mode,concurrency,qps,prompts_per_slot,"
                        "spec_decode,disagg,itl_ms_mean,ttft_ms_mean\n";
constexpr auto goodRow = "a,vllm,Llama-3.3-70B,H100,4,4,1,1,1,fp8,fp8,1024,256,concurrency,32,,10,none,false,20,300\n";

std::vector<MeasuredPoint> read(const std::string &rows)
{
    const auto points = readPoints(header + rows, "points.csv");
    EXPECT_TRUE(points) << (points ? "" : points.error().sentence());
    return points ? *points : std::vector<MeasuredPoint>();
}

/// The good row with one column's text replaced.
PointConfiguration with(std::string_view column, std::string_view text)
{
    std::vector<std::string_view> names, fields;
    CsvReader(header).next(names);
    CsvReader(goodRow).next(fields);
    std::string row;
    CsvWriter writer(row);
    for (std::size_t i = 0; i < names.size(); ++i)
        writer.text(names[i] == column ? text : fields[i]);
    writer.endRecord();
    return read(row).at(0).configuration;
}

Prediction answer(std::string_view column, std::string_view text)
{
    return predict(with(column, text), shippedCatalog());
}

TEST(Points, ColumnsComeInAnyOrderAndUnknownOnesAreIgnored)
{
    const auto points = readPoints("\xEF\xBB\xBFosl,colour,mode,isl,gpu,model,engine,id,isl_mean\r\n"
                                   "200,red,concurrency,1000,H100,\"Llama-3.3-70B\",vllm,x,900\r\n",
                                   "p.csv");
    ASSERT_TRUE(points);
    const PointConfiguration &point = points->at(0).configuration;
    EXPECT_EQ(point.id, "x");
    EXPECT_EQ(point.outputTokens, 200);
    EXPECT_EQ(point.inputTokens, 900) << "realised mean lengths win over nominal ones";
    EXPECT_EQ(point.tp, 1);
    EXPECT_EQ(point.problem, "");
}

TEST(Points, MeasuredFiguresAreReadInSecondsAndNonsenseCountsAsNotMeasured)
{
    const auto points = read(std::string(goodRow) + "b,vllm,M,H100,1,1,1,1,1,,,1,1,concurrency,1,,,,false,nan,-5\n");
    EXPECT_DOUBLE_EQ(*points[0].measured.itlSeconds, 0.02);
    EXPECT_DOUBLE_EQ(*points[0].measured.ttftSeconds, 0.3);
    EXPECT_FALSE(points[1].measured.itlSeconds);
    EXPECT_FALSE(points[1].measured.ttftSeconds);
}

struct BadFile {
    const char *what, *text, *says;
};
class BadPointsFile : public testing::TestWithParam<BadFile> {};

TEST_P(BadPointsFile, IsOneSentenceThatNamesTheFile)
{
    const auto points = readPoints(GetParam().text, "bad.csv");
    ASSERT_FALSE(points);
    EXPECT_THAT(points.error().sentence(), StartsWith("bad.csv: "));
    EXPECT_THAT(points.error().sentence(), HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadPointsFile,
    testing::Values(BadFile{"empty", "", "empty"}, BadFile{"only metadata", "# nothing\n", "empty"},
                    BadFile{"other table", "a,b,c\n1,2,3\n", "no column id"},
                    BadFile{"no lengths", "id,engine,model,gpu,mode\nx,vllm,M,H100,qps\n", "isl"},
                    BadFile{"twice", "id,engine,model,gpu,mode,isl,osl,isl\n", "isl appears twice"},
                    BadFile{"open quote", "id,engine,model,gpu,mode,isl,osl\n\"x,vllm\n", "line 2"},
                    BadFile{"binary", "\x7F" "ELF\x02\x01", "no column id"}, BadFile{"JSON", "{\"id\": 1}", "no column id"}),
    [](const auto &test) {
        std::string name = test.param.what;
        std::erase(name, ' ');
        return name;
    });

struct BadField {
    const char *column, *text, *says;
};
class BadPoint : public testing::TestWithParam<BadField> {};

TEST_P(BadPoint, KeepsItsRowAndSaysWhy)
{
    const Prediction prediction = answer(GetParam().column, GetParam().text);
    EXPECT_EQ(prediction.id, "a");
    EXPECT_THAT(prediction.status, StartsWith("unsupported: "));
    EXPECT_THAT(prediction.status, HasSubstr(GetParam().says));
    EXPECT_TRUE(std::isnan(prediction.itlSeconds));
    EXPECT_EQ(prediction.status.find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadPoint,
    testing::Values(BadField{"model", "Nobody-1B", "model"}, BadField{"model", "", "model: not stated"},
                    BadField{"gpu", "Abacus", "gpu"}, BadField{"engine", "by hand", "engine"}, BadField{"mode", "", "mode"},
                    BadField{"mode", "production", "mode"}, BadField{"isl", "abc", "isl: \"abc\" is not a number"},
                    BadField{"isl", "nan", "isl"}, BadField{"isl", "-5", "isl"}, BadField{"isl", "1e300", "isl"},
                    BadField{"osl", "", "lengths"}, BadField{"concurrency", "", "concurrency"},
                    BadField{"concurrency", "inf", "concurrency"}, BadField{"tp", "2.5", "tp"}, BadField{"tp", "3", "the 3 that tp"},
                    BadField{"tp", "99999999999", "tp"}, BadField{"num_gpus", "6", "num_gpus"}, BadField{"disagg", "maybe", "disagg"},
                    BadField{"disagg", "true", "disagg"}, BadField{"spec_decode", "eagle3", "spec_decode"},
                    BadField{"weight_dtype", "fp7", "weight_dtype"}, BadField{"kv_dtype", "papyrus", "kv_dtype"},
                    BadField{"isl", "90000000", "memory"}));

TEST(Points, RaggedRowsKeepTheirPlace)
{
    const auto points = read(std::string(goodRow) + "short,vllm\n" + goodRow);
    ASSERT_EQ(points.size(), 3U);
    EXPECT_EQ(points[1].configuration.id, "short");
    EXPECT_THAT(points[1].configuration.problem, HasSubstr("2 fields"));
    const auto predictions = predictAll(points, shippedCatalog());
    EXPECT_TRUE(predictions[0].ok());
    EXPECT_FALSE(predictions[1].ok());
    EXPECT_EQ(predictions[2].itlSeconds, predictions[0].itlSeconds);
}

TEST(Points, TheStatusIsOneLineWhateverTheFileHolds)
{
    const std::string status = predict(with("mode", "a\nb\rc"), shippedCatalog()).status;
    EXPECT_THAT(status, HasSubstr("a b c"));
}

TEST(Points, PlacementsThatCannotBeSayWhy)
{
    PointConfiguration point = with("tp", "3");
    point.gpus = 3;
    EXPECT_THAT(predict(point, shippedCatalog()).status, HasSubstr("TP 3"));
}

TEST(Prediction, IntervalsEncloseAndWidenWithIgnorance)
{
    const Prediction fitted = answer("id", "a"), datasheet = answer("gpu", "MI300X");
    for (const Prediction &prediction : {fitted, datasheet}) {
        ASSERT_TRUE(prediction.ok()) << prediction.status;
        EXPECT_LT(prediction.itlLow, prediction.itlSeconds);
        EXPECT_GT(prediction.itlHigh, prediction.itlSeconds);
        EXPECT_LT(prediction.ttftLow, prediction.ttftSeconds);
        EXPECT_GT(prediction.ttftHigh, prediction.ttftSeconds);
    }
    EXPECT_GT(datasheet.itlHigh / datasheet.itlSeconds, fitted.itlHigh / fitted.itlSeconds);
}

TEST(Prediction, ClosedLoopObeysLittlesLaw)
{
    const Prediction prediction = answer("prompts_per_slot", "");
    ASSERT_TRUE(prediction.ok());
    const double requestsPerSecond = prediction.outputTokensPerSecond / 256;
    EXPECT_NEAR(requestsPerSecond * prediction.endToEndSeconds, 32, 32 * 0.01);
}

TEST(Prediction, SpareGpusServeIndependentCopies)
{
    PointConfiguration one = with("concurrency", "16"), two = with("concurrency", "32");
    two.gpus = 8;
    const Prediction alone = predict(one, shippedCatalog()), both = predict(two, shippedCatalog());
    EXPECT_NEAR(both.outputTokensPerSecond, 2 * alone.outputTokensPerSecond, 1e-6 * both.outputTokensPerSecond);
    EXPECT_DOUBLE_EQ(both.itlSeconds, alone.itlSeconds);
}

TEST(Prediction, AttentionRanksInsideTensorParallelUseTheSameGpus)
{
    PointConfiguration point = with("model", "DeepSeek-R1");
    point.gpu = "H200";
    point.gpus = point.tp = point.ep = point.dp = 8;
    const Prediction prediction = predict(point, shippedCatalog());
    EXPECT_TRUE(prediction.ok()) << prediction.status;
}

TEST(Prediction, EveryModeIsAnswered)
{
    for (const char *mode : {"concurrency", "burst", "static_batch", "offline_max"}) {
        const Prediction prediction = answer("mode", mode);
        EXPECT_TRUE(prediction.ok()) << mode << ": " << prediction.status;
        EXPECT_GT(prediction.outputTokensPerSecond, 0) << mode;
        EXPECT_GT(prediction.itlSeconds, 0) << mode;
    }
    PointConfiguration open = with("mode", "qps");
    open.requestsPerSecond = 1;
    EXPECT_NEAR(predict(open, shippedCatalog()).outputTokensPerSecond, 256, 1e-6);
}

TEST(Prediction, NoLatencyIsInventedWhereARunHasNone)
{
    const Prediction offline = answer("mode", "offline_max");
    EXPECT_TRUE(std::isnan(offline.ttftSeconds));
    PointConfiguration flooded = with("mode", "qps");
    flooded.requestsPerSecond = 1e5;
    EXPECT_THAT(predict(flooded, shippedCatalog()).status, HasSubstr("capacity"));
    flooded.requestsPerSecond = std::numeric_limits<double>::infinity();
    EXPECT_TRUE(predict(flooded, shippedCatalog()).ok());
}

TEST(Prediction, StaticBatchPartsAddUp)
{
    const Prediction prediction = answer("mode", "static_batch");
    EXPECT_NEAR(prediction.endToEndSeconds, prediction.ttftSeconds + 255 * prediction.itlSeconds, 0.01 * prediction.endToEndSeconds);
    EXPECT_NEAR(prediction.outputTokensPerSecond, 32 * 256 / prediction.endToEndSeconds, 0.02 * prediction.outputTokensPerSecond);
}

TEST(Prediction, SpellingsOfAFormatMeanTheSame)
{
    EXPECT_EQ(answer("weight_dtype", "bf16").itlSeconds, answer("weight_dtype", "FP16").itlSeconds);
    EXPECT_EQ(answer("weight_dtype", "int4").itlSeconds, answer("weight_dtype", "awq").itlSeconds);
    EXPECT_EQ(answer("kv_dtype", "fp8").itlSeconds, answer("kv_dtype", "").itlSeconds) << "FP8 checkpoints serve with FP8 KV";
    EXPECT_EQ(answer("model", "llama-3.3-70b").itlSeconds, answer("model", "Llama-3.3-70B").itlSeconds);
}

TEST(Prediction, WrittenColumnsAreTheContracts)
{
    const auto points = read(std::string(goodRow) + "\"odd, id\",vllm,Nobody,H100,4,4,1,1,1,,,1,1,concurrency,1,,,,false,,\n");
    std::string csv;
    writePredictions(predictAll(points, shippedCatalog()), csv);
    CsvReader reader(csv);
    std::vector<std::string_view> fields;
    ASSERT_TRUE(reader.next(fields));
    EXPECT_THAT(fields, testing::ElementsAre("id", "status", "output_tok_s_total", "ttft_ms_mean", "itl_ms_mean", "e2e_ms_mean",
                                             "itl_ms_low", "itl_ms_high", "ttft_ms_low", "ttft_ms_high"));
    ASSERT_TRUE(reader.next(fields));
    EXPECT_EQ(fields[1], "ok");
    ASSERT_TRUE(reader.next(fields));
    EXPECT_EQ(fields.size(), 10U);
    EXPECT_EQ(fields[0], "odd, id");
    EXPECT_EQ(fields[4], "");
    EXPECT_FALSE(reader.next(fields));
}

TEST(Prediction, ManyAtOnceAnswerAsOneByOne)
{
    std::vector<MeasuredPoint> points(4000, MeasuredPoint{with("id", "a"), {}, "", ""});
    for (std::size_t i = 0; i < points.size(); ++i)
        points[i].configuration.concurrency = static_cast<double>(1 + i % 300);
    const auto together = predictAll(points, shippedCatalog());
    ASSERT_EQ(together.size(), points.size());
    for (std::size_t i = 0; i < points.size(); i += 501)
        EXPECT_EQ(together[i].itlSeconds, predict(points[i].configuration, shippedCatalog()).itlSeconds);
}

} // namespace
} // namespace trilemma::evidence
