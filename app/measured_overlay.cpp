// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/measured_overlay.h"

#include "widgets/chart_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace trilemma::app {

namespace {

using evidence::ImportedPoint;
using evidence::LatencyStatistics;
using widgets::MeasuredDot;
using widgets::number;

/// Lengths within this factor count as those of the scenario.
constexpr double likeLengths = 1.25;

QString tr(const char *text)
{
    return QCoreApplication::translate("MeasuredOverlay", text);
}

widgets::MeasuredLatency latencyOf(const LatencyStatistics &statistics, const std::optional<double> &mean, double requests)
{
    return {mean ? mean : statistics.mean, statistics.p50, statistics.p95, statistics.p99,
            evidence::standardErrorSeconds(statistics, requests)};
}

/// The rate as stated; else by Little's law from concurrency and latency, where both are known.
std::optional<double> outputRate(const ImportedPoint &imported)
{
    const evidence::Measurement &measured = imported.point.measured;
    const evidence::PointConfiguration &configuration = imported.point.configuration;
    if (measured.outputTokensPerSecond || configuration.mode != "concurrency" || configuration.concurrency < 1)
        return measured.outputTokensPerSecond;
    std::optional<double> endToEnd = measured.endToEndSeconds;
    if (!endToEnd && measured.ttftSeconds && measured.itlSeconds)
        endToEnd = *measured.ttftSeconds + *measured.itlSeconds * (configuration.outputTokens - 1);
    return endToEnd && *endToEnd > 0 ? std::optional(configuration.concurrency * configuration.outputTokens / *endToEnd) : std::nullopt;
}

/// Served; of a rate that was sent and no more, the rate itself. 0 where neither is stated.
double requestRate(const ImportedPoint &imported)
{
    const evidence::PointConfiguration &configuration = imported.point.configuration;
    if (const auto tokens = outputRate(imported); tokens && configuration.outputTokens > 0)
        return *tokens / configuration.outputTokens;
    const bool isSent = configuration.mode == "qps" && std::isfinite(configuration.requestsPerSecond);
    return isSent ? std::max(0.0, configuration.requestsPerSecond) : 0;
}

QString headingOf(const evidence::ImportedFile &file, const ImportedPoint &imported)
{
    const evidence::PointConfiguration &configuration = imported.point.configuration;
    QStringList parts{QString::fromStdString(file.fileName),
                      QString::fromStdString(configuration.engine + ' ' + configuration.engineVersion).trimmed(),
                      QString::fromStdString(imported.date)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString conditionsOf(const ImportedPoint &imported)
{
    const evidence::PointConfiguration &configuration = imported.point.configuration;
    QString text = tr("ISL %1 · OSL %2").arg(number(configuration.inputTokens), number(configuration.outputTokens));
    if (configuration.mode == "qps" && std::isfinite(configuration.requestsPerSecond))
        text += tr(" · %1 QPS").arg(number(configuration.requestsPerSecond));
    else if (configuration.concurrency >= 1)
        text += tr(" · %1 in flight").arg(number(configuration.concurrency));
    if (!imported.point.measured.outputTokensPerSecond)
        text += tr(" · rate by Little's law");
    return text;
}

std::optional<double> known(double value, bool ok)
{
    return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

MeasuredDot dotOf(const evidence::ImportedFile &file, const ImportedPoint &imported, int replicas, const evidence::Prediction &prediction)
{
    const evidence::Measurement &measured = imported.point.measured;
    MeasuredDot dot;
    dot.heading = headingOf(file, imported);
    dot.conditions = conditionsOf(imported);
    dot.replicaTokensPerSecond = outputRate(imported).value_or(0) / replicas;
    dot.replicaRequestsPerSecond = requestRate(imported) / replicas;
    dot.replicaConcurrency = imported.point.configuration.concurrency / replicas;
    dot.ttft = latencyOf(imported.ttft, measured.ttftSeconds, imported.requests);
    // Percentiles are of single gaps; the mean of TPOT over requests stands for the mean of both.
    dot.itl = latencyOf(imported.itl, measured.itlSeconds, 0);
    dot.itl.standardError = evidence::standardErrorSeconds(imported.tpot, imported.requests);
    dot.endToEnd = latencyOf(imported.endToEnd, measured.endToEndSeconds, imported.requests);
    dot.predictedTokensPerSecond = known(prediction.outputTokensPerSecond / replicas, prediction.ok());
    dot.predictedTtft = known(prediction.ttftSeconds, prediction.ok());
    dot.predictedTpot = known(prediction.itlSeconds, prediction.ok());
    dot.predictedEndToEnd = known(prediction.endToEndSeconds, prediction.ok());
    return dot;
}

bool alike(double a, double b)
{
    return a > 0 && b > 0 && std::max(a, b) <= likeLengths * std::min(a, b);
}

} // namespace

Deployment deploymentOf(const evidence::MatchedPoint &matched)
{
    return {matched.model->id, matched.accelerator->id, matched.engine->id, matched.weightFormat, matched.placement};
}

Deployment deploymentOf(const scenario::Scenario &scenario)
{
    return {scenario.customModel ? std::string() : scenario.modelId, scenario.acceleratorId, scenario.engineId, scenario.weightFormat,
            scenario.placement};
}

void MeasuredOverlay::setMeasurements(const Measurements &measurements, const catalog::Catalog &catalog)
{
    m_entries.clear();
    m_answer.reset();
    m_points = 0;
    evidence::PointMatcher matcher(catalog);
    for (const MeasurementFile &file : measurements) {
        std::vector<evidence::MeasuredPoint> points;
        for (const ImportedPoint &imported : file->points)
            points.push_back(imported.point);
        const std::vector<evidence::Prediction> predictions = evidence::predictAll(points, catalog);
        m_points += static_cast<int>(points.size());
        for (std::size_t i = 0; i < points.size(); ++i) {
            const auto matched = matcher.match(points[i].configuration);
            if (!matched)
                continue;
            const evidence::PointConfiguration &configuration = points[i].configuration;
            m_entries.push_back({deploymentOf(*matched), configuration.inputTokens, configuration.outputTokens,
                                 dotOf(*file, file->points[i], matched->replicas, predictions[i])});
        }
    }
}

widgets::SharedMeasuredDots MeasuredOverlay::dotsFor(const scenario::Scenario &scenario, int replicas)
{
    if (m_points == 0)
        return nullptr;
    const Question question{deploymentOf(scenario), replicas, scenario.workload.inputTokensMean,
                            scenario.workload.outputTokensMean};
    if (m_answer && question == m_asked)
        return m_answer;
    auto answer = std::make_shared<widgets::MeasuredDots>();
    for (const Entry &entry : m_entries) {
        if (entry.deployment != question.deployment)
            continue;
        answer->dots.push_back(entry.dot);
        MeasuredDot &dot = answer->dots.back();
        dot.fleetTokensPerSecond = dot.replicaTokensPerSecond * replicas;
        dot.fleetRequestsPerSecond = dot.replicaRequestsPerSecond * replicas;
        dot.sameLengths = alike(entry.inputTokens, question.inputTokens) && alike(entry.outputTokens, question.outputTokens);
    }
    answer->others = m_points - static_cast<int>(answer->dots.size());
    m_asked = question;
    m_answer = std::move(answer);
    return m_answer;
}

} // namespace trilemma::app
