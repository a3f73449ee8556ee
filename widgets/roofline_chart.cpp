// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/roofline_chart.h"

#include "widgets/chart_axis.h"
#include "widgets/chart_text.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace trilemma::widgets {

namespace {

constexpr double tera = 1e12;

bool isDrawable(const replica::RooflinePoint &point)
{
    return point.flopsPerByte > 0 && point.flopsPerSecond > 0 && std::isfinite(point.flopsPerByte) && std::isfinite(point.flopsPerSecond);
}

bool isDrawable(const replica::Roofline &roofline)
{
    const std::array figures{roofline.datasheetFlops, roofline.datasheetBytesPerSecond, roofline.achievedFlops, roofline.achievedBytesPerSecond};
    return std::all_of(figures.begin(), figures.end(), [](double value) { return value > 0 && std::isfinite(value); });
}

QPointF shown(const replica::RooflinePoint &point)
{
    return {point.flopsPerByte, point.flopsPerSecond / tera};
}

} // namespace

std::optional<QPointF> decodePassAt(const scenario::OverviewCurves &curves, double batch)
{
    const replica::RooflinePoint *least = nullptr, *most = nullptr;
    for (const replica::RooflinePoint &point : curves.roofline.points) {
        if (!isDrawable(point) || !(point.decodeSequences > 0))
            continue;
        if (!least || point.decodeSequences < least->decodeSequences)
            least = &point;
        if (!most || point.decodeSequences > most->decodeSequences)
            most = &point;
    }
    if (!least || least->decodeSequences == most->decodeSequences || !(batch > 0))
        return std::nullopt;
    const replica::BatchCurve &curve = curves.batch;
    Polyline throughput;
    for (std::size_t i = 0; i < std::min(curve.batch.size(), curve.outputTokensPerSecond.size()); ++i)
        throughput.emplace_back(curve.batch[i], curve.outputTokensPerSecond[i]);
    const auto reference = valueAt(throughput, least->decodeSequences), there = clampedValueAt(throughput, batch);
    if (!reference || !there || *reference <= 0)
        return std::nullopt;
    const double share = (1 / batch - 1 / most->decodeSequences) / (1 / least->decodeSequences - 1 / most->decodeSequences);
    const double inverse = 1 / most->flopsPerByte + share * (1 / least->flopsPerByte - 1 / most->flopsPerByte);
    if (!(inverse > 0))
        return std::nullopt;
    return QPointF(1 / inverse, least->flopsPerSecond * *there / *reference);
}

RooflineChart::RooflineChart(QWidget *parent) : PlotChart(tr("Roofline"), parent) {}

std::unique_ptr<Chart> RooflineChart::copy() const
{
    auto chart = std::make_unique<RooflineChart>();
    chart->takeAppearanceOf(*this);
    chart->m_intensityLower = m_intensityLower;
    chart->m_intensityUpper = m_intensityUpper;
    chart->m_teraflopsLower = m_teraflopsLower;
    chart->m_teraflopsUpper = m_teraflopsUpper;
    chart->showScenarios(scenarios());
    return chart;
}

const replica::Roofline *RooflineChart::currentRoofline() const
{
    const ChartScenario *scenario = current();
    return scenario && scenario->curves && isDrawable(scenario->curves->roofline) ? &scenario->curves->roofline : nullptr;
}

Polyline RooflineChart::roof(double flops, double bytesPerSecond) const
{
    const double ridge = flops / bytesPerSecond;
    const double start = std::max(m_intensityLower, m_teraflopsLower * tera / bytesPerSecond);
    Polyline line;
    if (start < std::min(ridge, m_intensityUpper))
        line.emplace_back(start, start * bytesPerSecond / tera);
    if (ridge > m_intensityLower && ridge < m_intensityUpper)
        line.emplace_back(ridge, flops / tera);
    const double end = std::min(flops, m_intensityUpper * bytesPerSecond) / tera;
    line.emplace_back(m_intensityUpper, end);
    return line;
}

PlotScene RooflineChart::buildScene()
{
    PlotScene scene;
    double leastX = 1, mostX = 100, leastY = 1e3, mostY = 10;
    for (const ChartScenario &each : scenarios()) {
        if (!each.curves || !isDrawable(each.curves->roofline))
            continue;
        mostX = std::max(mostX, 2 * each.curves->roofline.ridge());
        mostY = std::max(mostY, 1.2 * each.curves->roofline.datasheetFlops / tera);
        for (const replica::RooflinePoint &point : each.curves->roofline.points) {
            if (!isDrawable(point))
                continue;
            leastX = std::min(leastX, point.flopsPerByte);
            mostX = std::max(mostX, 1.2 * point.flopsPerByte);
            leastY = std::min(leastY, 0.6 * point.flopsPerSecond / tera);
        }
    }
    const LogRange x = steadyLogRange({m_intensityLower, m_intensityUpper}, leastX, mostX, 10);
    const LogRange y = steadyLogRange({m_teraflopsLower, m_teraflopsUpper}, std::min(leastY, mostY / 10), mostY, 10);
    std::tie(m_intensityLower, m_intensityUpper) = std::pair(x.lower, x.upper);
    std::tie(m_teraflopsLower, m_teraflopsUpper) = std::pair(y.lower, y.upper);
    scene.x = {.lower = x.lower, .upper = x.upper, .logBase = 10};
    scene.left = {.lower = y.lower, .upper = y.upper, .logBase = 10, .gridlines = true};

    const ChartScenario *scenario = current();
    const QString what = scenario && !scenario->hardware.isEmpty() ? tr("one %1").arg(scenario->hardware) : tr("one GPU");
    setSubtitle(tr("TFLOP/s over FLOP per byte · %1").arg(what));
    const replica::Roofline *roofline = currentRoofline();
    if (!roofline) {
        if (scenario && scenario->curves)
            scene.message = tr("%1 has no pass to show: %2").arg(scenario->name, QString::fromStdString(scenario->curves->evaluation.reason));
        return scene;
    }
    for (auto each = scenarios().rbegin(); each != scenarios().rend(); ++each) {
        if (each->current || !each->curves || !isDrawable(each->curves->roofline))
            continue;
        const replica::Roofline &ghost = each->curves->roofline;
        if (ghost.achievedFlops != roofline->achievedFlops || ghost.achievedBytesPerSecond != roofline->achievedBytesPerSecond)
            scene.curves.push_back({roof(ghost.achievedFlops, ghost.achievedBytesPerSecond), curvePen(theme().style(each->series), false)});
    }
    scene.curves.push_back({roof(roofline->datasheetFlops, roofline->datasheetBytesPerSecond), QPen(theme().muted, 1.25, Qt::DashLine)});
    scene.curves.push_back({roof(roofline->achievedFlops, roofline->achievedBytesPerSecond), QPen(theme().ink, 1.75)});
    return scene;
}

void RooflineChart::paintUnder(QPainter &painter) const
{
    const replica::Roofline *roofline = currentRoofline();
    if (!roofline || roofline->ridge() > scene().x.upper)
        return;
    const QRectF plot = plotRect();
    const double x = std::round(pixelAt({roofline->ridge(), scene().left.lower}).x());
    painter.setPen(QPen(theme().line, 1));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
}

void RooflineChart::paintOver(QPainter &painter) const
{
    const QRectF plot = plotRect();
    for (auto each = scenarios().rbegin(); each != scenarios().rend(); ++each) {
        if (!each->curves)
            continue;
        const QColor colour = theme().style(each->series).colour;
        for (const replica::RooflinePoint &point : each->curves->roofline.points) {
            const QPointF at = isDrawable(point) ? pixelAt(shown(point)) : QPointF(-1, -1);
            if (!plot.contains(at))
                continue;
            painter.setPen(QPen(colour, 1.5));
            painter.setBrush(each->current ? colour : theme().panel);
            paintMarker(painter, at, each->current ? 4.5 : 3.5, point.prefill ? Marker::Square : Marker::Disc);
        }
    }
}

std::vector<PlotLabel> RooflineChart::buildLabels() const
{
    std::vector<PlotLabel> labels;
    const replica::Roofline *roofline = currentRoofline();
    if (!roofline)
        return labels;
    const QColor colour = theme().style(current()->series).colour;
    for (const replica::RooflinePoint &point : roofline->points) {
        if (isDrawable(point))
            labels.push_back({.text = QString::fromStdString(point.label), .colour = colour, .anchor = pixelAt(shown(point)),
                              .sides = point.prefill ? std::vector{Side::BelowLeft, Side::Below, Side::BelowRight}
                                                     : std::vector{Side::Right, Side::BelowRight, Side::Below, Side::AboveLeft}});
    }
    const QRectF plot = plotRect();
    labels.push_back({.text = tr("ridge %1").arg(number(roofline->ridge())), .colour = theme().muted,
                      .anchor = QPointF(pixelAt({roofline->ridge(), scene().left.lower}).x(), plot.bottom() - 12),
                      .sides = {Side::Right, Side::Left}});
    const auto onSlope = [&](double flops, double bytesPerSecond, double share) {
        const double start = std::max(scene().x.lower, scene().left.lower * tera / bytesPerSecond);
        const double x = start * std::pow(flops / bytesPerSecond / start, share);
        return pixelAt({x, x * bytesPerSecond / tera});
    };
    labels.push_back({.text = tr("datasheet"), .colour = theme().muted,
                      .anchor = onSlope(roofline->datasheetFlops, roofline->datasheetBytesPerSecond, 0.6),
                      .sides = {Side::AboveLeft, Side::Left}, .required = false});
    labels.push_back({.text = tr("achieved"), .colour = theme().ink,
                      .anchor = onSlope(roofline->achievedFlops, roofline->achievedBytesPerSecond, 0.55),
                      .sides = {Side::BelowRight, Side::Right}, .required = false});
    for (const ChartScenario &each : scenarios()) {
        if (each.current || !each.curves || each.curves->roofline.points.empty() || !isDrawable(each.curves->roofline.points.back()))
            continue;
        labels.push_back({.text = each.name, .colour = theme().style(each.series).colour,
                          .anchor = pixelAt(shown(each.curves->roofline.points.back())),
                          .sides = {Side::Above, Side::Right, Side::Below, Side::Left}, .strong = true});
    }
    return labels;
}

ReadOut RooflineChart::readOutAt(double runningBatch) const
{
    ReadOut readOut;
    const replica::Roofline *roofline = currentRoofline();
    const auto pass = roofline ? decodePassAt(*current()->curves, runningBatch) : std::nullopt;
    if (!pass)
        return readOut;
    readOut.x = pass->x();
    readOut.heading = tr("decode, batch %1 · %2 FLOP/byte").arg(number(runningBatch), number(pass->x()));
    const auto reference = baseline() && baseline()->curves ? decodePassAt(*baseline()->curves, runningBatch) : std::nullopt;
    for (const ChartScenario &each : scenarios()) {
        const auto own = each.curves ? decodePassAt(*each.curves, runningBatch) : std::nullopt;
        const auto value = own ? std::optional(own->y() / tera) : std::nullopt;
        ReadOutRow row{.name = each.name, .style = theme().style(each.series), .value = number(value, tr("TFLOP/s"))};
        if (!each.baseline)
            row.delta = deltaOf(value, reference ? std::optional(reference->y() / tera) : std::nullopt, scenario::Better::Up);
        if (own)
            row.dot = QPointF(own->x(), own->y() / tera);
        readOut.rows.push_back(row);
    }
    return readOut;
}

std::optional<double> RooflineChart::runningBatchAt(double x) const
{
    const ChartScenario *scenario = current();
    if (!currentRoofline() || scenario->curves->batch.batch.empty())
        return std::nullopt;
    // Intensity grows with the batch: the first batch of the curve whose pass lies right of the mouse.
    for (const double batch : scenario->curves->batch.batch) {
        const auto pass = decodePassAt(*scenario->curves, batch);
        if (pass && pass->x() >= x)
            return batch;
    }
    return std::nullopt;
}

} // namespace trilemma::widgets
