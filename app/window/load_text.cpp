// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/load_text.h"

#include "widgets/chart_text.h"

#include <QCoreApplication>

#include <cmath>

namespace trilemma::app {

using widgets::number;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(LoadPage)
};

QString milliseconds(double seconds)
{
    return number(1e3 * seconds);
}

/// "TTFT mean 210 ms: queue 100, prefill 90, ingest 20".
QString ttftText(double mean, double queue, double prefill, double ingest)
{
    return Texts::tr("TTFT mean %1 ms: queue %2, prefill %3, ingest %4")
        .arg(milliseconds(mean), milliseconds(queue), milliseconds(prefill), milliseconds(ingest));
}

QString percentileText(const char *name, const serving::Estimate &p99)
{
    if (!std::isfinite(p99.value))
        return {};
    QString text = Texts::tr("p99 %1 %2 ms").arg(QLatin1String(name), milliseconds(p99.value));
    if (std::isfinite(p99.halfWidth))
        text += Texts::tr(" ± %1").arg(milliseconds(p99.halfWidth));
    return text;
}

QString kneeText(const serving::Knee &knee, int replicas)
{
    const QLatin1String binding(serving::label(knee.binding));
    if (!knee.exists)
        return Texts::tr("no rate meets the SLO: %1").arg(binding);
    return Texts::tr("SLO knee %1 QPS, bound by %2").arg(number(knee.requestsPerSecond * replicas), binding);
}

QString overloadText(double backlogGrowthPerSecond)
{
    return Texts::tr("OVERLOADED: the queue grows by %1 requests/s").arg(number(backlogGrowthPerSecond));
}

/// The simulator tells by its queue; with a knee, the share of it tells as it does everywhere.
QString stateText(const scenario::SimulatedLoad &load)
{
    using serving::LoadState;
    if (load.here.state == LoadState::Overloaded)
        return overloadText(load.here.backlogGrowthPerSecond * load.replicas);
    const QLatin1String nearKnee(serving::label(LoadState::NearKnee));
    const double rate = load.here.requestsPerSecond;
    if (load.kneeKnown && load.knee.exists && rate > load.knee.requestsPerSecond)
        return Texts::tr("%1: past the SLO knee of %2 QPS").arg(nearKnee, number(load.knee.requestsPerSecond * load.replicas));
    const bool isNear = load.kneeKnown && rate > (load.knee.exists ? scenario::nearKneeShare * load.knee.requestsPerSecond : 0);
    return isNear ? nearKnee : QLatin1String(serving::label(load.here.state));
}

} // namespace

LoadText loadText(const scenario::SimulatedLoad &load)
{
    if (!load.problem.empty())
        return {Texts::tr("INFEASIBLE"), true, QString::fromStdString(load.problem), {}};
    const serving::SimulationResult &here = load.here;
    LoadText text;
    text.isBad = here.state == serving::LoadState::Overloaded;
    text.state = stateText(load);
    QStringList parts;
    if (!text.isBad) {
        parts += ttftText(here.ttft.at(serving::Rank::Mean).value, here.ttftQueueSeconds, here.ttftPrefillSeconds,
                          here.ttftIngestSeconds);
        parts += percentileText("TTFT", here.ttft.at(serving::Rank::P99));
        parts += percentileText("ITL", here.itl.at(serving::Rank::P99));
    }
    if (load.kneeKnown) {
        parts += kneeText(load.knee, load.replicas);
        parts += Texts::tr("capacity %1 QPS").arg(number(load.capacityRequestsPerSecond * load.replicas));
    }
    parts.removeAll(QString());
    text.summary = parts.join(QStringLiteral(" · "));
    text.how = Texts::tr("simulated: %1 rates, %2 requests each, seed %3")
                   .arg(load.curve.size())
                   .arg(number(static_cast<double>(load.effort.requests)))
                   .arg(load.effort.seed);
    if (!load.kneeKnown)
        text.how += Texts::tr(", a preview");
    return text;
}

LoadText loadText(const scenario::Evaluation &evaluation)
{
    LoadText text;
    text.isBad = evaluation.state == scenario::State::Overloaded || evaluation.state == scenario::State::Infeasible;
    text.how = Texts::tr("closed form");
    if (evaluation.state == scenario::State::Infeasible) {
        text.state = Texts::tr("INFEASIBLE");
        text.summary = QString::fromStdString(evaluation.reason);
        return text;
    }
    const serving::OperatingPoint &point = evaluation.replica;
    text.state = text.isBad ? overloadText(point.backlogGrowthPerSecond * evaluation.replicas)
                 : evaluation.state == scenario::State::NearKnee ? QLatin1String(serving::label(serving::LoadState::NearKnee))
                                                                 : QLatin1String(serving::label(serving::LoadState::Stable));
    QStringList parts;
    if (!text.isBad)
        parts += ttftText(point.ttft.mean, point.ttftQueueSeconds, point.ttftPrefillSeconds, point.ttftIngestSeconds);
    parts += kneeText(evaluation.knee, evaluation.replicas);
    text.summary = parts.join(QStringLiteral(" · "));
    return text;
}

} // namespace trilemma::app
