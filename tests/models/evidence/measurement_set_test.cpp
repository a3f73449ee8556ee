// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/measurement_set.h"

#include "models/evidence/importers/importer.h"
#include "tests/models/evidence/importers/format_fixtures.h"

#include <gmock/gmock.h>

#include <cmath>

namespace trilemma::evidence {
namespace {

std::vector<ImportedFile> throughJson(const ImportedFile &file)
{
    const ImportedFile *const files[] = {&file};
    const auto text = measurementsJson(files).dump();
    auto read = measurementsFromJson(nlohmann::json::parse(text), "measurements");
    EXPECT_TRUE(read) << (read ? "" : read.error().sentence()) << "\n" << text;
    return read ? std::move(read).value() : std::vector<ImportedFile>();
}

TEST(MeasurementSet, EveryFormatSurvivesTheRoundTrip)
{
    for (const test::FormatFixture &format : test::formatFixtures()) {
        const auto file = importFile(format.text, format.name);
        ASSERT_TRUE(file) << format.name;
        const auto again = throughJson(*file);
        ASSERT_EQ(again.size(), 1u) << format.name;
        EXPECT_EQ(again[0].fileName, file->fileName);
        EXPECT_EQ(again[0].tool, file->tool);
        ASSERT_EQ(again[0].points.size(), file->points.size()) << format.name;
        for (std::size_t i = 0; i < file->points.size(); ++i) {
            const ImportedPoint &before = file->points[i], &after = again[0].points[i];
            EXPECT_EQ(after.point.configuration.model, before.point.configuration.model);
            EXPECT_EQ(after.point.configuration.tp, before.point.configuration.tp);
            EXPECT_EQ(after.point.configuration.concurrency, before.point.configuration.concurrency);
            EXPECT_EQ(after.point.configuration.inputTokens, before.point.configuration.inputTokens);
            EXPECT_EQ(after.point.measured.outputTokensPerSecond, before.point.measured.outputTokensPerSecond);
            EXPECT_EQ(after.point.measured.itlSeconds, before.point.measured.itlSeconds);
            EXPECT_EQ(after.ttft, before.ttft) << format.name;
            EXPECT_EQ(after.itl, before.itl) << format.name;
            EXPECT_EQ(after.requests, before.requests);
            EXPECT_EQ(after.notes, before.notes);
        }
    }
}

TEST(MeasurementSet, AnInfiniteRateSurvives)
{
    ImportedFile file{"f", "f", "t", {}, {ImportedPoint()}, {}};
    file.points[0].point.configuration.requestsPerSecond = std::numeric_limits<double>::infinity();
    const auto again = throughJson(file);
    ASSERT_EQ(again.size(), 1u);
    EXPECT_TRUE(std::isinf(again[0].points.at(0).point.configuration.requestsPerSecond));
}

TEST(MeasurementSet, WhatIsNotASetIsOneSentenceThatNamesTheField)
{
    struct Case {
        const char *text, *part;
    };
    for (const auto &[text, part] : {
             Case{"", "empty"},
             Case{"[]", "a JSON object"},
             Case{R"({"measurements": []})", "schema"},
             Case{R"({"schema": 2, "measurements": []})", "newer version"},
             Case{R"({"schema": 1, "measurements": 3})", "measurements"},
             Case{R"({"schema": 1, "measurements": [3]})", "measurements"},
             Case{R"({"schema": 1, "measurements": [{"points": []}]})", "file"},
             Case{R"({"schema": 1, "measurements": [{"file": "a", "points": [{"tp": -1}]}]})", "tp"},
             Case{R"({"schema": 1, "measurements": [{"file": "a", "points": [{"tpot_s": "fast"}]}]})", "tpot_s"},
             Case{R"({"schema": 1, "measurements": [{"file": "a", "points": [{"ttft_spread_s": {"p42": 1}}]}]})", "p42"},
             Case{R"({"schema": 1, "measurements": [{"file": "a", "points": [{"colour": 1}]}]})", "colour"},
             Case{R"({"schema": 1, "measurements": [{"file": "a", "points": [{"concurrency": 1e999}]}]})", ""},
         }) {
        const auto read = readMeasurementSet(text, "set.json");
        ASSERT_FALSE(read) << text;
        EXPECT_THAT(read.error().sentence(), testing::StartsWith("set.json: ")) << text;
        EXPECT_THAT(read.error().sentence(), testing::HasSubstr(part)) << text;
    }
}

TEST(MeasurementSet, PointsInheritSourceAndDateOfTheirFile)
{
    const auto read = readMeasurementSet(
        R"({"schema": 1, "measurements": [{"file": "a", "source": "S", "date": "2026-01", "points": [{}, {"source": "own", "date": "2025"}]}]})",
        "set.json");
    ASSERT_TRUE(read) << read.error().sentence();
    const std::vector<ImportedPoint> &points = read->at(0).points;
    EXPECT_EQ(points[0].point.source, "S");
    EXPECT_EQ(points[0].date, "2026-01");
    EXPECT_EQ(points[1].point.source, "own");
    EXPECT_EQ(points[1].date, "2025");
}

} // namespace
} // namespace trilemma::evidence
