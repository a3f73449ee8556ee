// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/commands.h"
#include "app/command_line/text_table.h"

#include "app/session_store.h"
#include "models/evidence/accuracy.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <ostream>

namespace trilemma::app {

namespace {

using evidence::AccuracyRow;
using evidence::ErrorSummary;

Result<std::vector<evidence::MeasuredPoint>> pointsIn(const std::string &path)
{
    constexpr qint64 largestPointsFile = 4LL << 30;
    const Result<QByteArray> bytes = readWholeFile(QString::fromStdString(path), largestPointsFile);
    if (!bytes)
        return bytes.error();
    return evidence::readPoints({bytes->constData(), static_cast<size_t>(bytes->size())}, path);
}

std::string percent(double share)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f %%", share * 100);
    return text;
}

std::vector<std::string> cells(const ErrorSummary &summary)
{
    if (summary.points == 0)
        return {"0", "-", "-", "-", "-"};
    return {std::to_string(summary.points), percent(summary.median), percent(summary.mean), percent(summary.p90), percent(summary.bias)};
}

std::string groupText(const AccuracyRow &row)
{
    std::string text;
    for (const std::string &value : row.group)
        text += (text.empty() ? "" : " / ") + (value.empty() ? std::string("(not stated)") : value);
    return row.group.empty() ? "all" : text;
}

void printAccuracy(const std::vector<AccuracyRow> &rows, std::ostream &out)
{
    struct Figure {
        const char *title;
        ErrorSummary AccuracyRow::*errors;
    };
    const auto right = Align::Right;
    for (const auto &[title, errors] : {Figure{"ITL (mean TPOT), |predicted/measured - 1|", &AccuracyRow::itl},
                                        Figure{"TTFT mean", &AccuracyRow::ttft},
                                        Figure{"Output throughput", &AccuracyRow::throughput}}) {
        TextTable table({Align::Left, right, right, right, right, right, right, right});
        table.addHeading(title);
        table.add({"group", "rows", "answered", "points", "median", "mean", "p90", "bias"});
        for (const AccuracyRow &row : rows) {
            std::vector<std::string> line{groupText(row), std::to_string(row.rows), std::to_string(row.answered)};
            for (std::string &cell : cells(row.*errors))
                line.push_back(std::move(cell));
            table.add(std::move(line));
        }
        table.print(out);
        out << '\n';
    }
}

nlohmann::ordered_json toJson(const ErrorSummary &summary)
{
    if (summary.points == 0)
        return {{"points", 0}};
    return {{"points", summary.points}, {"median", summary.median}, {"mean", summary.mean},
            {"p90", summary.p90},       {"bias", summary.bias}};
}

nlohmann::ordered_json toJson(const std::vector<AccuracyRow> &rows, const std::vector<std::string> &columns)
{
    auto list = nlohmann::ordered_json::array();
    for (const AccuracyRow &row : rows) {
        auto group = nlohmann::ordered_json::object();
        for (std::size_t i = 0; i < row.group.size(); ++i)
            group[columns[i]] = row.group[i];
        list.push_back({{"group", group}, {"rows", row.rows}, {"answered", row.answered}, {"itl", toJson(row.itl)},
                        {"ttft", toJson(row.ttft)}, {"output_throughput", toJson(row.throughput)}});
        list.back()["itl"]["inside_80_percent_interval"] = row.itl.insideInterval;
        list.back()["ttft"]["inside_80_percent_interval"] = row.ttft.insideInterval;
    }
    return list;
}

} // namespace

Outcome predictCommand(const PredictOptions &options, const catalog::Catalog &catalog, std::ostream &out)
{
    if (!options.calibration.empty()) {
        const Result<QByteArray> calibration = readWholeFile(QString::fromStdString(options.calibration));
        if (!calibration)
            return calibration.error();
        return Error{options.calibration, "schema", "this is no calibration file that this version of Trilemma understands"};
    }
    const auto points = pointsIn(options.points);
    if (!points)
        return points.error();
    std::string csv;
    evidence::writePredictions(evidence::predictAll(*points, catalog), csv);
    if (options.output.empty()) {
        out << csv;
        return Done;
    }
    const QByteArray bytes = QByteArray::fromRawData(csv.data(), static_cast<qsizetype>(csv.size()));
    if (const auto error = writeWholeFile(QString::fromStdString(options.output), bytes))
        return *error;
    return Done;
}

Outcome validateCommand(const ValidateOptions &options, const catalog::Catalog &catalog, std::ostream &out)
{
    const auto points = pointsIn(options.points);
    if (!points)
        return points.error();
    const auto rows = evidence::accuracy(*points, evidence::predictAll(*points, catalog), options.by);
    if (!rows)
        return rows.error();
    if (options.format == "json")
        out << toJson(*rows, options.by).dump(2) << '\n';
    else
        printAccuracy(*rows, out);
    return rows->front().answered > 0 ? Done : NoFeasibleAnswer;
}

} // namespace trilemma::app
