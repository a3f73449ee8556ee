// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hockey_stick_chart.h"

#include "widgets/chart_axis.h"
#include "widgets/chart_text.h"
#include "widgets/clip.h"

#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

using serving::LatencyMetric;
using serving::Percentile;

namespace {

constexpr double grabPixels = 14;
/// How far above the SLO, or above idle where there is none, the latency axis reaches.
constexpr double sloShare = 2.4, idleShare = 4;
} // namespace

HockeyStickChart::HockeyStickChart(QWidget *parent) : PlotChart(tr("Latency against throughput"), parent) {}

void HockeyStickChart::setLatency(LatencyMetric metric, Percentile percentile)
{
    if (metric == m_metric && percentile == m_percentile)
        return;
    m_metric = metric;
    m_percentile = percentile;
    m_latencyUpper = 0;
    invalidate();
    emit latencyChanged(metric, percentile);
}

void HockeyStickChart::setLogarithmic(bool logarithmic)
{
    m_logarithmic = logarithmic;
    invalidate();
}

std::unique_ptr<Chart> HockeyStickChart::copy() const
{
    auto chart = std::make_unique<HockeyStickChart>();
    chart->takeAppearanceOf(*this);
    chart->m_metric = m_metric;
    chart->m_percentile = m_percentile;
    chart->m_logarithmic = m_logarithmic;
    chart->m_throughputUpper = m_throughputUpper;
    chart->m_latencyUpper = m_latencyUpper;
    chart->showMeasured(measured());
    chart->showScenarios(scenarios());
    return chart;
}

double HockeyStickChart::latencyOf(const serving::OperatingPoint &point) const
{
    return shownLatency(point, m_metric, m_percentile);
}

const HockeyStick *HockeyStickChart::currentStick() const
{
    const auto found = std::find_if(m_sticks.begin(), m_sticks.end(), [](const HockeyStick &stick) { return stick.shown->current; });
    return found == m_sticks.end() || !found->shown->curves ? nullptr : &*found;
}

std::optional<double> HockeyStickChart::sloBound() const
{
    const ChartScenario *shown = current();
    if (!shown)
        return std::nullopt;
    const serving::Slo &slo = shown->scenario.slo;
    const serving::LatencyBound &bound = m_metric == serving::LatencyMetric::Ttft ? slo.ttft : m_metric == LatencyMetric::Itl ? slo.itl : slo.endToEnd;
    if (!bound.enabled || bound.percentile != m_percentile)
        return std::nullopt;
    return bound.seconds * unitOf(m_metric).perSecond;
}

double HockeyStickChart::capacity() const
{
    const HockeyStick *stick = currentStick();
    return stick && !stick->latency.empty() ? stick->latency.back().x() : 0;
}

std::vector<MeasuredMark> HockeyStickChart::marksOf(const MeasuredDot &dot) const
{
    return listed(latencyMark(dot, dot.fleetTokensPerSecond, m_metric, m_percentile));
}

double HockeyStickChart::neededLatency() const
{
    const auto slo = sloBound();
    double needed = slo ? sloShare * *slo : 0;
    for (const HockeyStick &stick : m_sticks) {
        if (!stick.latency.empty())
            needed = std::max(needed, (slo ? 1.5 : idleShare) * stick.latency.front().y());
    }
    const HockeyStick *stick = currentStick();
    if (stick && stick->shown->curves->evaluation.replica.finite)
        needed = std::max(needed, std::min(1.2 * latencyOf(stick->shown->curves->evaluation.replica), 3 * needed));
    return needed;
}

double HockeyStickChart::neededThroughput() const
{
    double needed = 0;
    for (const HockeyStick &stick : m_sticks) {
        if (!stick.latency.empty())
            needed = std::max(needed, stick.latency.back().x());
    }
    if (const HockeyStick *stick = currentStick())
        needed = std::max(needed, std::min(offeredThroughput(*stick->shown), 1.3 * needed));
    return needed;
}

QString HockeyStickChart::message() const
{
    const ChartScenario *shown = current();
    if (!shown || !shown->curves)
        return {};
    const scenario::Evaluation &evaluation = shown->curves->evaluation;
    if (evaluation.state != scenario::State::Infeasible)
        return {};
    return tr("%1 cannot serve: %2").arg(shown->name, QString::fromStdString(evaluation.reason));
}

PlotScene HockeyStickChart::buildScene()
{
    m_sticks.clear();
    for (const ChartScenario &shown : scenarios())
        m_sticks.push_back(hockeyStick(shown, m_metric, m_percentile));
    setSubtitle(tr("%1 %2, %3 · output tok/s, fleet").arg(nameOf(m_percentile), nameOf(m_metric), QLatin1String(unitOf(m_metric).unit)),
                measuredText());

    PlotScene scene;
    const QPointF needed = withRoomForMarks({neededThroughput(), neededLatency()});
    m_throughputUpper = steadyUpper(m_throughputUpper, needed.x());
    m_latencyUpper = steadyUpper(m_latencyUpper, needed.y());
    scene.x = {.upper = m_throughputUpper, .step = niceStep(m_throughputUpper)};
    scene.left = {.upper = m_latencyUpper, .step = niceStep(m_latencyUpper, 5), .gridlines = true};
    if (m_logarithmic) {
        double least = m_latencyUpper;
        for (const HockeyStick &stick : m_sticks) {
            if (!stick.latency.empty())
                least = std::min(least, stick.latency.front().y());
        }
        const LogRange range = steadyLogRange({}, std::max(least, m_latencyUpper * 1e-4), m_latencyUpper, 10);
        scene.left = {.lower = range.lower, .upper = range.upper, .logBase = 10, .gridlines = true};
    }
    const QRectF bounds(QPointF(0, scene.left.lower), QPointF(scene.x.upper, scene.left.upper));
    for (auto stick = m_sticks.rbegin(); stick != m_sticks.rend(); ++stick) {
        const QPen pen = curvePen(theme().style(stick->shown->series), stick->shown->current);
        scene.curves.push_back({clippedPolyline(drawnLine(*stick), bounds), pen});
    }
    scene.message = message();
    return scene;
}

void HockeyStickChart::paintUnder(QPainter &painter) const
{
    const QRectF plot = plotRect();
    const auto slo = sloBound();
    if (!currentStick() || capacity() <= 0)
        return;
    if (slo && *slo < scene().left.upper) {
        const double y = pixelAt({0, std::max(*slo, scene().left.lower)}).y();
        painter.fillRect(QRectF(plot.topLeft(), QPointF(plot.right(), y)), theme().infeasible);
    }
    const double x = pixelAt({capacity(), scene().left.upper}).x();
    if (x < plot.right())
        painter.fillRect(QRectF(QPointF(x, plot.top()), plot.bottomRight()), theme().infeasible);
    paintBand(painter);
}

void HockeyStickChart::paintBand(QPainter &painter) const
{
    const HockeyStick &stick = *currentStick();
    const scenario::Evaluation &evaluation = stick.shown->curves->evaluation;
    const catalog::Band band = bandOf(evaluation, m_metric);
    const std::span<const QPointF> curve(stick.latency);
    const std::size_t preview = std::min(stick.previewFrom, curve.size());
    const QColor colour = theme().style(stick.shown->series).colour;
    fillBand(painter, curve.first(std::min(preview + 1, curve.size())), band, mixed(theme().panel, colour, 0.14));
    fillBand(painter, curve.subspan(preview), band, QBrush(mixed(theme().panel, colour, 0.30), Qt::BDiagPattern));
}

std::optional<QPointF> HockeyStickChart::handle() const
{
    const HockeyStick *stick = currentStick();
    if (!stick || stick->latency.empty())
        return std::nullopt;
    const QRectF plot = plotRect();
    const serving::OperatingPoint &point = stick->shown->curves->evaluation.replica;
    const double x = std::min(pixelAt({offeredThroughput(*stick->shown), scene().left.upper}).x(), plot.right());
    const double latency = latencyOf(point);
    if (!point.finite || !std::isfinite(latency) || latency > scene().left.upper)
        return QPointF(x, plot.top() + 6);
    return QPointF(x, std::min(pixelAt({0, latency}).y(), plot.bottom()));
}

void HockeyStickChart::paintHandle(QPainter &painter) const
{
    const auto at = handle();
    if (!at)
        return;
    const HockeyStick &stick = *currentStick();
    const bool offChart = at->y() < plotRect().top() + 7;
    painter.setPen(QPen(offChart ? theme().bad : theme().style(stick.shown->series).colour, 2.5));
    painter.setBrush(theme().panel);
    paintMarker(painter, *at, 5.5, offChart ? Marker::Triangle : Marker::Disc);
}

std::vector<QLineF> HockeyStickChart::limitLines() const
{
    const QRectF plot = plotRect();
    const HockeyStick *stick = currentStick();
    const auto slo = sloBound();
    std::vector<QLineF> lines;
    if (!stick || stick->latency.empty())
        return lines;
    if (slo && *slo < scene().left.upper && *slo > scene().left.lower) {
        const double y = std::round(pixelAt({0, *slo}).y());
        lines.emplace_back(plot.left(), y, plot.right(), y);
    }
    if (stick->step) {
        const LatencyStep &step = *stick->step;
        lines.emplace_back(pixelAt({step.x, step.from}), pixelAt({step.x, std::min(step.to, scene().left.upper)}));
    }
    return lines;
}

void HockeyStickChart::paintOver(QPainter &painter) const
{
    const HockeyStick *stick = currentStick();
    if (!stick || stick->latency.empty())
        return;
    const QRectF plot = plotRect();
    const auto slo = sloBound();
    if (slo && *slo < scene().left.upper && *slo > scene().left.lower) {
        const double y = std::round(pixelAt({0, *slo}).y());
        painter.setPen(QPen(theme().bad, 1, Qt::DashLine));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    }
    const scenario::Evaluation &evaluation = stick->shown->curves->evaluation;
    if (evaluation.knee.exists) {
        const double knee = evaluation.knee.outputTokensPerSecond * evaluation.replicas;
        const double top = std::min(clampedValueAt(stick->latency, knee).value_or(scene().left.upper), scene().left.upper);
        const double x = std::round(pixelAt({knee, top}).x());
        painter.setPen(QPen(theme().style(stick->shown->series).colour, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, pixelAt({knee, top}).y()));
    }
    painter.setPen(Qt::NoPen);
    for (const HockeyStick &ghost : m_sticks) {
        const auto end = ghost.shown->current || ghost.latency.empty() ? std::nullopt : std::optional(ghost.latency.front());
        if (!end || end->y() > scene().left.upper || end->y() < scene().left.lower)
            continue;
        painter.setBrush(theme().style(ghost.shown->series).colour);
        paintMarker(painter, pixelAt(*end), 3, theme().style(ghost.shown->series).marker);
    }
    paintSteps(painter);
    paintHandle(painter);
}

void HockeyStickChart::paintSteps(QPainter &painter) const
{
    for (const HockeyStick &stick : m_sticks) {
        if (!stick.step)
            continue;
        const double top = pixelAt({stick.step->x, std::min(stick.step->to, scene().left.upper)}).y();
        const double bottom = pixelAt({stick.step->x, std::max(stick.step->from, scene().left.lower)}).y();
        const double x = pixelAt({stick.step->x, scene().left.upper}).x();
        painter.setPen(QPen(theme().style(stick.shown->series).colour, stick.shown->current ? 1.5 : 1, Qt::DotLine));
        painter.drawLine(QPointF(x, bottom), QPointF(x, top));
    }
}

ReadOut HockeyStickChart::readOutAt(double runningBatch) const
{
    ReadOut readOut;
    const HockeyStick *stick = currentStick();
    if (!stick || stick->batch.empty())
        return readOut;
    const auto above = std::lower_bound(stick->batch.begin(), stick->batch.end(), runningBatch,
                                        [](const QPointF &point, double batch) { return point.y() < batch; });
    if (above == stick->batch.end() && runningBatch > stick->batch.back().y() * 1.01)
        return readOut;     // more sequences than this scenario ever runs
    const auto upper = above == stick->batch.end() ? above - 1 : above;
    const auto lower = upper == stick->batch.begin() ? upper : upper - 1;
    const double span = upper->y() - lower->y();
    const double x = lower->x() + (span > 0 ? std::clamp((runningBatch - lower->y()) / span, 0.0, 1.0) : 0) * (upper->x() - lower->x());
    readOut.x = x;
    readOut.heading = tr("%1 QPS · %2 tok/s · batch %3")
                          .arg(number(x / stick->shown->scenario.workload.outputTokensMean), number(x), number(runningBatch));
    const auto waiting = m_metric == LatencyMetric::Itl ? valueAt(stick->waitingShare, x) : std::nullopt;
    if (waiting && *waiting > 0)
        readOut.note = tr("%1 % of tokens wait for a prefill").arg(number(100 * *waiting));
    const ChartScenario *reference = baseline();
    std::optional<double> referenceValue;
    for (const HockeyStick &each : m_sticks) {
        if (each.shown == reference)
            referenceValue = valueAt(each.latency, x);
    }
    for (const HockeyStick &each : m_sticks) {
        const auto value = valueAt(each.latency, x);
        ReadOutRow row{.name = each.shown->name, .style = theme().style(each.shown->series),
                       .value = number(value, QLatin1String(unitOf(m_metric).unit))};
        if (each.shown != reference)
            row.delta = deltaOf(value, referenceValue, scenario::Better::Down);
        if (value)
            row.dot = QPointF(x, *value);
        readOut.rows.push_back(row);
    }
    return readOut;
}

std::optional<double> HockeyStickChart::runningBatchAt(double x) const
{
    const HockeyStick *stick = currentStick();
    return stick ? clampedValueAt(stick->batch, x) : std::nullopt;
}

QString HockeyStickChart::leverAt(const QPointF &position) const
{
    const auto at = handle();
    if (!at || (position - *at).manhattanLength() > grabPixels)
        return {};
    return isClosedLoop(*currentStick()->shown) ? QStringLiteral("concurrency") : QStringLiteral("qps");
}

double HockeyStickChart::leverValueAt(const QString &lever, double x) const
{
    const HockeyStick *stick = currentStick();
    if (!stick)
        return 0;
    if (lever == QLatin1String("concurrency"))
        return std::max(1.0, clampedValueAt(stick->batch, x).value_or(1) * stick->shown->curves->evaluation.replicas);
    return std::max(x, scene().x.upper / 1000) / stick->shown->scenario.workload.outputTokensMean;
}

void HockeyStickChart::fillMenu(QMenu &menu)
{
    const auto choice = [&menu, this](const QString &text, bool checked, auto then) {
        QAction *action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(checked);
        connect(action, &QAction::triggered, this, then);
    };
    for (const LatencyMetric metric : {LatencyMetric::Ttft, LatencyMetric::Itl, LatencyMetric::EndToEnd})
        choice(nameOf(metric), metric == m_metric, [this, metric] { setLatency(metric, m_percentile); });
    menu.addSeparator();
    for (const Percentile percentile : {Percentile::P50, Percentile::P95, Percentile::P99, Percentile::Mean})
        choice(nameOf(percentile), percentile == m_percentile, [this, percentile] { setLatency(m_metric, percentile); });
    menu.addSeparator();
    choice(tr("Logarithmic latency"), m_logarithmic, [this] { setLogarithmic(!m_logarithmic); });
}

} // namespace trilemma::widgets
