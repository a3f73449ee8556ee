// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accuracy_report.h"

#include "models/evidence/measurement_set.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <cmath>

namespace trilemma::app {

namespace {

using evidence::PointConfiguration;

QString tr(const char *text)
{
    return QCoreApplication::translate("AccuracyReport", text);
}

std::optional<FigurePair> pairOf(const std::optional<double> &measured, double predicted)
{
    if (!measured || !(*measured > 0) || !(predicted > 0) || !std::isfinite(predicted))
        return std::nullopt;
    return FigurePair{*measured, predicted};
}

/// How far off, whichever way: a half is as far as double.
double miss(const FigurePair &pair)
{
    return std::abs(std::log(pair.ratio()));
}

} // namespace

Measurements referenceMeasurements()
{
    QFile file(QStringLiteral(":/trilemma/evidence/reference.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the reference measurements are not built in");
    const QByteArray bytes = file.readAll();
    auto read = evidence::readMeasurementSet({bytes.constData(), static_cast<size_t>(bytes.size())}, "reference.json");
    if (!read)
        qFatal("%s", read.error().sentence().c_str());
    Measurements files;
    for (evidence::ImportedFile &each : read.value())
        files.push_back(std::make_shared<const evidence::ImportedFile>(std::move(each)));
    return files;
}

AccuracyReport accuracyReport(Measurements files, const catalog::Catalog &catalog)
{
    AccuracyReport report{std::move(files), {}, {}, {}, {}};
    evidence::PointMatcher matcher(catalog);
    for (const MeasurementFile &file : report.files) {
        for (const evidence::ImportedPoint &imported : file->points) {
            report.imported.push_back(&imported);
            report.points.push_back(imported.point);
            const auto matched = matcher.match(imported.point.configuration);
            report.fitted.push_back(matched && matched->kernels->provenance == catalog::Provenance::Fitted);
        }
    }
    report.predictions = evidence::predictAll(report.points, catalog);
    return report;
}

std::optional<FigurePair> figureAt(const AccuracyReport &report, std::size_t point, AccuracyFigure figure)
{
    const evidence::Measurement &measured = report.points[point].measured;
    const evidence::Prediction &prediction = report.predictions[point];
    if (!prediction.ok())
        return std::nullopt;
    switch (figure) {
    case AccuracyFigure::Ttft: return pairOf(measured.ttftSeconds, prediction.ttftSeconds);
    case AccuracyFigure::Throughput: return pairOf(measured.outputTokensPerSecond, prediction.outputTokensPerSecond);
    case AccuracyFigure::Tpot: break;
    }
    return pairOf(measured.itlSeconds, prediction.itlSeconds);
}

const evidence::ErrorSummary &summaryOf(const evidence::AccuracyRow &row, AccuracyFigure figure)
{
    switch (figure) {
    case AccuracyFigure::Ttft: return row.ttft;
    case AccuracyFigure::Throughput: return row.throughput;
    case AccuracyFigure::Tpot: break;
    }
    return row.itl;
}

std::vector<std::size_t> worstPoints(const AccuracyReport &report, AccuracyFigure figure, std::size_t most)
{
    std::vector<std::pair<double, std::size_t>> misses;
    for (std::size_t i = 0; i < report.points.size(); ++i) {
        if (const auto pair = figureAt(report, i, figure))
            misses.emplace_back(-miss(*pair), i);
    }
    std::ranges::sort(misses);
    misses.resize(std::min(most, misses.size()));
    std::vector<std::size_t> worst;
    for (const auto &[less, point] : misses)
        worst.push_back(point);
    return worst;
}

QStringList unusual(const AccuracyReport &report, std::size_t point)
{
    const PointConfiguration &configuration = report.points[point].configuration;
    const evidence::ImportedPoint &imported = *report.imported[point];
    QStringList found;
    if (!report.fitted[point])
        found += tr("no kernels of this accelerator were measured");
    if (configuration.speculation.empty() || configuration.speculation.ends_with('?'))
        found += tr("speculative decoding not stated");
    const bool closed = configuration.mode == "concurrency" && configuration.promptsPerSlot <= 0;
    if (closed)
        found += tr("number of prompts not stated");
    const QString quality = QString::fromStdString(imported.point.quality);
    if (!quality.isEmpty() && quality != QLatin1String("A"))
        found += tr("quality %1").arg(quality);
    for (const std::string &note : imported.notes) {
        const QString text = QString::fromStdString(note);
        if (!closed || !text.contains(QLatin1String("number of prompts")))
            found += text.endsWith(QLatin1Char('.')) ? text.chopped(1) : text;
    }
    return found;
}

QString deploymentText(const PointConfiguration &configuration)
{
    QStringList parts{QString::fromStdString(configuration.model), QString::fromStdString(configuration.gpu),
                      QString::fromStdString(configuration.engine), QString::fromStdString(configuration.weightFormat)};
    parts.removeAll(QString());
    parts += QStringLiteral("TP%1").arg(configuration.tp);
    if (configuration.ep > 1)
        parts += QStringLiteral("EP%1").arg(configuration.ep);
    return parts.join(QStringLiteral(" · "));
}

Result<scenario::Scenario> scenarioOf(const PointConfiguration &configuration, const scenario::Scenario &base,
                                      const catalog::Catalog &catalog)
{
    evidence::PointMatcher matcher(catalog);
    const auto matched = matcher.match(configuration);
    if (!matched)
        return matched.error();
    scenario::Scenario scenario = base;
    scenario.customModel.reset();
    scenario.modelId = matched->model->id;
    scenario.acceleratorId = matched->accelerator->id;
    scenario.engineId = matched->engine->id;
    scenario::adoptModel(scenario, catalog);
    scenario::adoptPrices(scenario, catalog);
    scenario::adoptEngine(scenario, catalog);
    scenario.weightFormat = matched->weightFormat;
    scenario.kvFormat = matched->kvFormat;
    scenario.placement = matched->placement;
    scenario.replicas = matched->replicas;
    scenario.speculation = {};
    scenario.presetId.clear();
    scenario.trafficTitle.clear();
    serving::Workload &workload = scenario.workload;
    workload = {};
    workload.inputTokensMean = configuration.inputTokens;
    workload.outputTokensMean = configuration.outputTokens;
    const bool openLoop = configuration.mode == "qps" && std::isfinite(configuration.requestsPerSecond);
    workload.arrivals = openLoop ? serving::Workload::Arrivals::OpenLoop : serving::Workload::Arrivals::ClosedLoop;
    workload.requestsPerSecond = openLoop ? configuration.requestsPerSecond : 1;
    workload.concurrency = std::max(1.0, configuration.concurrency);
    workload.promptsPerSlot = configuration.promptsPerSlot;
    const double sequences = workload.concurrency / matched->replicas;
    scenario.scheduling.maxSequences = std::max(scenario.scheduling.maxSequences, static_cast<int>(std::ceil(sequences)));
    return scenario;
}

} // namespace trilemma::app
