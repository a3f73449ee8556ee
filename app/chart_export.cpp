// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/chart_export.h"

#include "app/scenario_text.h"
#include "app/session_store.h"
#include "models/handoff/load_csv.h"
#include "widgets/load_chart.h"

#include <algorithm>

namespace trilemma::app {

namespace {

std::string loadCsvOf(const widgets::LoadChart &chart, const catalog::Catalog &catalog, handoff::Preamble preamble)
{
    std::vector<handoff::LoadedScenario> scenarios;
    for (std::size_t i = 0; i < chart.scenarios().size(); ++i) {
        const widgets::ChartScenario &shown = chart.scenarios()[i];
        scenarios.push_back({{shown.scenario, *shown.curves}, chart.simulationOf(i)});
    }
    return handoff::loadCsv(scenarios, catalog, preamble);
}

std::string csvOf(const std::vector<const widgets::Chart *> &charts, const OverviewAnswer &answer,
                  const catalog::Catalog &catalog, handoff::Preamble preamble)
{
    if (const auto *load = charts.size() == 1 ? qobject_cast<const widgets::LoadChart *>(charts.front()) : nullptr)
        return loadCsvOf(*load, catalog, preamble);
    std::vector<handoff::EvaluatedScenario> scenarios;
    for (const widgets::ChartScenario &shown : answer.scenarios)
        scenarios.push_back({shown.scenario, *shown.curves});
    if (charts.size() == 1) {
        if (const auto table = handoff::chartTableFromName(charts.front()->csvName().toStdString()))
            return handoff::chartCsv(*table, scenarios, catalog, preamble);
        if (const Table table = charts.front()->table(); !table.columns.empty()) {
            return handoff::tableCsv(charts.front()->csvName().toStdString(), table, std::span(scenarios).first(1), catalog,
                                     preamble);
        }
    }
    return handoff::scenarioCsv(scenarios, catalog, preamble);
}

} // namespace

ExportChoices ExportChoices::remembered(const Settings &settings)
{
    return {settings.get(setting::exportFormat), std::clamp(settings.get(setting::exportScale), 0, 4),
            settings.get(setting::exportDark)};
}

void ExportChoices::remember(Settings &settings) const
{
    settings.set(setting::exportFormat, format);
    settings.set(setting::exportScale, scale);
    settings.set(setting::exportDark, dark);
}

std::optional<Error> exportCharts(const QString &path, const std::vector<const widgets::Chart *> &charts,
                                  const ExportChoices &choices, const OverviewAnswer &answer,
                                  const scenario::Session &session, const catalog::Catalog &catalog,
                                  const Measurements &measurements)
{
    if (choices.format == QLatin1String("csv"))
        return writeWholeFile(path, QByteArray::fromStdString(csvOf(charts, answer, catalog, handoff::Preamble::Metadata)));
    return widgets::savePicture(path, charts,
                                pictureOptions(choices, static_cast<int>(charts.size()), answer, session, catalog, measurements));
}

QString csvText(const std::vector<const widgets::Chart *> &charts, const OverviewAnswer &answer, const catalog::Catalog &catalog)
{
    return QString::fromStdString(csvOf(charts, answer, catalog, handoff::Preamble::None));
}

widgets::PictureOptions pictureOptions(const ExportChoices &choices, int charts, const OverviewAnswer &answer,
                                       const scenario::Session &session, const catalog::Catalog &catalog,
                                       const Measurements &measurements)
{
    const widgets::ChartScenario &current = answer.current();
    widgets::PictureOptions options;
    options.dark = choices.dark;
    options.scale = choices.scale;
    options.heading = headingOf(current.scenario, current.curves->evaluation, catalog);
    options.assumptions = assumptionsOf(current.scenario, current.curves->evaluation, catalog);
    options.session = sessionJson(session, catalog, measurements);
    return choices.scale == 0 ? widgets::slideOptions(options, charts) : options;
}

} // namespace trilemma::app
