// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/load_chart.h"

#include "widgets/chart_axis.h"
#include "widgets/chart_text.h"
#include "widgets/clip.h"
#include "widgets/hockey_stick.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace trilemma::widgets {

namespace {

constexpr double grabPixels = 14;
constexpr int legendPixels = 14; ///< above the axes
/// How far above the SLO, or above idle, the latency axis reaches.
constexpr double sloShare = 1.8, idleShare = 4;

QString titleOf(LoadFigure figure)
{
    switch (figure) {
    case LoadFigure::Ttft:
        return LoadChart::tr("TTFT under load");
    case LoadFigure::Itl:
        return LoadChart::tr("ITL under load");
    case LoadFigure::EndToEnd:
        return LoadChart::tr("E2E under load");
    case LoadFigure::TtftParts:
        break;
    }
    return LoadChart::tr("What mean TTFT is made of");
}

} // namespace

LoadChart::LoadChart(LoadFigure figure, QWidget *parent) : PlotChart(titleOf(figure), parent), m_figure(figure) {}

void LoadChart::showSimulations(const std::vector<SharedSimulatedLoad> &loads)
{
    if (loads == m_simulated)
        return;
    m_simulated = loads;
    invalidate();
}

const scenario::SimulatedLoad *LoadChart::simulationOf(std::size_t scenario) const
{
    return scenario < m_simulated.size() ? m_simulated[scenario].get() : nullptr;
}

QString LoadChart::csvName() const
{
    constexpr std::array names{"load_ttft", "load_itl", "load_e2e", "load_ttft_parts"};
    return QLatin1String(names[static_cast<std::size_t>(m_figure)]);
}

std::unique_ptr<Chart> LoadChart::copy() const
{
    auto chart = std::make_unique<LoadChart>(m_figure);
    chart->takeAppearanceOf(*this);
    chart->m_simulated = m_simulated;
    chart->m_rateUpper = m_rateUpper;
    chart->m_latencyUpper = m_latencyUpper;
    chart->showMeasured(measured());
    chart->showScenarios(scenarios());
    return chart;
}

std::vector<MeasuredMark> LoadChart::marksOf(const MeasuredDot &dot) const
{
    const double rate = dot.fleetRequestsPerSecond;
    return m_figure == LoadFigure::TtftParts
               ? listed(latencyMark(dot, rate, serving::LatencyMetric::Ttft, serving::Percentile::Mean))
               : percentileMarks(dot, rate, latencyOf(m_figure));
}

bool LoadChart::isClosedLoop() const
{
    return current() && widgets::isClosedLoop(*current());
}

std::optional<serving::LatencyBound> LoadChart::slo() const
{
    const ChartScenario *shown = current();
    if (!shown)
        return std::nullopt;
    const serving::Slo &all = shown->scenario.slo;
    const serving::LatencyBound &bound = m_figure == LoadFigure::Itl        ? all.itl
                                         : m_figure == LoadFigure::EndToEnd ? all.endToEnd
                                                                            : all.ttft;
    const bool isOfAPart = m_figure == LoadFigure::TtftParts && bound.percentile != serving::Percentile::Mean;
    return bound.enabled && !isOfAPart ? std::optional(bound) : std::nullopt;
}

std::optional<double> LoadChart::sloShown() const
{
    const auto bound = slo();
    if (!bound || m_lines.lines.empty())
        return std::nullopt;
    const double shown = bound->seconds * unitOf(latencyOf(m_figure)).perSecond;
    return shown < scene().left.upper ? std::optional(shown) : std::nullopt;
}

double LoadChart::neededLatency() const
{
    const auto bound = slo();
    double needed = bound ? sloShare * bound->seconds * unitOf(latencyOf(m_figure)).perSecond : 0;
    for (const LoadLine &line : m_lines.lines) {
        if (!line.line.empty())
            needed = std::max(needed, (bound ? 1.5 : idleShare) * line.line.front().y());
    }
    for (const Ghost &ghost : m_ghosts) {
        if (!ghost.lines.lines.empty() && !ghost.lines.lines.front().line.empty())
            needed = std::max(needed, 1.5 * ghost.lines.lines.front().line.front().y());
    }
    if (!m_lines.lines.empty() && m_lines.lines.front().here)
        needed = std::max(needed, std::min(1.2 * *m_lines.lines.front().here, 3 * needed));
    return needed;
}

double LoadChart::neededRate() const
{
    double rate = std::max(m_lines.capacity, std::min(m_lines.offered, 1.3 * m_lines.capacity));
    for (const LoadLine &line : m_lines.lines)
        rate = std::max(rate, line.line.empty() ? 0 : line.line.back().x());
    for (const Ghost &ghost : m_ghosts)
        rate = std::max(rate, ghost.lines.capacity);
    return rate;
}

QString LoadChart::message() const
{
    const ChartScenario *shown = current();
    if (!shown || !shown->curves || !m_lines.lines.empty())
        return {};
    return QString::fromStdString(shown->curves->evaluation.reason);
}

PlotScene LoadChart::buildScene()
{
    m_lines = {};
    m_ghosts.clear();
    for (std::size_t i = 0; i < scenarios().size(); ++i) {
        const ChartScenario &shown = scenarios()[i];
        LoadLines lines = loadLines(shown, simulationOf(i), m_figure);
        if (shown.current)
            m_lines = std::move(lines);
        else if (!lines.lines.empty() && m_figure != LoadFigure::TtftParts) // parts have the colours that tell scenarios apart
            m_ghosts.push_back({&shown, std::move(lines)});
    }
    setSubtitle(
        tr("%1 against QPS of the fleet, %2")
            .arg(QLatin1String(unitOf(latencyOf(m_figure)).unit), m_lines.isSimulated ? tr("simulated") : tr("closed form")),
        measuredText());
    const QPointF needed = withRoomForMarks({neededRate(), neededLatency()});
    m_rateUpper = steadyUpper(m_rateUpper, needed.x());
    m_latencyUpper = steadyUpper(m_latencyUpper, needed.y());

    PlotScene scene;
    scene.x = {.upper = m_rateUpper, .step = niceStep(m_rateUpper)};
    scene.left = {.upper = m_latencyUpper, .step = niceStep(m_latencyUpper, 5), .gridlines = true};
    const QRectF bounds(QPointF(0, 0), QPointF(m_rateUpper, m_latencyUpper));
    for (auto ghost = m_ghosts.rbegin(); ghost != m_ghosts.rend(); ++ghost)
        scene.curves.push_back({clippedPolyline(ghost->lines.lines.front().line, bounds),
                                curvePen(theme().style(ghost->shown->series), false)});
    if (m_lines.isSimulated)
        scene.curves.push_back({clippedPolyline(m_lines.closedForm, bounds), curvePen(closedFormStyle(), false)});
    for (std::size_t i = m_lines.lines.size(); i-- > 0;)
        scene.curves.push_back({clippedPolyline(m_lines.lines[i].line, bounds), curvePen(styleOf(i), i == 0)});
    scene.topPixels = m_lines.lines.empty() ? 0 : legendPixels;
    scene.message = message();
    return scene;
}

const Polyline &LoadChart::drawnLine(std::size_t line) const
{
    return scene().curves[scene().curves.size() - 1 - line].points;
}

/// Percentiles are shades of the scenario's colour; parts are things of their own.
SeriesStyle LoadChart::styleOf(std::size_t line) const
{
    constexpr std::array dashes{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    constexpr std::array markers{Marker::Disc, Marker::Square, Marker::Diamond, Marker::Triangle};
    if (m_figure == LoadFigure::TtftParts) {
        constexpr std::array series{0, 1, 2, 4};
        return {theme().series[static_cast<std::size_t>(series[line])].colour, dashes[line], markers[line]};
    }
    constexpr std::array strengths{1.0, 0.8, 0.62};
    return {mixed(theme().panel, theme().series[0].colour, strengths[line]), dashes[line], markers[line]};
}

void LoadChart::paintUnder(QPainter &painter) const
{
    if (m_lines.lines.empty())
        return;
    const QRectF plot = plotRect();
    if (const auto bound = sloShown())
        painter.fillRect(QRectF(plot.topLeft(), QPointF(plot.right(), pixelAt({0, *bound}).y())), theme().infeasible);
    const double x = pixelAt({m_lines.capacity, 0}).x();
    if (x < plot.right())
        painter.fillRect(QRectF(QPointF(x, plot.top()), plot.bottomRight()), theme().infeasible);
    paintBand(painter);
    for (std::size_t i = m_lines.lines.size(); i-- > 0;)
        paintInterval(painter, m_lines.lines[i], styleOf(i).colour);
}

std::optional<QLineF> LoadChart::kneeLine() const
{
    if (m_lines.lines.empty() || !m_lines.knee.exists || m_lines.kneeRate() > scene().x.upper)
        return std::nullopt;
    const double curve = clampedValueAt(m_lines.lines.front().line, m_lines.kneeRate()).value_or(scene().left.upper);
    const QPointF top = pixelAt({m_lines.kneeRate(), std::min(curve, scene().left.upper)});
    return QLineF(std::round(top.x()), plotRect().bottom(), std::round(top.x()), top.y());
}

std::vector<QLineF> LoadChart::limitLines() const
{
    std::vector<QLineF> lines;
    const QRectF plot = plotRect();
    if (const auto bound = sloShown()) {
        const double y = std::round(pixelAt({0, *bound}).y());
        lines.emplace_back(plot.left(), y, plot.right(), y);
    }
    if (const auto knee = kneeLine())
        lines.push_back(*knee);
    // Simulated curves have few points; labels keep clear of what is between them as well.
    for (const PlotCurve &curve : scene().curves) {
        for (std::size_t i = 1; i < curve.points.size(); ++i) {
            const QLineF between(pixelAt(curve.points[i - 1]), pixelAt(curve.points[i]));
            if (std::isfinite(between.length()))
                lines.push_back(between);
        }
    }
    return lines;
}

std::optional<QPointF> LoadChart::handle() const
{
    if (m_lines.lines.empty())
        return std::nullopt;
    const QRectF plot = plotRect();
    const double x = std::min(pixelAt({m_lines.offered, 0}).x(), plot.right());
    const auto value = m_lines.lines.front().here;
    if (m_lines.overloaded || !value || *value > scene().left.upper)
        return QPointF(x, plot.top() + 6);
    return QPointF(x, pixelAt({0, *value}).y());
}

void LoadChart::paintOver(QPainter &painter) const
{
    if (m_lines.lines.empty())
        return;
    const QRectF plot = plotRect();
    if (const auto bound = sloShown()) {
        const double y = std::round(pixelAt({0, *bound}).y());
        painter.setPen(QPen(theme().bad, 1, Qt::DashLine));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    }
    if (const auto knee = kneeLine()) {
        painter.setPen(QPen(theme().series[0].colour, 1, Qt::DashLine));
        painter.drawLine(*knee);
    }
    paintLegend(painter);
    const QPointF at = *handle();
    const bool offChart = at.y() < plot.top() + 7;
    painter.setPen(QPen(offChart ? theme().bad : theme().series[0].colour, 2.5));
    painter.setBrush(theme().panel);
    paintMarker(painter, at, 5.5, offChart ? Marker::Triangle : Marker::Disc);
}

std::optional<double> LoadChart::runningBatchAt(double x) const
{
    return clampedValueAt(m_lines.batch, x);
}

QString LoadChart::leverAt(const QPointF &position) const
{
    const auto at = handle();
    return at && !isClosedLoop() && (position - *at).manhattanLength() <= grabPixels ? QStringLiteral("qps") : QString();
}

double LoadChart::leverValueAt(const QString &, double x) const
{
    return std::max(x, scene().x.upper / 1000);
}

} // namespace trilemma::widgets
