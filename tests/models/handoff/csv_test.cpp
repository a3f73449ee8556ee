// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/handoff/assumptions_csv.h"
#include "models/handoff/load_csv.h"

#include "models/evidence/csv.h"
#include "models/handoff/report.h"
#include "models/handoff/workbook.h"
#include "models/scenario/levers.h"
#include "models/scenario/metrics.h"
#include "tests/models/catalog_fixture.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace trilemma::handoff {
namespace {

using test::shippedCatalog;
using test::textOf;
using testing::HasSubstr;

/// The default scenario and one that does not fit its GPUs, with a name that wants quoting.
class HandOff : public testing::Test {
protected:
    const catalog::Catalog &catalog = shippedCatalog();
    const scenario::Scenario fits = scenario::defaultScenario(catalog);
    const scenario::Scenario tooLarge = [this] {
        auto scenario = scenario::withLeverText(fits, "weights", "bf16", catalog).value();
        scenario = scenario::withLeverText(scenario, "tp", "1", catalog).value();
        scenario.name = "B, \"too large\"\n|";
        return scenario;
    }();
    const scenario::OverviewCurves fitsCurves = scenario::overviewCurves(fits, catalog);
    const scenario::OverviewCurves tooLargeCurves = scenario::overviewCurves(tooLarge, catalog);
    const std::vector<EvaluatedScenario> scenarios{{fits, fitsCurves}, {tooLarge, tooLargeCurves}};

    using Table = std::vector<std::vector<std::string>>;
    static Table read(const std::string &csv)
    {
        Table table;
        evidence::CsvReader reader(csv);
        std::vector<std::string_view> fields;
        while (reader.next(fields))
            table.emplace_back(fields.begin(), fields.end());
        EXPECT_EQ(reader.error(), "");
        return table;
    }
};

TEST_F(HandOff, ScenarioTableReadsBackToTheSameFigures)
{
    const Table table = read(scenarioCsv(scenarios, catalog));
    ASSERT_EQ(table.size(), 3U);
    EXPECT_EQ(table[2][0], tooLarge.name);
    for (const auto &row : table)
        EXPECT_EQ(row.size(), table[0].size());
    const std::size_t firstMetric = 3 + scenario::levers().size();
    std::size_t column = firstMetric + scenario::metrics().size();
    for (const scenario::Metric &metric : scenario::metrics()) {
        if (metric.uncertainty == scenario::Uncertainty::None)
            continue;
        ASSERT_LT(column + 1, table[0].size());
        EXPECT_THAT(table[0][column], HasSubstr(std::string(metric.id) + ".low80"));
        if (const auto interval = scenario::intervalOf(metric, fitsCurves.evaluation)) {
            EXPECT_NEAR(std::stod(table[1][column]), interval->low / metric.unitScale, 1e-9 * interval->low / metric.unitScale);
            EXPECT_NEAR(std::stod(table[1][column + 1]), interval->high / metric.unitScale, 1e-9 * interval->high / metric.unitScale);
        }
        column += 2;
    }
    ASSERT_EQ(table[0].size(), column);
    for (std::size_t i = 0; i < scenario::metrics().size(); ++i) {
        const scenario::Metric &metric = scenario::metrics()[i];
        EXPECT_THAT(table[0][firstMetric + i], HasSubstr(std::string(metric.id)));
        const std::string unit = metric.unit.empty() ? std::string() : "[" + std::string(metric.unit) + "]";
        EXPECT_THAT(table[0][firstMetric + i], HasSubstr(unit));
        const auto value = metric.read(fitsCurves.evaluation);
        const std::string &text = table[1][firstMetric + i];
        ASSERT_EQ(value.has_value() && std::isfinite(*value), !text.empty()) << metric.id;
        if (text.empty())
            continue;
        EXPECT_NEAR(std::stod(text), *value / metric.unitScale, std::abs(*value / metric.unitScale) * 1e-9) << metric.id;
    }
}

TEST_F(HandOff, ChartPointsReadBackToTheSameFigures)
{
    const Table table = read(chartCsv(ChartTable::HockeyStick, {scenarios.data(), 1}, catalog));
    ASSERT_EQ(table.size(), fitsCurves.load.size() + 1);
    for (std::size_t i = 0; i < fitsCurves.load.size(); ++i)
        EXPECT_NEAR(std::stod(table[i + 1][9]), fitsCurves.load[i].itl.p99 * 1e3, fitsCurves.load[i].itl.p99 * 1e-6);
    EXPECT_EQ(table[0][9], "ITL p99 [ms]");
}

TEST_F(HandOff, EveryChartHasATableOfEvenRows)
{
    for (const ChartTable chart : chartTables()) {
        EXPECT_EQ(chartTableFromName(name(chart)), chart);
        for (const Preamble preamble : {Preamble::Metadata, Preamble::None}) {
            const std::string csv = chartCsv(chart, scenarios, catalog, preamble);
            EXPECT_EQ(csv.starts_with("# "), preamble == Preamble::Metadata);
            const Table table = read(csv);
            ASSERT_GT(table.size(), 1U) << name(chart);
            for (const auto &row : table)
                EXPECT_EQ(row.size(), table[0].size()) << name(chart);
            EXPECT_EQ(csv.find("nan"), std::string::npos);
            EXPECT_EQ(csv.find("inf,"), std::string::npos);
        }
    }
    EXPECT_FALSE(chartTableFromName("pie"));
}

TEST_F(HandOff, LoadCurvesOfBothTiersReadBackToTheSameFigures)
{
    auto simulated = scenario::simulateLoad(fits, catalog, scenario::SimulationEffort::preview(), 1);
    simulated.curve.back().state = serving::LoadState::Overloaded;
    const std::vector<LoadedScenario> loaded{{scenarios[0], &simulated}, {scenarios[1]}};
    const std::string csv = loadCsv(loaded, catalog);
    for (const char *word : {"nan", "inf,"})
        EXPECT_EQ(csv.find(word), std::string::npos) << word;
    const Table table = read(csv);
    ASSERT_EQ(table.size(), 1 + fitsCurves.load.size() + simulated.curve.size());
    const auto column = [&](const char *name) {
        return static_cast<std::size_t>(std::ranges::find(table[0], name) - table[0].begin());
    };
    const std::size_t p99 = column("TTFT p99 [ms]"), rate = column("offered, fleet [QPS]"), state = column("state");
    ASSERT_LT(p99, table[0].size());
    for (const auto &row : table)
        ASSERT_EQ(row.size(), table[0].size());
    EXPECT_NEAR(std::stod(table[5][p99]), fitsCurves.load[4].ttft.p99 * 1e3, 1e-6);
    EXPECT_EQ(table[5][p99 + 1], "") << "the closed form has no interval";
    EXPECT_NEAR(std::stod(table[5][column("80 % of measured TTFT from [times]")]), fitsCurves.evaluation.firstTokenBand.low, 1e-9);
    for (std::size_t i = 0; i < simulated.curve.size(); ++i) {
        const auto &row = table[1 + fitsCurves.load.size() + i];
        const serving::SimulationResult &result = simulated.curve[i];
        EXPECT_EQ(row[1], "simulated");
        EXPECT_NEAR(std::stod(row[rate]), simulated.requestsPerSecond[i] * simulated.replicas, 1e-9);
        EXPECT_EQ(row[state], serving::label(result.state));
        if (result.state == serving::LoadState::Overloaded)
            EXPECT_EQ(row[p99], "");
        else
            EXPECT_NEAR(std::stod(row[p99]), result.ttft.at(serving::Rank::P99).value * 1e3, 1e-6);
    }
}

TEST_F(HandOff, CostPartsSumToTheTotal)
{
    const Table table = read(chartCsv(ChartTable::Cost, {scenarios.data(), 1}, catalog));
    ASSERT_EQ(table.size(), 6U);
    double sum = 0;
    for (std::size_t row = 1; row < 5; ++row)
        sum += std::stod(table[row][2]);
    EXPECT_EQ(table[5][1], "Total");
    EXPECT_NEAR(sum, std::stod(table[5][2]), 1e-9 * sum);
}

TEST_F(HandOff, ReportHoldsEveryFigureAndAssumption)
{
    const decision::Explanation why = decision::explain(fits, fitsCurves.evaluation, nullptr, nullptr, catalog);
    const std::string report = reportMarkdown(scenarios, why, catalog);
    EXPECT_THAT(report, HasSubstr(why.binds));
    for (const scenario::Metric &metric : scenario::metrics())
        EXPECT_THAT(report, HasSubstr("| " + std::string(metric.label) + " |"));
    for (const scenario::Lever &lever : scenario::levers())
        EXPECT_THAT(report, HasSubstr("| " + std::string(lever.label) + " |"));
    EXPECT_EQ(reportMarkdown({}, why, catalog), "");
}

// REQ-162: the registry is listed in every export, with range, date and source.
TEST_F(HandOff, EveryExportListsTheAssumptions)
{
    const Table rows = read(assumptionsCsv(scenarios, catalog));
    ASSERT_EQ(rows.size(), 1 + scenarios.size() * cost::assumptionRows().size());
    const std::string csv = chartCsv(ChartTable::Cost, scenarios, catalog);
    const decision::Explanation why = decision::explain(fits, fitsCurves.evaluation, nullptr, nullptr, catalog);
    const std::string report = reportMarkdown(scenarios, why, catalog);
    for (std::size_t row = 0; row < cost::assumptionRows().size(); ++row) {
        const std::string id(cost::assumptionRows()[row].id);
        EXPECT_EQ(rows[1 + row][1], id);
        EXPECT_LE(std::stod(rows[1 + row][5]), std::stod(rows[1 + row][7])) << id;
        EXPECT_FALSE(rows[1 + row][9].empty()) << id << " has no source";
        EXPECT_THAT(csv, HasSubstr("# " + fits.name + ", assumption " + id + " "));
        EXPECT_THAT(report, HasSubstr("| " + id + " | "));
    }
    EXPECT_THAT(csv, HasSubstr("EIA")) << "the source of electricity's price";
    EXPECT_THAT(chartCsv(ChartTable::Cost, scenarios, catalog, Preamble::None), testing::Not(HasSubstr("assumption")));
}

TEST_F(HandOff, WorkbookIsWrittenOrSaysWhyNot)
{
    const std::string path = testing::TempDir() + "trilemma_workbook_test.xlsx";
    const auto error = writeWorkbook(path, scenarios, catalog);
    EXPECT_FALSE(error) << error->sentence();
    EXPECT_THAT(textOf(path), testing::StartsWith("PK"));
    std::filesystem::remove(path);
    const auto refused = writeWorkbook("/nowhere/at/all.xlsx", scenarios, catalog);
    ASSERT_TRUE(refused);
    EXPECT_THAT(refused->sentence(), HasSubstr("/nowhere/at/all.xlsx"));
}

TEST(TableCsv, NamesRowsWhereThereIsOneColumnMore)
{
    const Table named{{"run", "gap [ms]"}, {{"chunked", {12.5}}, {"unchunked, whole", {std::nan("")}}}};
    EXPECT_EQ(tableCsv("gaps", named, {}, test::shippedCatalog(), Preamble::None),
              "run,gap [ms]\nchunked,12.5\n\"unchunked, whole\",\n");
    const Table plain{{"x", "y"}, {{{}, {1, 2}}}};
    EXPECT_EQ(tableCsv("plain", plain, {}, test::shippedCatalog(), Preamble::None), "x,y\n1,2\n");
}

} // namespace
} // namespace trilemma::handoff
