// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/readout.h"

#include "models/scenario/levers.h"
#include "widgets/text.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {
namespace {

using Style = ReadoutRun::Style;

QString number(double value)
{
    return qString(scenario::formatNumber(value));
}

/// Whole percents: what is said in them here is an estimate.
QString percent(double share)
{
    return QString::number(std::round(share * 100), 'f', 0) + QStringLiteral(" %");
}

/// Figure, unit and delta of one metric; a dash where there is no finite value.
void addMetric(Readout &readout, const ReadoutInput &input, const char *id, const QString &unit, const QString &sign = {})
{
    const scenario::Metric *metric = scenario::findMetric(id);
    if (!metric)
        return;
    const auto value = metric->read(input.evaluation);
    readout.line.push_back({value ? sign + number(*value / metric->unitScale) : QStringLiteral("–"), Style::Figure});
    readout.line.push_back({unit, Style::Unit});
    readout.help += QStringLiteral("<p><b>%1</b> (%2): %3</p>")
                        .arg(qString(metric->label).toHtmlEscaped(), qString(metric->basis).toHtmlEscaped(),
                             qString(metric->definition).toHtmlEscaped());
    if (!input.baselineEvaluation)
        return;
    if (const auto delta = deltaRun(*metric, input.evaluation, *input.baselineEvaluation))
        readout.line.push_back(*delta);
}

const char *idPart(serving::Percentile percentile)
{
    switch (percentile) {
    case serving::Percentile::Mean: return "mean";
    case serving::Percentile::P50: return "p50";
    case serving::Percentile::P95: return "p95";
    case serving::Percentile::P99: return "p99";
    }
    return "p99";
}

QString loadText(const ReadoutInput &input)
{
    const serving::Workload &workload = input.scenario.workload;
    return workload.arrivals == serving::Workload::Arrivals::ClosedLoop
        ? QStringLiteral("at concurrency %1").arg(number(workload.concurrency))
        : QStringLiteral("at %1 QPS").arg(number(workload.requestsPerSecond));
}

/// "SLO 500 / 50 ms" where TTFT and ITL are bound, as the cell's figures stand in that order.
QString boundText(const serving::Slo &slo)
{
    if (slo.ttft.enabled && slo.itl.enabled && !slo.endToEnd.enabled)
        return QStringLiteral("SLO %1 / %2 ms").arg(number(slo.ttft.seconds * 1000), number(slo.itl.seconds * 1000));
    QStringList bounds;
    const auto add = [&bounds](const char *name, const serving::LatencyBound &bound) {
        if (bound.enabled)
            bounds << QStringLiteral("%1 %2 ms").arg(QLatin1StringView(name), number(bound.seconds * 1000));
    };
    add("TTFT", slo.ttft);
    add("ITL", slo.itl);
    add("E2E", slo.endToEnd);
    return bounds.isEmpty() ? QStringLiteral("no SLO") : QStringLiteral("SLO ") + bounds.join(QStringLiteral(", "));
}

QString knownText(const scenario::Evaluation &evaluation)
{
    return QStringLiteral("<p>Closed form. Kernel constants: %1; 80 % of measured step times lie between %2 and %3 times it: %4.</p>")
        .arg(qString(catalog::label(evaluation.provenance)), number(evaluation.tokenTimeBand.low),
             number(evaluation.tokenTimeBand.high), qString(evaluation.confidenceReason).toHtmlEscaped());
}

QString waitingText(const serving::OperatingPoint &point)
{
    if (!point.finite || !(point.mixedStepShare > 0))
        return {};
    return QStringLiteral("<p>A token takes %1 ms in a plain step and %2 ms in one that carries a prefill; %3 % of tokens wait for "
                          "a prefill: a percentile of the ITL rises as that share passes what it leaves out, 1 % for p99.</p>")
        .arg(number(point.decodeStepSeconds * 1000), number(point.mixedStepSeconds * 1000), number(point.mixedStepShare * 100));
}

bool infeasible(const ReadoutInput &input)
{
    return input.evaluation.state == scenario::State::Infeasible;
}

double kneeOfFleet(const scenario::Evaluation &evaluation)
{
    return evaluation.knee.exists ? evaluation.knee.requestsPerSecond * evaluation.replicas : 0;
}

ReadoutRun stateBadge(scenario::State state)
{
    const QString text = QStringLiteral("● ") + QString::fromLatin1(scenario::label(state)).toUpper();
    switch (state) {
    case scenario::State::Stable: return {text, Style::BadgeGood};
    case scenario::State::NearKnee: return {text, Style::BadgeWarn};
    case scenario::State::Overloaded:
    case scenario::State::Infeasible: break;
    }
    return {text, Style::BadgeBad};
}

QString stateDetail(const ReadoutInput &input)
{
    const scenario::Evaluation &evaluation = input.evaluation;
    const double knee = kneeOfFleet(evaluation), served = evaluation.fleetRequestsPerSecond();
    switch (evaluation.state) {
    case scenario::State::Infeasible: return qString(evaluation.reason);
    case scenario::State::Overloaded:
        return QStringLiteral("queue grows by %1 requests/s").arg(number(evaluation.replica.backlogGrowthPerSecond * evaluation.replicas));
    case scenario::State::NearKnee:
    case scenario::State::Stable: break;
    }
    if (!evaluation.knee.exists || knee <= 0)
        return qString(evaluation.reason);
    const QString room = served > knee ? QStringLiteral("%1 past the SLO").arg(percent(served / knee - 1))
                                       : QStringLiteral("%1 headroom").arg(percent(1 - served / knee));
    return QStringLiteral("knee %1 QPS · %2").arg(number(knee), room);
}

} // namespace

QString Readout::text() const
{
    QStringList parts{caption};
    for (const ReadoutRun &run : line)
        parts << run.text;
    if (!detail.isEmpty())
        parts << QStringLiteral("·") << detail;
    return parts.join(u' ');
}

QString placementText(const scenario::Scenario &scenario, int replicas)
{
    const replica::Placement &placement = scenario.placement;
    QString text = QStringLiteral("%1 × ").arg(replicas);
    if (scenario.pools.isOn())
        text += QStringLiteral("%1P%2D ").arg(scenario.pools.prefillInstances).arg(scenario.pools.decodeInstances);
    text += QStringLiteral("TP%1").arg(placement.tensorParallel);
    const auto add = [&text](const char *name, int degree) {
        if (degree > 1)
            text += u' ' + QLatin1StringView(name) + QString::number(degree);
    };
    add("PP", placement.pipelineParallel);
    add("EP", placement.expertParallel);
    add("ADP", placement.attentionDataParallel);
    return text + QStringLiteral(", ") + qString(catalog::info(scenario.weightFormat).label);
}

std::optional<ReadoutRun> deltaRun(const scenario::Metric &metric, const scenario::Evaluation &now,
                                   const scenario::Evaluation &before)
{
    const auto value = metric.read(now), reference = metric.read(before);
    if (!value || !reference || *reference == 0 || !std::isfinite(*value) || !std::isfinite(*reference))
        return std::nullopt;
    const double change = (*value - *reference) / std::abs(*reference) * 100;
    if (std::abs(change) < 0.05)
        return ReadoutRun{QStringLiteral("= 0 %"), Style::Neutral};
    const bool up = change > 0;
    // Two digits: a delta says which way and how far, the figure beside it says the rest.
    const QString size = QString::number(std::abs(change), 'f', std::abs(change) < 9.95 ? 1 : 0);
    const bool good = metric.better == (up ? scenario::Better::Up : scenario::Better::Down);
    const Style style = metric.better == scenario::Better::Neither ? Style::Neutral : (good ? Style::Good : Style::Bad);
    return ReadoutRun{(up ? QStringLiteral("▲ +") : QStringLiteral("▼ −")) + size + QStringLiteral(" %"), style};
}

Readout titleReadout(const ReadoutInput &input)
{
    const scenario::Scenario &scenario = input.scenario;
    const auto *model = scenario.customModel ? &*scenario.customModel : input.catalog.model(scenario.modelId);
    const auto *gpu = input.catalog.accelerator(scenario.acceleratorId);
    const auto *preset = input.catalog.preset(scenario.presetId);
    Readout readout;
    readout.caption = QStringLiteral("Scenario ") + qString(scenario.name);
    if (input.baseline)
        readout.caption += QStringLiteral(" · against ") + qString(input.baseline->name);
    const int gpus = input.evaluation.gpus;
    readout.line.push_back({QStringLiteral("%1 · %2 × %3")
                                .arg(qString(model ? model->name : scenario.modelId))
                                .arg(gpus)
                                .arg(qString(gpu ? gpu->name : scenario.acceleratorId)),
                            Style::Heading});
    readout.detail = placementText(scenario, input.evaluation.replicas) + QStringLiteral(", KV ") + qString(catalog::info(scenario.kvFormat).label);
    if (preset)
        readout.detail += QStringLiteral(" · ") + qString(preset->name);
    else if (!scenario.trafficTitle.empty())
        readout.detail += QStringLiteral(" · ") + qString(scenario.trafficTitle);
    readout.help = readout.line.front().text.toHtmlEscaped();
    return readout;
}

Readout throughputReadout(const ReadoutInput &input)
{
    const scenario::Evaluation &evaluation = input.evaluation;
    Readout readout;
    readout.caption = QStringLiteral("THROUGHPUT AT SLO · fleet, output tokens");
    addMetric(readout, input, "knee.output", QStringLiteral("tok/s"));
    if (infeasible(input))
        return readout;
    readout.help += knownText(evaluation);
    if (!evaluation.knee.exists) {
        readout.detail = QStringLiteral("no rate meets the SLO: %1").arg(QLatin1StringView(serving::label(evaluation.knee.binding)));
        return readout;
    }
    readout.line.insert(readout.line.begin() + 2,
                        ReadoutRun{QStringLiteral("± ") + percent(evaluation.relativeError), Style::Unit, true});
    readout.detail = QStringLiteral("%1 QPS").arg(number(kneeOfFleet(evaluation)));
    if (evaluation.knee.point.tpotSeconds > 0)
        readout.detail += QStringLiteral(" · %1 tok/s per user").arg(number(1 / evaluation.knee.point.tpotSeconds));
    readout.detail += QStringLiteral(" · ") + qString(catalog::label(evaluation.provenance));
    return readout;
}

Readout latencyReadout(const ReadoutInput &input)
{
    const scenario::Evaluation &evaluation = input.evaluation;
    const serving::Slo &slo = input.scenario.slo;
    const QString percentile = QString::fromLatin1(idPart(slo.itl.percentile));
    Readout readout;
    readout.caption = QStringLiteral("LATENCY %1 · %2").arg(percentile, loadText(input));
    const std::string part = idPart(slo.itl.percentile);
    addMetric(readout, input, ("ttft." + part).c_str(), QStringLiteral("ms TTFT"));
    addMetric(readout, input, ("itl." + part).c_str(), QStringLiteral("ms ITL"));
    if (infeasible(input))
        return readout;
    readout.help += knownText(evaluation) + waitingText(evaluation.replica);
    const QString how = !evaluation.replica.finite         ? QStringLiteral("past capacity: no finite latency")
        : evaluation.replica.tailIsPreview ? QStringLiteral("closed form, tails a preview")
                                           : QStringLiteral("closed form");
    readout.detail = boundText(slo) + QStringLiteral(" · ") + how;
    return readout;
}

Readout costReadout(const ReadoutInput &input)
{
    const scenario::Evaluation &evaluation = input.evaluation;
    Readout readout;
    readout.caption = QStringLiteral("COST · reservation basis");
    addMetric(readout, input, "cost.output", QStringLiteral("per M output tokens"), QStringLiteral("$"));
    if (infeasible(input))
        return readout;
    if (!evaluation.priceKnown) {
        readout.detail = QStringLiteral("no price known: enter one among the levers");
        return readout;
    }
    readout.detail = QStringLiteral("$%1 per month · %2 utilised at the mean")
                         .arg(number(evaluation.cost.totalUsdPerMonth), percent(input.scenario.cost.utilisation));
    readout.help += QStringLiteral("<p>Follows from prices and the tokens served: errors of step times do not enter below "
                                   "capacity. Power, staff and idle hours included.</p>");
    return readout;
}

Readout stateReadout(const ReadoutInput &input)
{
    const scenario::Evaluation &evaluation = input.evaluation;
    Readout readout;
    readout.caption = QStringLiteral("STATE");
    readout.line.push_back(stateBadge(evaluation.state));
    if (!infeasible(input)) {
        readout.line.push_back({QString::fromLatin1(replica::label(evaluation.step.bottleneck)).toLower() + QStringLiteral("-bound"),
                                Style::BadgePlain, true});
    }
    readout.detail = stateDetail(input);
    const auto notes = evaluation.warnings.size();
    if (notes > 0)
        readout.detail += QStringLiteral(" · %1 %2").arg(notes).arg(notes == 1 ? QStringLiteral("note") : QStringLiteral("notes"));
    if (!evaluation.reason.empty())
        readout.help = QStringLiteral("<p>%1.</p>").arg(qString(evaluation.reason).toHtmlEscaped());
    for (const scenario::Warning &warning : evaluation.warnings)
        readout.help += QStringLiteral("<p>%1: %2</p>").arg(qString(warning.id), qString(warning.message).toHtmlEscaped());
    return readout;
}

} // namespace trilemma::widgets
