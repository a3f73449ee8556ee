// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/batch_chart.h"

#include "widgets/chart_axis.h"
#include "widgets/chart_text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

using Binding = replica::Saturation::Binding;

namespace {

constexpr double grabPixels = 7;

/// Step curves are thinner than throughput curves of the same scenario.
QPen stepPen(const SeriesStyle &style, bool current)
{
    QPen pen = curvePen(style, current);
    pen.setWidthF(current ? 1.25 : 1);
    return pen;
}

} // namespace

BatchChart::BatchChart(QWidget *parent) : PlotChart(tr("Throughput and step time against batch"), parent) {}

std::unique_ptr<Chart> BatchChart::copy() const
{
    auto chart = std::make_unique<BatchChart>();
    chart->takeAppearanceOf(*this);
    chart->m_batchUpper = m_batchUpper;
    chart->m_throughputUpper = m_throughputUpper;
    chart->m_stepUpper = m_stepUpper;
    chart->showMeasured(measured());
    chart->showScenarios(scenarios());
    return chart;
}

BatchChart::Curves BatchChart::curvesOf(const ChartScenario &shown)
{
    Curves curves;
    curves.shown = &shown;
    if (!shown.curves)
        return curves;
    const replica::BatchCurve &batch = shown.curves->batch;
    const std::size_t count = std::min({batch.batch.size(), batch.outputTokensPerSecond.size(), batch.stepSeconds.size()});
    for (std::size_t i = 0; i < count; ++i) {
        const double x = batch.batch[i], throughput = batch.outputTokensPerSecond[i], step = batch.stepSeconds[i];
        if (!(x >= 1) || !std::isfinite(x) || !std::isfinite(throughput) || !std::isfinite(step))
            continue;
        curves.throughput.emplace_back(x, throughput);
        curves.step.emplace_back(x, 1000 * step);
    }
    return curves;
}

const BatchChart::Curves *BatchChart::currentCurves() const
{
    const auto found = std::find_if(m_curves.begin(), m_curves.end(), [](const Curves &curves) { return curves.shown->current; });
    return found == m_curves.end() || found->throughput.empty() ? nullptr : &*found;
}

std::vector<BatchChart::Limit> BatchChart::limits() const
{
    const Curves *curves = currentCurves();
    if (!curves)
        return {};
    const replica::Saturation &saturation = curves->shown->curves->evaluation.saturation;
    std::vector<Limit> limits{
        {tr("cap %1"), saturation.engineCap, theme().style(curves->shown->series).colour, saturation.binding == Binding::EngineCap},
        {tr("KV memory %1"), saturation.kvBatch, theme().bad, saturation.binding == Binding::KvMemory},
        {tr("B_sat %1"), saturation.ninetyPercentBatch, theme().muted, saturation.binding == Binding::Compute},
    };
    std::erase_if(limits, [](const Limit &limit) { return !(limit.batch > 0) || !std::isfinite(limit.batch); });
    for (Limit &limit : limits)
        limit.name = limit.name.arg(number(std::floor(limit.batch)));
    return limits;
}

PlotScene BatchChart::buildScene()
{
    m_curves.clear();
    for (const ChartScenario &shown : scenarios())
        m_curves.push_back(curvesOf(shown));
    setSubtitle(tr("output tok/s left, step ms right · one replica"), measuredText());

    double batch = 0, throughput = 0, step = 0;
    for (const Curves &curves : m_curves) {
        if (curves.throughput.empty())
            continue;
        batch = std::max(batch, curves.throughput.back().x());
        for (const QPointF &point : curves.throughput)
            throughput = std::max(throughput, point.y());
        for (const QPointF &point : curves.step)
            step = std::max(step, point.y());
    }
    m_batchUpper = steadyLogRange({1, m_batchUpper}, 1, std::max(batch, 4.0), 2).upper;
    m_throughputUpper = steadyUpper(m_throughputUpper, throughput);
    m_stepUpper = steadyUpper(m_stepUpper, step);

    PlotScene scene;
    scene.x = {.lower = 1, .upper = m_batchUpper, .logBase = m_batchUpper > 64 ? 4.0 : 2.0};
    scene.left = {.upper = m_throughputUpper, .step = niceStep(m_throughputUpper, 5), .gridlines = true};
    scene.right = PlotAxis{.upper = m_stepUpper, .step = niceStep(m_stepUpper, 5)};
    for (auto curves = m_curves.rbegin(); curves != m_curves.rend(); ++curves) {
        const SeriesStyle &style = theme().style(curves->shown->series);
        scene.curves.push_back({curves->step, stepPen(style, curves->shown->current), true});
        scene.curves.push_back({curves->throughput, curvePen(style, curves->shown->current)});
    }
    const ChartScenario *shown = current();
    if (shown && shown->curves && !currentCurves())
        scene.message = tr("%1 has no batch to show: %2").arg(shown->name, QString::fromStdString(shown->curves->evaluation.reason));
    return scene;
}

std::vector<MeasuredMark> BatchChart::marksOf(const MeasuredDot &dot) const
{
    return listed(throughputMark(dot));
}

void BatchChart::paintUnder(QPainter &painter) const
{
    const Curves *curves = currentCurves();
    if (!curves)
        return;
    const scenario::Evaluation &evaluation = curves->shown->curves->evaluation;
    const QColor tint = mixed(theme().panel, theme().style(curves->shown->series).colour, 0.10);
    fillBand(painter, curves->throughput, {1 / evaluation.tokenTimeBand.high, 1 / evaluation.tokenTimeBand.low}, tint);
    const double served = evaluation.saturation.servedBatch();
    if (!(served >= 1) || served >= scene().x.upper)
        return;
    const QRectF plot = plotRect();
    painter.fillRect(QRectF(QPointF(pixelAt({served, 0}).x(), plot.top()), plot.bottomRight()), theme().infeasible);
}

std::optional<QLineF> BatchChart::lineOf(const Limit &limit) const
{
    if (limit.batch < 1 || limit.batch > scene().x.upper)
        return std::nullopt;
    const QRectF plot = plotRect();
    const double x = std::round(pixelAt({limit.batch, 0}).x());
    return QLineF(x, plot.top(), x, plot.bottom());
}

std::vector<QLineF> BatchChart::limitLines() const
{
    std::vector<QLineF> lines;
    for (const Limit &limit : limits()) {
        if (const auto line = lineOf(limit))
            lines.push_back(*line);
    }
    return lines;
}

void BatchChart::paintOver(QPainter &painter) const
{
    const Curves *curves = currentCurves();
    if (!curves)
        return;
    for (const Limit &limit : limits()) {
        if (const auto line = lineOf(limit)) {
            painter.setPen(QPen(limit.colour, limit.binds ? 1.5 : 1, Qt::DashLine));
            painter.drawLine(*line);
        }
    }
    const double running = curves->shown->curves->evaluation.replica.runningBatch;
    if (const auto value = valueAt(curves->throughput, running)) {
        painter.setPen(QPen(theme().style(curves->shown->series).colour, 2.5));
        painter.setBrush(theme().panel);
        painter.drawEllipse(pixelAt({running, *value}), 4.5, 4.5);
    }
}

std::vector<PlotLabel> BatchChart::buildLabels() const
{
    std::vector<PlotLabel> labels;
    const Curves *curves = currentCurves();
    if (!curves)
        return labels;
    const QRectF plot = plotRect();
    for (const Limit &limit : limits()) {
        const bool beyond = limit.batch > scene().x.upper;
        const double x = beyond ? plot.right() : pixelAt({std::max(limit.batch, 1.0), 0}).x();
        const bool farLeft = x < plot.center().x();
        const Side outer = farLeft ? Side::Right : Side::Left, inner = farLeft ? Side::Left : Side::Right;
        labels.push_back({.text = beyond ? limit.name + QStringLiteral(" →") : limit.name, .colour = limit.colour,
                          .anchor = QPointF(x, plot.top() + 10),
                          .sides = {outer, inner}, .strong = limit.binds});
    }
    const double running = curves->shown->curves->evaluation.replica.runningBatch;
    if (const auto value = valueAt(curves->throughput, running)) {
        labels.push_back({.text = tr("running %1").arg(number(running)), .colour = theme().ink, .anchor = pixelAt({running, *value}),
                          .sides = {Side::AboveLeft, Side::BelowRight, Side::AboveRight, Side::BelowLeft}, .strong = true});
    }
    const bool several = m_curves.size() > 1;
    const auto along = [&](const Polyline &line, double share, bool right) {
        return pixelAt(line[static_cast<std::size_t>(share * static_cast<double>(line.size() - 1))], right);
    };
    const QColor colour = theme().style(curves->shown->series).colour;
    labels.push_back({.text = several ? curves->shown->name + tr(" tok/s") : tr("tok/s"), .colour = colour,
                      .anchor = along(curves->throughput, 0.45, false),
                      .sides = {Side::AboveLeft, Side::BelowRight, Side::Left, Side::Right}, .strong = true});
    labels.push_back({.text = several ? curves->shown->name + tr(" step, ms") : tr("step, ms"), .colour = colour,
                      .anchor = along(curves->step, 0.16, true), .sides = {Side::Above, Side::Below, Side::AboveLeft}});
    for (const Curves &ghost : m_curves) {
        if (&ghost == curves || ghost.throughput.empty())
            continue;
        labels.push_back({.text = ghost.shown->name, .colour = theme().style(ghost.shown->series).colour,
                          .anchor = along(ghost.throughput, 0.62, false),
                          .sides = {Side::BelowRight, Side::AboveLeft, Side::Right, Side::Left}, .strong = true});
    }
    return labels;
}

ReadOut BatchChart::readOutAt(double runningBatch) const
{
    ReadOut readOut;
    const Curves *shown = currentCurves();
    if (!shown)
        return readOut;
    readOut.x = std::max(1.0, runningBatch);
    readOut.heading = tr("batch %1 of one replica").arg(number(runningBatch));
    const auto reference = std::find_if(m_curves.begin(), m_curves.end(), [this](const Curves &each) { return each.shown == baseline(); });
    const auto rows = [&](const Polyline Curves::*line, const QString &unit, scenario::Better better, bool right) {
        const auto referenceValue = reference == m_curves.end() ? std::nullopt : valueAt((*reference).*line, *readOut.x);
        for (const Curves &each : m_curves) {
            const auto value = valueAt(each.*line, *readOut.x);
            ReadOutRow row{.name = each.shown->name, .style = theme().style(each.shown->series), .value = number(value, unit)};
            if (reference == m_curves.end() || &each != &*reference)
                row.delta = deltaOf(value, referenceValue, better);
            if (value)
                row.dot = QPointF(*readOut.x, *value);
            row.dotOnRightAxis = right;
            readOut.rows.push_back(row);
        }
    };
    rows(&Curves::throughput, tr("tok/s"), scenario::Better::Up, false);
    rows(&Curves::step, tr("ms"), scenario::Better::Down, true);
    return readOut;
}

std::optional<double> BatchChart::runningBatchAt(double x) const
{
    return currentCurves() ? std::optional(x) : std::nullopt;
}

QString BatchChart::leverAt(const QPointF &position) const
{
    const Curves *curves = currentCurves();
    if (!curves)
        return {};
    const double cap = curves->shown->curves->evaluation.saturation.engineCap;
    const QRectF plot = plotRect();
    const bool near = cap >= 1 && std::abs(pixelAt({std::min(cap, scene().x.upper), 0}).x() - position.x()) <= grabPixels;
    return near && position.y() >= plot.top() && position.y() <= plot.bottom() ? QStringLiteral("max_sequences") : QString();
}

double BatchChart::leverValueAt(const QString &, double x) const
{
    return std::max(1.0, std::round(x));
}

} // namespace trilemma::widgets
