// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/handoff/csv.h"

#include "models/evidence/csv.h"
#include "models/handoff/assumptions_csv.h"
#include "models/scenario/levers.h"
#include "models/scenario/metrics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace trilemma::handoff {
namespace {

using evidence::CsvWriter;
using serving::OperatingPoint;

constexpr std::array allTables{ChartTable::HockeyStick, ChartTable::Batch, ChartTable::Cost, ChartTable::Roofline};

void writeHeader(CsvWriter &writer, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names)
        writer.text(name);
    writer.endRecord();
}

std::string withUnit(std::string_view id, std::string_view unit)
{
    return unit.empty() ? std::string(id) : std::string(id) + " [" + std::string(unit) + "]";
}

void writeLeverValue(CsvWriter &writer, const scenario::Lever &lever, const scenario::LeverValue &value)
{
    if (const auto *number = std::get_if<double>(&value))
        writer.number(*number / lever.unitScale);
    else
        writer.text(std::get<std::string>(value));
}

constexpr double perSecond = 1e3;  // milliseconds

void writeHockeyStick(CsvWriter &writer, std::span<const EvaluatedScenario> scenarios)
{
    writeHeader(writer, {"scenario", "offered, fleet [QPS]", "output throughput, fleet [tok/s]", "running batch, one replica",
                         "utilisation", "TPOT [ms]", "ITL mean [ms]", "ITL p50 [ms]", "ITL p95 [ms]", "ITL p99 [ms]", "TTFT mean [ms]",
                         "TTFT p50 [ms]", "TTFT p95 [ms]", "TTFT p99 [ms]", "E2E mean [ms]", "E2E p50 [ms]", "E2E p95 [ms]",
                         "E2E p99 [ms]"});
    for (const auto &[scenario, curves] : scenarios) {
        const double replicas = curves.evaluation.replicas;
        for (const OperatingPoint &point : curves.load) {
            writer.text(scenario.name).number(point.offeredRequestsPerSecond * replicas);
            writer.number(point.outputTokensPerSecond * replicas).number(point.runningBatch).number(point.utilisation);
            writer.number(point.tpotSeconds * perSecond);
            for (const serving::Latency &latency : {point.itl, point.ttft, point.endToEnd}) {
                for (const double seconds : {latency.mean, latency.p50, latency.p95, latency.p99})
                    writer.number(seconds * perSecond);
            }
            writer.endRecord();
        }
    }
}

void writeBatch(CsvWriter &writer, std::span<const EvaluatedScenario> scenarios)
{
    writeHeader(writer, {"scenario", "running batch, one replica", "output throughput, one replica [tok/s]", "step [ms]",
                         "B_sat at 90 %", "KV memory limit [sequences]", "engine cap [sequences]"});
    for (const auto &[scenario, curves] : scenarios) {
        const replica::BatchCurve &curve = curves.batch;
        const replica::Saturation &saturation = curves.evaluation.saturation;
        for (std::size_t i = 0; i < curve.batch.size(); ++i) {
            writer.text(scenario.name).number(curve.batch[i]).number(curve.outputTokensPerSecond[i]);
            writer.number(curve.stepSeconds[i] * perSecond).number(saturation.ninetyPercentBatch);
            writer.number(saturation.kvBatch).number(saturation.engineCap).endRecord();
        }
    }
}

void writeCost(CsvWriter &writer, std::span<const EvaluatedScenario> scenarios)
{
    writeHeader(writer, {"scenario", "part", "reservation basis [$/M output tokens]", "[$/month]"});
    for (const auto &[scenario, curves] : scenarios) {
        const cost::TotalCost &cost = curves.evaluation.cost;
        const double known = curves.evaluation.priceKnown ? 1 : std::numeric_limits<double>::quiet_NaN();
        for (int part = 0; part < cost::partCount; ++part) {
            writer.text(scenario.name).text(cost::label(static_cast<cost::Part>(part)));
            writer.number(cost.usdPerMillionOutputByPart[part] * known).number(cost.usdPerMonth[part] * known).endRecord();
        }
        writer.text(scenario.name).text("Total").number(cost.usdPerMillionOutput * known);
        writer.number(cost.totalUsdPerMonth * known).endRecord();
    }
}

void writeRoofline(CsvWriter &writer, std::span<const EvaluatedScenario> scenarios)
{
    writeHeader(writer, {"scenario", "point", "phase", "intensity [FLOP/byte]", "achieved, one GPU [TFLOP/s]"});
    constexpr double tera = 1e12;
    for (const auto &[scenario, curves] : scenarios) {
        const replica::Roofline &roofline = curves.roofline;
        const auto roof = [&](std::string_view label, double flops, double bytesPerSecond) {
            writer.text(scenario.name).text(label).text("roof").number(flops / bytesPerSecond).number(flops / tera).endRecord();
        };
        roof("datasheet ridge", roofline.datasheetFlops, roofline.datasheetBytesPerSecond);
        roof("achieved ridge", roofline.achievedFlops, roofline.achievedBytesPerSecond);
        for (const replica::RooflinePoint &point : roofline.points) {
            writer.text(scenario.name).text(point.label).text(point.prefill ? "prefill" : "decode");
            writer.number(point.flopsPerByte).number(point.flopsPerSecond / tera).endRecord();
        }
    }
}

} // namespace

std::string oneLine(std::string text)
{
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return text;
}

void writePreamble(std::string_view what, std::span<const EvaluatedScenario> scenarios, const catalog::Catalog &catalog,
                   Preamble preamble, std::string &csv)
{
    if (preamble == Preamble::None)
        return;
    csv += "# Trilemma: " + std::string(what) + "\n";
    for (const auto &[scenario, curves] : scenarios) {
        std::string line = "# " + scenario.name + ":";
        for (const scenario::Lever &lever : scenario::levers()) {
            if (lever.basic)
                line += " " + std::string(lever.label) + " " +
                        scenario::formatLeverValue(lever, lever.read(scenario, catalog), scenario, catalog) + ";";
        }
        line += std::string(" figures are known as: ") + catalog::label(curves.evaluation.provenance) + "; " +
                curves.evaluation.confidenceReason;
        csv += oneLine(line) + "\n";
    }
    writeAssumptions(scenarios, catalog, csv);
}

std::string_view name(ChartTable chart)
{
    switch (chart) {
    case ChartTable::HockeyStick: return "hockey_stick";
    case ChartTable::Batch: return "batch_curve";
    case ChartTable::Cost: return "cost";
    case ChartTable::Roofline: return "roofline";
    }
    return {};
}

std::span<const ChartTable> chartTables()
{
    return allTables;
}

std::optional<ChartTable> chartTableFromName(std::string_view text)
{
    const auto found = std::ranges::find(allTables, text, [](ChartTable chart) { return name(chart); });
    return found == allTables.end() ? std::nullopt : std::optional(*found);
}

std::string scenarioCsv(std::span<const EvaluatedScenario> scenarios, const catalog::Catalog &catalog, Preamble preamble)
{
    std::string csv;
    writePreamble("every lever and metric of each scenario", scenarios, catalog, preamble, csv);
    CsvWriter writer(csv);
    writer.text("scenario").text("state").text("reason");
    for (const scenario::Lever &lever : scenario::levers())
        writer.text(withUnit(lever.id, lever.unit));
    for (const scenario::Metric &metric : scenario::metrics())
        writer.text(withUnit(metric.id, metric.unit));
    for (const scenario::Metric &metric : scenario::metrics()) {
        if (metric.uncertainty == scenario::Uncertainty::None)
            continue;
        for (const char *end : {".low80", ".high80"})
            writer.text(withUnit(std::string(metric.id) + end, metric.unit));
    }
    writer.endRecord();
    for (const auto &[scenario, curves] : scenarios) {
        const scenario::Evaluation &evaluation = curves.evaluation;
        writer.text(scenario.name).text(scenario::label(evaluation.state)).text(evaluation.reason);
        for (const scenario::Lever &lever : scenario::levers())
            writeLeverValue(writer, lever, lever.read(scenario, catalog));
        for (const scenario::Metric &metric : scenario::metrics())
            writer.number(metric.read(evaluation).value_or(std::numeric_limits<double>::quiet_NaN()) / metric.unitScale);
        for (const scenario::Metric &metric : scenario::metrics()) {
            if (metric.uncertainty == scenario::Uncertainty::None)
                continue;
            constexpr double none = std::numeric_limits<double>::quiet_NaN();
            const auto interval = scenario::intervalOf(metric, evaluation).value_or(scenario::MetricInterval{none, none});
            writer.number(interval.low / metric.unitScale).number(interval.high / metric.unitScale);
        }
        writer.endRecord();
    }
    return csv;
}

std::string chartCsv(ChartTable chart, std::span<const EvaluatedScenario> scenarios, const catalog::Catalog &catalog,
                     Preamble preamble)
{
    std::string csv;
    writePreamble(name(chart), scenarios, catalog, preamble, csv);
    CsvWriter writer(csv);
    switch (chart) {
    case ChartTable::HockeyStick: writeHockeyStick(writer, scenarios); break;
    case ChartTable::Batch: writeBatch(writer, scenarios); break;
    case ChartTable::Cost: writeCost(writer, scenarios); break;
    case ChartTable::Roofline: writeRoofline(writer, scenarios); break;
    }
    return csv;
}

std::string tableCsv(std::string_view name, const Table &table, std::span<const EvaluatedScenario> scenarios,
                     const catalog::Catalog &catalog, Preamble preamble)
{
    std::string csv;
    writePreamble(name, scenarios, catalog, preamble, csv);
    CsvWriter writer(csv);
    for (const std::string &column : table.columns)
        writer.text(column);
    writer.endRecord();
    for (const Table::Row &row : table.rows) {
        if (table.columns.size() > row.figures.size())
            writer.text(row.name);
        for (const double figure : row.figures)
            writer.number(figure);
        writer.endRecord();
    }
    return csv;
}

} // namespace trilemma::handoff
