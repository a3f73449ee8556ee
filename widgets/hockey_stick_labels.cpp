// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the hockey stick's curves and limits are called on the chart.
#include "widgets/chart_text.h"
#include "widgets/hockey_stick_chart.h"

#include <algorithm>

namespace trilemma::widgets {

using serving::LatencyMetric;

PlotLabel HockeyStickChart::handleLabel(const QPointF &at) const
{
    const ChartScenario &shown = *currentStick()->shown;
    const scenario::Evaluation &evaluation = shown.curves->evaluation;
    const double offered = evaluation.replica.offeredRequestsPerSecond * evaluation.replicas;
    PlotLabel label{.anchor = at, .sides = {Side::AboveLeft, Side::AboveRight, Side::BelowRight, Side::BelowLeft}, .strong = true};
    if (!evaluation.replica.finite) {
        label.text = tr("OVERLOADED at %1 QPS: queue grows %2 requests/s")
                         .arg(number(offered), number(evaluation.replica.backlogGrowthPerSecond * evaluation.replicas));
        label.colour = theme().bad;
        label.sides = {Side::Left, Side::BelowLeft, Side::Right, Side::BelowRight};
        return label;
    }
    label.text = isClosedLoop(shown) ? tr("you: %1 in flight").arg(number(shown.scenario.workload.concurrency))
                                     : tr("you: %1 QPS").arg(number(offered));
    if (latencyOf(evaluation.replica) > scene().left.upper)
        label.text += tr(", %1 %2").arg(number(latencyOf(evaluation.replica)), QLatin1String(unitOf(m_metric).unit));
    label.colour = theme().ink;
    return label;
}

void HockeyStickChart::addLimitLabels(std::vector<PlotLabel> &labels) const
{
    const ChartScenario &shown = *currentStick()->shown;
    const scenario::Evaluation &evaluation = shown.curves->evaluation;
    const QRectF plot = plotRect();
    const QString metric = nameOf(m_percentile) + QLatin1Char(' ') + nameOf(m_metric);
    if (const auto slo = sloBound(); slo && *slo < scene().left.upper) {
        labels.push_back({.text = tr("SLO %1 %2 %3").arg(metric, number(*slo), QLatin1String(unitOf(m_metric).unit)), .colour = theme().bad,
                          .anchor = {plot.right(), pixelAt({0, *slo}).y()}, .sides = {Side::AboveLeft, Side::BelowLeft}});
    }
    const QColor colour = theme().style(shown.series).colour;
    if (evaluation.knee.exists) {
        const double knee = evaluation.knee.outputTokensPerSecond * evaluation.replicas;
        const bool otherBinds = evaluation.knee.binding == serving::Knee::Binding::Capacity
            || (evaluation.knee.binding == serving::Knee::Binding::Ttft && m_metric != LatencyMetric::Ttft)
            || (evaluation.knee.binding == serving::Knee::Binding::Itl && m_metric != LatencyMetric::Itl)
            || (evaluation.knee.binding == serving::Knee::Binding::EndToEnd && m_metric != LatencyMetric::EndToEnd);
        QString text = tr("knee %1 QPS").arg(number(evaluation.knee.requestsPerSecond * evaluation.replicas));
        if (otherBinds)
            text += tr(", by %1").arg(QLatin1String(serving::label(evaluation.knee.binding)));
        labels.push_back({.text = text, .colour = colour, .anchor = pixelAt({knee, scene().left.lower}) - QPointF(0, 16),
                          .sides = {Side::Left, Side::Right}, .strong = true});
    } else {
        labels.push_back({.text = tr("no rate meets the SLO: %1").arg(QLatin1String(serving::label(evaluation.knee.binding))),
                          .colour = theme().bad, .anchor = plot.bottomLeft() - QPointF(0, 16), .strong = true});
    }
    const double capacityQps = evaluation.replica.capacityRequestsPerSecond * evaluation.replicas;
    labels.push_back({.text = tr("unstable beyond %1 QPS").arg(number(capacityQps)), .colour = theme().muted,
                      .anchor = QPointF(pixelAt({capacity(), scene().left.upper}).x(), plot.top() + 8),
                      .sides = {Side::Right, Side::Left}, .required = false});
}

std::vector<PlotLabel> HockeyStickChart::buildLabels() const
{
    std::vector<PlotLabel> labels;
    if (const auto at = handle())
        labels.push_back(handleLabel(*at));
    for (std::size_t i = m_sticks.size(); i-- > 0;) {
        const auto curve = scene().curves.size() > i ? scene().curves[m_sticks.size() - 1 - i].points : Polyline();
        if (!curve.empty()) {
            labels.push_back({.text = m_sticks[i].shown->name, .colour = theme().style(m_sticks[i].shown->series).colour,
                              .anchor = pixelAt(curve.back()) + QPointF(0, 8),
                              .sides = {Side::Right, Side::Left, Side::BelowRight}, .strong = true});
        }
    }
    if (const HockeyStick *stick = currentStick(); stick && !stick->latency.empty())
        addLimitLabels(labels);
    return labels;
}

} // namespace trilemma::widgets
