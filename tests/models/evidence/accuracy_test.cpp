// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/accuracy.h"

#include "models/evidence/csv.h"
#include "tests/models/catalog_fixture.h"

#include <gmock/gmock.h>

#include <charconv>
#include <cmath>
#include <iostream>
#include <map>

namespace trilemma::evidence {
namespace {

using test::shippedCatalog;
using test::textOf;
using testing::ElementsAre;
using testing::HasSubstr;

MeasuredPoint measured(const char *gpu, double itlSeconds)
{
    MeasuredPoint point;
    point.configuration.gpu = gpu;
    point.measured.itlSeconds = itlSeconds;
    return point;
}

Prediction predicted(double itlSeconds)
{
    Prediction prediction;
    prediction.status = "ok";
    prediction.itlSeconds = itlSeconds;
    prediction.itlLow = itlSeconds * 0.8;
    prediction.itlHigh = itlSeconds * 1.25;
    return prediction;
}

TEST(Accuracy, SummarisesRelativeErrorsByHand)
{
    const std::vector points{measured("A", 1), measured("A", 1), measured("B", 1), measured("B", 1), measured("B", 1)};
    std::vector predictions{predicted(1.1), predicted(0.8), predicted(1.3), predicted(1), predicted(1)};
    predictions[4].status = "unsupported: test";
    const std::vector<std::string> by{"gpu"};
    const auto rows = accuracy(points, predictions, by);
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 3U);
    const AccuracyRow &all = rows->at(0);
    EXPECT_EQ(all.rows, 5);
    EXPECT_EQ(all.answered, 4);
    EXPECT_EQ(all.itl.points, 4);
    EXPECT_NEAR(all.itl.mean, (0.1 + 0.2 + 0.3 + 0) / 4, 1e-12);
    EXPECT_NEAR(all.itl.median, 0.15, 1e-12);
    EXPECT_NEAR(all.itl.bias, 0.05, 1e-12);
    EXPECT_NEAR(all.itl.p90, 0.27, 1e-12);
    EXPECT_NEAR(all.itl.insideInterval, 0.75, 1e-12) << "1.3 / 1.25 is above what was measured, 0.8 * 1.25 just reaches it";
    EXPECT_EQ(all.ttft.points, 0);
    EXPECT_THAT(rows->at(1).group, ElementsAre("B")) << "larger groups first";
    EXPECT_EQ(rows->at(1).rows, 3);
    EXPECT_THAT(rows->at(2).group, ElementsAre("A"));
}

TEST(Accuracy, RefusesColumnsThatThereAreNot)
{
    const std::vector<std::string> by{"gpu", "colour"};
    const auto rows = accuracy({}, {}, by);
    ASSERT_FALSE(rows);
    EXPECT_THAT(rows.error().sentence(), HasSubstr("colour"));
    EXPECT_THAT(rows.error().sentence(), HasSubstr("weight_dtype"));
}

/// The collection of measured points, which lies beside the repository where it lies anywhere.
class ReferenceMeasurements : public testing::Test {
protected:
    static std::string file(const char *name) { return std::string(TRILEMMA_REFERENCE_DIR) + "/data/measurements/" + name; }

    void SetUp() override
    {
        if (!std::filesystem::exists(file("measured.csv")))
            GTEST_SKIP() << "no reference measurements here";
        auto read = readPoints(textOf(file("measured.csv")), "measured.csv");
        ASSERT_TRUE(read) << read.error().sentence();
        points = std::move(read).value();
        predictions = predictAll(points, shippedCatalog());
    }

    /// Errors over closed-loop rows without disaggregation and speculation that have a measured ITL.
    AccuracyRow closedLoop(const std::vector<std::string> &speculations)
    {
        std::vector<MeasuredPoint> chosen;
        std::vector<Prediction> answers;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const PointConfiguration &point = points[i].configuration;
            if (point.mode == "concurrency" && !point.disaggregated && points[i].measured.itlSeconds &&
                std::ranges::find(speculations, point.speculation) != speculations.end()) {
                chosen.push_back(points[i]);
                answers.push_back(predictions[i]);
            }
        }
        return accuracy(chosen, answers, {}).value().at(0);
    }

    static void print(const char *name, const AccuracyRow &row)
    {
        const auto percent = [](double share) { return std::round(share * 1000) / 10; };
        std::cout << name << ": " << row.answered << " of " << row.rows << " rows answered; TPOT error median "
                  << percent(row.itl.median) << " %, mean " << percent(row.itl.mean) << " %, p90 " << percent(row.itl.p90) << " %, bias "
                  << percent(row.itl.bias) << " %, inside the 80 % interval " << percent(row.itl.insideInterval) << " %; TTFT error median "
                  << percent(row.ttft.median) << " %, inside " << percent(row.ttft.insideInterval) << " %\n";
    }

    std::vector<MeasuredPoint> points;
    std::vector<Prediction> predictions;
};

TEST_F(ReferenceMeasurements, UncalibratedTpotMeetsItsBounds)
{
    const AccuracyRow all = closedLoop({"none", "none?", ""});
    print("closed loop", all);
    print("closed loop, speculation known to be off", closedLoop({"none", ""}));
    EXPECT_GE(all.answered, 0.95 * all.rows);
    EXPECT_LE(all.itl.median, 0.13);
    EXPECT_LE(all.itl.mean, 0.20);
}

/// The baseline knows kernels and engines as documented, nothing fitted to runs.
TEST_F(ReferenceMeasurements, AgreesWithTheBaselineModel)
{
    catalog::Catalog unfitted = shippedCatalog();
    unfitted.corrections.clear();
    predictions = predictAll(points, unfitted);
    const std::string csv = textOf(file("baseline_predictions.csv"));
    std::map<std::string, double, std::less<>> baseline;
    CsvReader reader(csv);
    std::vector<std::string_view> fields;
    while (reader.next(fields)) {
        double milliseconds = 0;
        if (fields.size() > 2 && std::from_chars(fields[2].data(), fields[2].data() + fields[2].size(), milliseconds).ec == std::errc())
            baseline.emplace(fields[0], milliseconds * 1e-3);
    }
    std::vector<double> differences;
    for (const Prediction &prediction : predictions) {
        if (const auto found = baseline.find(prediction.id); found != baseline.end() && prediction.ok())
            differences.push_back(std::abs(prediction.itlSeconds / found->second - 1));
    }
    std::ranges::sort(differences);
    ASSERT_GE(differences.size(), 800U);
    const double median = differences[differences.size() / 2];
    std::cout << "baseline: " << differences.size() << " of " << baseline.size() << " rows, median difference " << median * 100 << " %\n";
    EXPECT_LE(median, 0.03);
}

} // namespace
} // namespace trilemma::evidence
