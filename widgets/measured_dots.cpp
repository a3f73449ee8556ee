// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/measured_dots.h"

#include "widgets/chart_text.h"

#include <QCoreApplication>
#include <QLineF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

using serving::LatencyMetric;
using serving::Percentile;

namespace {

constexpr double standardErrors = 1.96;     ///< bars of means hold 95 %
constexpr double markRadius = 4, capPixels = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("MeasuredDots", text);
}

SeriesStyle markStyle(const Theme &theme)
{
    return {theme.ink, Qt::SolidLine, Marker::Diamond};
}

void addRow(ReadOut &readOut, const Theme &theme, const QString &name, std::optional<double> measured,
            std::optional<double> predicted, double scale, const QString &unit)
{
    if (!measured)
        return;
    ReadOutRow row{.name = name, .style = markStyle(theme), .value = number(*measured * scale, unit)};
    if (predicted && std::isfinite(*predicted)) {
        const double share = *predicted / *measured - 1;
        row.delta.text = tr("model %1, %2%3 %").arg(number(*predicted * scale), share < 0 ? QStringLiteral("−") : QStringLiteral("+"),
                                                      number(std::abs(share) * 100));
        row.delta.good = std::abs(share) <= 0.2;
        row.delta.bad = !row.delta.good;
    }
    readOut.rows.push_back(row);
}

/// "ITL p50 / p99: 18 / 50 ms", those that are stated; nothing where none is.
void addPercentiles(ReadOut &readOut, const Theme &theme, LatencyMetric metric, const MeasuredLatency &latency)
{
    QStringList names, values;
    for (const Percentile percentile : {Percentile::P50, Percentile::P95, Percentile::P99}) {
        if (const auto stated = latency.at(percentile)) {
            names += nameOf(percentile);
            values += number(*stated * unitOf(metric).perSecond);
        }
    }
    if (names.isEmpty())
        return;
    const QString slash = QStringLiteral(" / ");
    readOut.rows.push_back({.name = nameOf(metric) + QLatin1Char(' ') + names.join(slash),
                            .style = markStyle(theme),
                            .value = values.join(slash) + QLatin1Char(' ') + QLatin1String(unitOf(metric).unit)});
}

} // namespace

std::optional<double> MeasuredLatency::at(Percentile percentile) const
{
    switch (percentile) {
    case Percentile::P50: return p50;
    case Percentile::P95: return p95;
    case Percentile::P99: return p99;
    case Percentile::Mean: break;
    }
    return mean;
}

const MeasuredLatency &MeasuredDot::latency(LatencyMetric metric) const
{
    switch (metric) {
    case LatencyMetric::Ttft: return ttft;
    case LatencyMetric::EndToEnd: return endToEnd;
    case LatencyMetric::Itl: break;
    }
    return itl;
}

std::optional<MeasuredMark> latencyMark(const MeasuredDot &dot, double rate, LatencyMetric metric, Percentile percentile)
{
    const MeasuredLatency &latency = dot.latency(metric);
    const auto stated = latency.at(percentile);
    const auto shown = stated ? stated : latency.mean;
    if (!shown || !(rate > 0))
        return std::nullopt;
    const double scale = unitOf(metric).perSecond;
    MeasuredMark mark{.at = {rate, *shown * scale}, .open = !stated || !dot.sameLengths};
    if (latency.standardError && (percentile == Percentile::Mean || !stated)) {
        mark.low = std::max(0.0, *shown - standardErrors * *latency.standardError) * scale;
        mark.high = (*shown + standardErrors * *latency.standardError) * scale;
    } else if (latency.p50 && latency.p99) {
        mark.low = *latency.p50 * scale;
        mark.high = *latency.p99 * scale;
    }
    return mark;
}

std::vector<MeasuredMark> percentileMarks(const MeasuredDot &dot, double rate, LatencyMetric metric)
{
    std::vector<MeasuredMark> marks;
    for (const Percentile percentile : {Percentile::P99, Percentile::P95, Percentile::P50}) {
        const bool isStated = dot.latency(metric).at(percentile).has_value();
        const auto mark = isStated ? latencyMark(dot, rate, metric, percentile) : std::nullopt;
        if (!mark)
            continue;
        marks.push_back(*mark);
        if (marks.size() > 1)
            marks.back().low = marks.back().high = std::nullopt;
    }
    if (const auto mean = latencyMark(dot, rate, metric, Percentile::Mean); marks.empty() && mean) {
        marks.push_back(*mean);
        marks.back().open = true;
    }
    return marks;
}

std::optional<MeasuredMark> throughputMark(const MeasuredDot &dot)
{
    if (!(dot.replicaTokensPerSecond > 0) || !(dot.replicaConcurrency >= 1))
        return std::nullopt;
    return MeasuredMark{.at = {dot.replicaConcurrency, dot.replicaTokensPerSecond}, .open = !dot.sameLengths};
}

ReadOut measuredReadOut(const MeasuredDot &dot, const Theme &theme)
{
    ReadOut readOut{.heading = dot.heading, .x = {}, .rows = {}, .note = dot.conditions};
    if (dot.replicaTokensPerSecond > 0)
        addRow(readOut, theme, tr("output, one replica"), dot.replicaTokensPerSecond, dot.predictedTokensPerSecond, 1, tr("tok/s"));
    addRow(readOut, theme, tr("TTFT mean"), dot.ttft.mean, dot.predictedTtft, unitOf(LatencyMetric::Ttft).perSecond,
           QLatin1String(unitOf(LatencyMetric::Ttft).unit));
    addRow(readOut, theme, tr("TPOT mean"), dot.itl.mean, dot.predictedTpot, unitOf(LatencyMetric::Itl).perSecond,
           QLatin1String(unitOf(LatencyMetric::Itl).unit));
    addRow(readOut, theme, tr("E2E mean"), dot.endToEnd.mean, dot.predictedEndToEnd, unitOf(LatencyMetric::EndToEnd).perSecond,
           QLatin1String(unitOf(LatencyMetric::EndToEnd).unit));
    for (const LatencyMetric metric : {LatencyMetric::Ttft, LatencyMetric::Itl, LatencyMetric::EndToEnd})
        addPercentiles(readOut, theme, metric, dot.latency(metric));
    return readOut;
}

QStringList measuredCount(const SharedMeasuredDots &dots, std::size_t drawn)
{
    if (!dots || (drawn == 0 && dots->others == 0))
        return {};
    const QString own = tr("%1 measured").arg(drawn);
    if (dots->others == 0)
        return {own};
    return {tr("%1, %2 of other configurations").arg(own).arg(dots->others), tr("%1, %2 other").arg(own).arg(dots->others), own};
}

void paintMark(QPainter &painter, const QPointF &at, const std::optional<QLineF> &bar, bool open, const Theme &theme)
{
    painter.setPen(QPen(theme.ink, 1.25));
    if (bar) {
        painter.drawLine(*bar);
        for (const QPointF &end : {bar->p1(), bar->p2()})
            painter.drawLine(end - QPointF(capPixels, 0), end + QPointF(capPixels, 0));
    }
    painter.setBrush(open ? theme.panel : theme.ink);
    paintMarker(painter, at, markRadius, Marker::Diamond);
}

} // namespace trilemma::widgets
