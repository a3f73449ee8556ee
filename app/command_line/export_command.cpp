// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/commands.h"

#include "app/chart_export.h"
#include "app/measured_overlay.h"
#include "app/session_store.h"
#include "app/view_charts.h"
#include "models/handoff/report.h"
#include "models/handoff/workbook.h"
#include "widgets/batch_chart.h"
#include "widgets/cost_chart.h"
#include "widgets/hockey_stick_chart.h"
#include "widgets/roofline_chart.h"

#include <QDir>

#include <algorithm>
#include <array>
#include <filesystem>
#include <ostream>

namespace trilemma::app {

namespace {

using Charts = std::vector<std::unique_ptr<widgets::Chart>>;

constexpr std::array<std::string_view, 4> chartFormats{"png", "svg", "pdf", "csv"};     ///< one file per chart
constexpr std::array<std::string_view, 2> documentFormats{"xlsx", "md"};                ///< one file for all

bool contains(const auto &names, std::string_view name)
{
    return std::ranges::find(names, name) != std::end(names);
}

std::optional<Error> badFormat(const std::vector<std::string> &formats)
{
    for (const std::string &format : formats) {
        if (!contains(chartFormats, format) && !contains(documentFormats, format))
            return Error{{}, "--formats", "no format \"" + format + "\"; valid are png, svg, pdf, csv, xlsx, md"};
    }
    return std::nullopt;
}

Charts overviewCharts()
{
    Charts charts;
    charts.push_back(std::make_unique<widgets::HockeyStickChart>());
    charts.push_back(std::make_unique<widgets::BatchChart>());
    charts.push_back(std::make_unique<widgets::CostChart>());
    charts.push_back(std::make_unique<widgets::RooflineChart>());
    return charts;
}

/// Names of charts and tables that there are, or of those that were asked for: the Overview's, then those of other views.
struct Names {
    std::vector<std::string> overview, charts, tables;
};

Names allNames()
{
    Names names;
    for (const auto &chart : overviewCharts())
        names.overview.push_back(chart->csvName().toStdString());
    for (const ViewChart &chart : viewCharts())
        (chart.isTable ? names.tables : names.charts).push_back(chart.name.toStdString());
    return names;
}

Result<Names> chosenNames(const ExportOptions &options)
{
    Names names = allNames();
    const auto parts = {&names.overview, &names.charts, &names.tables};
    std::string valid = "all";
    for (const auto *part : parts) {
        for (const std::string &name : *part)
            valid += ", " + name;
    }
    for (const std::string &name : options.charts) {
        if (name != "all" && std::ranges::none_of(parts, [&](const auto *part) { return contains(*part, name); }))
            return Error{{}, "--charts", "no chart \"" + name + "\"; valid are " + valid};
        if (contains(names.tables, name) && !contains(options.formats, "csv"))
            return Error{{}, "--charts", "\"" + name + "\" is a table; it needs --formats csv"};
    }
    for (auto *part : parts) {
        if (!contains(options.charts, "all"))
            std::erase_if(*part, [&](const std::string &name) { return !contains(options.charts, name); });
    }
    return names;
}

OverviewAnswer answerOf(const scenario::Session &session, const catalog::Catalog &catalog)
{
    const auto curves = [&](const scenario::Scenario &scenario) {
        return std::make_shared<const scenario::OverviewCurves>(scenario::overviewCurves(scenario, catalog));
    };
    OverviewAnswer answer;
    answer.scenarios.push_back(chartScenario(session.current, curves(session.current), 0, catalog));
    answer.scenarios.back().current = true;
    for (int i = 0; i < static_cast<int>(session.pinned.size()); ++i) {
        const scenario::Scenario &pinned = session.pinned[static_cast<size_t>(i)];
        answer.scenarios.push_back(chartScenario(pinned, curves(pinned), i + 1, catalog));
        answer.scenarios.back().baseline = i == session.baseline;
    }
    return answer;
}

/// Everything that is written into one folder for one session.
struct Export {
    const QDir &folder;
    const OverviewAnswer &answer;
    const StoredSession &stored;
    const catalog::Catalog &catalog;
    std::ostream &out;

    QString path(const QString &name) const { return folder.filePath(name); }
    void report(const QString &path) const { out << path.toStdString() << '\n'; }

    std::vector<handoff::EvaluatedScenario> scenarios() const
    {
        std::vector<handoff::EvaluatedScenario> scenarios;
        for (const widgets::ChartScenario &shown : answer.scenarios)
            scenarios.push_back({shown.scenario, *shown.curves});
        return scenarios;
    }

    std::optional<Error> writeCharts(const std::vector<const widgets::Chart *> &charts, const QString &name, const std::string &format) const
    {
        const QString file = path(name + QLatin1Char('.') + QString::fromStdString(format));
        ExportChoices choices;
        choices.format = QString::fromStdString(format);
        if (auto error = exportCharts(file, charts, choices, answer, stored.session, catalog, stored.measurements))
            return error;
        report(file);
        return std::nullopt;
    }

    std::optional<Error> writeReport() const
    {
        const widgets::ChartScenario &current = answer.current();
        const widgets::ChartScenario *baseline = answer.baseline();
        const decision::Explanation why =
            decision::explain(current.scenario, current.curves->evaluation, baseline ? &baseline->scenario : nullptr,
                              baseline ? &baseline->curves->evaluation : nullptr, catalog);
        const QString file = path(QStringLiteral("report.md"));
        const std::string text = handoff::reportMarkdown(scenarios(), why, catalog);
        if (auto error = writeWholeFile(file, QByteArray::fromStdString(text)))
            return error;
        report(file);
        return std::nullopt;
    }

    std::optional<Error> writeWorkbook() const
    {
        const QString file = path(QStringLiteral("scenarios.xlsx"));
        const std::string part = file.toStdString() + ".part";
        std::error_code failure;
        auto error = handoff::writeWorkbook(part, scenarios(), catalog);
        if (!error) {
            std::filesystem::rename(part, file.toStdString(), failure);
            if (failure)
                error = Error{file.toStdString(), {}, "cannot be written (" + failure.message() + ")"};
        }
        if (error) {
            std::filesystem::remove(part, failure);
            return error;
        }
        report(file);
        return std::nullopt;
    }
};

} // namespace

Outcome exportCommand(const ExportOptions &options, const catalog::Catalog &catalog, std::ostream &out)
{
    if (const auto error = badFormat(options.formats))
        return *error;
    const auto stored = sessionWith(options.session, options.settings, catalog);
    if (!stored)
        return stored.error();
    const Result<Names> names = chosenNames(options);
    if (!names)
        return names.error();
    const QDir folder(QString::fromStdString(options.directory));
    if (!folder.mkpath(QStringLiteral(".")))
        return Error{options.directory, {}, "the folder cannot be made"};

    const OverviewAnswer answer = answerOf(stored->session, catalog);
    const Export writer{folder, answer, *stored, catalog, out};
    MeasuredOverlay overlay;
    overlay.setMeasurements(stored->measurements, catalog);
    Charts charts = overviewCharts();
    std::erase_if(charts, [&](const auto &chart) { return !contains(names->overview, chart->csvName().toStdString()); });
    std::vector<const widgets::Chart *> overview;
    for (const auto &chart : charts) {
        chart->showScenarios(answer.scenarios);
        chart->showMeasured(overlay.dotsFor(stored->session.current, answer.current().curves->evaluation.replicas));
        overview.push_back(chart.get());
    }
    for (const auto *part : {&names->charts, &names->tables}) {
        for (const std::string &name : *part)
            charts.push_back(makeViewChart(QString::fromStdString(name), answer.current(), catalog));
    }
    std::vector<std::string> written;
    for (const std::string &format : options.formats) {
        if (contains(written, format))
            continue;
        written.push_back(format);
        std::optional<Error> error;
        if (format == "md")
            error = writer.writeReport();
        else if (format == "xlsx")
            error = writer.writeWorkbook();
        for (std::size_t i = 0; contains(chartFormats, format) && i < charts.size() && !error; ++i) {
            const widgets::Chart &chart = *charts[i];
            const bool isTable = contains(names->tables, chart.csvName().toStdString());
            const bool hasAny = i < overview.size() || (format == "csv" ? !chart.table().columns.empty() : !isTable);
            if (hasAny)
                error = writer.writeCharts({&chart}, chart.csvName(), format);
        }
        if (contains(chartFormats, format) && overview.size() > 1 && !error) // and all of them on one page
            error = writer.writeCharts(overview, QStringLiteral("overview"), format);
        if (error)
            return *error;
    }
    return Done;
}

} // namespace trilemma::app
