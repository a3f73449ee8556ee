// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/fleet_text.h"

#include "app/window/load_text.h"
#include "widgets/chart_text.h"

#include <algorithm>
#include <cmath>

namespace trilemma::app {

using widgets::dollars, widgets::FleetShown, widgets::number;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(FleetPage)
};

QString stranding(const FleetShown &shown)
{
    const fleet::NodePacking &packing = shown.study.evaluation.packing;
    const int stranded = shown.study.evaluation.fleetUse.strandedGpus();
    QString text = Texts::tr("%1 × %2 GPUs: %3 paid for, %4 stranded (%5 %)")
                       .arg(packing.nodes == 1 ? Texts::tr("1 node") : Texts::tr("%1 nodes").arg(number(packing.nodes)))
                       .arg(packing.gpusPerNode)
                       .arg(number(packing.paidGpus()), number(stranded), number(100.0 * stranded / packing.paidGpus()));
    const QString usd = dollars(shown.study.evaluation.cost.strandedUsdPerMonth, shown);
    return usd.isEmpty() ? text + Texts::tr(".") : text + Texts::tr(", %1 a month.").arg(usd);
}

/// The share that stands idle: over the week, in the median hour, and in the fullest.
QString gap(const scenario::FleetStudy &study)
{
    std::vector<double> idle;
    for (int hour = 0; hour < fleet::hoursPerWeek; ++hour) {
        const fleet::HourReadOut read = fleet::readHour(study.day().week, study.profile, study.fleet, hour);
        if (read.replicaHours > 0)
            idle.push_back(100 * read.idleReplicaHours / read.replicaHours);
    }
    if (idle.empty())
        return Texts::tr("Nothing is paid for.");
    std::ranges::sort(idle);
    return Texts::tr("Of what is paid for, %1 % is idle over the week, %2 % in the median hour, %3 % in the fullest.")
        .arg(number(100 * (1 - study.day().week.usedShare)), number(idle[idle.size() / 2]), number(idle.front()));
}

QString site(const scenario::FleetStudy &study)
{
    if (!study.siteProblem.empty())
        return QString::fromStdString(study.siteProblem) + QLatin1Char('.');
    if (!study.mostNodes)
        return {};
    return *study.mostNodes == 1 ? Texts::tr("The site feeds 1 node.")
                                 : Texts::tr("The site feeds %1 nodes.").arg(number(*study.mostNodes));
}

} // namespace

SimulationHeading::Text fleetText(const FleetShown &shown)
{
    SimulationHeading::Text text = loadText(shown.study.evaluation);
    if (!shown.study.problem.empty())
        return text;
    QStringList sentences{site(shown.study), stranding(shown), gap(shown.study)};
    sentences.removeAll(QString());
    text.summary = sentences.join(QLatin1Char(' '));
    if (shown.usdPerGpuHour > 0)
        text.how += Texts::tr(" · $%1 per paid GPU-hour, capital and operations").arg(number(shown.usdPerGpuHour));
    return text;
}

QString replicasText(int replicas)
{
    return replicas == 1 ? Texts::tr("1 replica") : Texts::tr("%1 replicas").arg(number(replicas));
}

QString durationText(double seconds)
{
    constexpr double secondsPerMinute = 60;
    if (!std::isfinite(seconds))
        return Texts::tr("no end");
    if (seconds < 1)
        return Texts::tr("%1 ms").arg(number(1e3 * seconds));
    return seconds < 2 * secondsPerMinute ? Texts::tr("%1 s").arg(number(seconds))
                                          : Texts::tr("%1 min").arg(number(seconds / secondsPerMinute));
}

QString coldStartText(const fleet::ColdStart &start)
{
    return Texts::tr("Cold start %1 = provision %2 + image %3 + weights %4 (%5 GB at %6 GB/s) + compile %7 + warm-up %8; "
                     "a trough must be longer to save anything.")
        .arg(durationText(start.totalSeconds()), durationText(start.provisionSeconds), durationText(start.imageSeconds),
             durationText(start.weightSeconds()), number(start.weightBytes / 1e9), number(start.weightBytesPerSecond / 1e9),
             durationText(start.compileSeconds), durationText(start.warmUpSeconds));
}

QString headroomText(const scenario::HeadroomPrice &price, bool isPriceKnown)
{
    const auto tail = [](const scenario::HeadroomPrice::Fleet &fleet) {
        return std::isfinite(fleet.burstTtftP99) ? durationText(fleet.burstTtftP99) : Texts::tr("unbounded");
    };
    if (price.with.replicas == price.without.replicas)
        return Texts::tr("%1 % headroom takes no further replica: whole ones leave that much.").arg(number(100 * price.headroom));
    QString text = Texts::tr("%1 % headroom takes %2 replicas rather than %3")
                       .arg(number(100 * price.headroom), number(price.with.replicas), number(price.without.replicas));
    if (isPriceKnown)
        text += Texts::tr(", $%1 more a month").arg(number(price.with.usdPerMonth - price.without.usdPerMonth));
    if (isPriceKnown && std::isfinite(price.with.usdPerMillionOutput))
        text += Texts::tr(" ($%1 more per M output tokens)")
                    .arg(number(price.with.usdPerMillionOutput - price.without.usdPerMillionOutput));
    return text + Texts::tr("; in a burst to %1 % of the peak, p99 TTFT is %2 rather than %3.")
                      .arg(number(100 * (1 + price.headroom)), tail(price.with), tail(price.without));
}

} // namespace trilemma::app
