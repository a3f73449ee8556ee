// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/commands.h"
#include "app/command_line/error_table.h"
#include "app/command_line/measurements.h"
#include "app/command_line/text_table.h"

#include "app/session_store.h"

#include "models/evidence/accuracy.h"
#include "models/evidence/checked_scopes.h"
#include "models/evidence/cross_validation.h"
#include "models/evidence/fitted_catalog.h"

#include <nlohmann/json.hpp>

#include <array>
#include <ostream>

namespace trilemma::app {

namespace {

using evidence::AccuracyRow;
using evidence::ErrorSummary;

std::string groupText(const AccuracyRow &row)
{
    std::string text;
    for (const std::string &value : row.group)
        text += (text.empty() ? "" : " / ") + (value.empty() ? std::string("(not stated)") : value);
    return row.group.empty() ? "all" : text;
}

void printAccuracy(const std::vector<AccuracyRow> &rows, const std::string &prefix, std::ostream &out)
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
        table.addHeading(prefix + title);
        std::vector<std::string> heads{"group", "rows", "answered"};
        for (std::string &head : errorHeads())
            heads.push_back(std::move(head));
        table.add(std::move(heads));
        for (const AccuracyRow &row : rows) {
            std::vector<std::string> line{groupText(row), std::to_string(row.rows), std::to_string(row.answered)};
            for (std::string &cell : errorCells(row.*errors))
                line.push_back(std::move(cell));
            table.add(std::move(line));
        }
        table.print(out);
        out << '\n';
    }
}

nlohmann::ordered_json toJson(const std::vector<AccuracyRow> &rows, const std::vector<std::string> &columns)
{
    auto list = nlohmann::ordered_json::array();
    for (const AccuracyRow &row : rows) {
        auto group = nlohmann::ordered_json::object();
        for (std::size_t i = 0; i < row.group.size(); ++i)
            group[columns[i]] = row.group[i];
        list.push_back({{"group", group}, {"rows", row.rows}, {"answered", row.answered}, {"itl", errorsJson(row.itl)},
                        {"ttft", errorsJson(row.ttft)}, {"output_throughput", errorsJson(row.throughput)}});
        list.back()["itl"]["inside_80_percent_interval"] = row.itl.insideInterval;
        list.back()["ttft"]["inside_80_percent_interval"] = row.ttft.insideInterval;
    }
    return list;
}

/// Answers to be compared with the measurements, and what they know of them.
struct Answers {
    std::string id, title;
    std::vector<evidence::Prediction> predictions;
};

std::vector<Answers> answersFor(const ValidateOptions &options, std::span<const evidence::MeasuredPoint> points,
                                const catalog::Catalog &catalog)
{
    using evidence::LeftOut;
    std::vector<Answers> all{{"as_shipped", "", evidence::predictAll(points, catalog)}};
    const auto add = [&](const char *id, const char *title, LeftOut leftOut) {
        all.push_back({id, title, evidence::predictLeftOut(points, catalog, leftOut)});
    };
    if (options.crossValidate) {
        add("model_left_out", "Each model left out: ", LeftOut::Model);
        add("accelerator_left_out", "Each accelerator left out: ", LeftOut::Accelerator);
    }
    if (options.crossValidate || options.calibrate)
        add("calibrated_on_half", "Calibrated on every second load, tested on the others: ", LeftOut::OtherHalf);
    return all;
}

std::optional<Error> writeText(const std::string &path, const std::string &text)
{
    return writeWholeFile(QString::fromStdString(path), QByteArray::fromStdString(text));
}

/// The files that ship because they were fitted, as asked for; fitted constants then answer.
std::optional<Error> writeFitted(const ValidateOptions &options, std::span<const evidence::MeasuredPoint> closed,
                                 catalog::Catalog &catalog)
{
    if (!options.fit.empty()) {
        catalog = evidence::fittedTo(closed, std::move(catalog));
        if (auto error = writeText(options.fit, evidence::correctionsJson(catalog, closed)))
            return error;
    }
    if (options.confidence.empty())
        return {};
    const auto checks = evidence::checkedScopes(closed, evidence::predictAll(closed, catalog), catalog);
    return writeText(options.confidence, evidence::confidenceJson(checks, closed));
}

} // namespace

Outcome validateCommand(const ValidateOptions &options, const catalog::Catalog &catalog, std::ostream &out)
{
    auto calibrated = withCalibration(catalog, options.calibration);
    if (!calibrated)
        return calibrated.error();
    if (!options.points.empty()) {
        const auto passes = passesIn({options.points});
        if (!passes)
            return passes.error();
        if (!passes->empty())
            return validateOnPasses(options, *passes, *calibrated, out);
    }
    if (const auto error = settingsWithoutPasses(options.settings))
        return *error;
    auto read = options.points.empty() ? Result(referencePoints()) : pointsIn(options.points);
    if (!read)
        return read.error();
    const auto points = options.crossValidate ? evidence::closedLoopOnly(std::move(read).value()) : std::move(read).value();
    if (options.points.empty() && options.format == "table")
        out << points.size() << " published points that come with the program\n\n";
    auto answering = std::move(calibrated).value();
    if (const auto error = writeFitted(options, evidence::closedLoopOnly(points), answering))
        return *error;
    auto json = nlohmann::ordered_json::object();
    bool answered = false;
    for (const Answers &answers : answersFor(options, points, answering)) {
        const auto rows = evidence::accuracy(points, answers.predictions, options.by);
        if (!rows)
            return rows.error();
        answered |= rows->front().answered > 0;
        if (options.format == "json")
            json[answers.id] = toJson(*rows, options.by);
        else
            printAccuracy(*rows, answers.title, out);
    }
    if (options.format == "json")
        out << (json.size() == 1 ? json.front() : json).dump(2) << '\n';
    return answered ? Done : NoFeasibleAnswer;
}

} // namespace trilemma::app
