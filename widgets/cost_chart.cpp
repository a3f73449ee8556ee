// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cost_chart.h"

#include "widgets/chart_axis.h"
#include "widgets/chart_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace trilemma::widgets {

namespace {

constexpr double thickness = 0.58;      ///< of a bar, in rows
constexpr double thickest = 56;         ///< pixels
constexpr int legendHeight = 30;
constexpr int legendMargin = 12;
constexpr double swatch = 9, swatchGap = 5, legendGap = 16;
constexpr std::array parts{cost::Part::Capital, cost::Part::Operations, cost::Part::Opportunity, cost::Part::Engineering};

std::optional<double> perMillion(const ChartScenario &shown)
{
    if (!shown.curves || shown.curves->evaluation.state == scenario::State::Infeasible)
        return std::nullopt;
    const double usd = shown.curves->evaluation.cost.usdPerMillionOutput;
    return usd > 0 && std::isfinite(usd) ? std::optional(usd) : std::nullopt;
}

double shareOf(const cost::TotalCost &cost, cost::Part part)
{
    const double usd = cost.usdPerMillionOutputByPart[static_cast<std::size_t>(part)];
    return usd > 0 && std::isfinite(usd) ? usd : 0;
}

double entryWidth(cost::Part part)
{
    return swatch + swatchGap + QFontMetricsF(axisFont()).horizontalAdvance(QLatin1String(cost::label(part)));
}

double legendWidth(const std::vector<cost::Part> &row)
{
    return std::accumulate(row.begin(), row.end(), legendGap * static_cast<double>(row.size() - 1),
                           [](double sum, cost::Part part) { return sum + entryWidth(part); });
}

QString dollars(double usd)
{
    return QLatin1Char('$') + number(usd);
}

} // namespace

CostChart::CostChart(QWidget *parent) : PlotChart(tr("Total cost of ownership"), parent) {}

std::unique_ptr<Chart> CostChart::copy() const
{
    auto chart = std::make_unique<CostChart>();
    chart->takeAppearanceOf(*this);
    chart->m_upper = m_upper;
    chart->showScenarios(scenarios());
    return chart;
}

PlotScene CostChart::buildScene()
{
    setSubtitle(tr("$ per M output tokens, reservation basis"));
    PlotScene scene;
    double most = 0;
    std::vector<QString> names;
    for (const ChartScenario &shown : scenarios()) {
        most = std::max(most, perMillion(shown).value_or(0));
        names.push_back(shown.name);
    }
    // Room for the totals right of the bars.
    m_upper = steadyUpper(m_upper, 1.12 * most);
    scene.x = {.upper = m_upper, .step = niceStep(m_upper, 6), .gridlines = true, .prefix = QStringLiteral("$")};
    const double rows = std::max(3.0, static_cast<double>(names.size()));
    scene.left = {.lower = rows + 0.5, .upper = 0.5, .names = std::move(names)};
    scene.bottomPixels = legendRows().size() > 1 ? legendHeight * 3 / 2 : legendHeight;
    const ChartScenario *shown = current();
    if (shown && shown->curves && scenarios().size() == 1 && !perMillion(*shown))
        scene.message = tr("%1 serves no tokens, so it has no price per token. %2")
                            .arg(shown->name, QString::fromStdString(shown->curves->evaluation.reason));
    return scene;
}

QColor CostChart::colourOf(cost::Part part) const
{
    switch (part) {
    case cost::Part::Capital: return theme().series[0].colour;
    case cost::Part::Operations: return theme().series[2].colour;
    case cost::Part::Opportunity: return theme().series[1].colour;
    case cost::Part::Engineering: break;
    }
    return theme().series[4].colour;
}

QRectF CostChart::barOf(std::size_t row, double from, double to) const
{
    const double centre = static_cast<double>(row + 1);
    const QPointF a = pixelAt({from, centre - thickness / 2}), b = pixelAt({to, centre + thickness / 2});
    const double height = std::min(std::abs(b.y() - a.y()), thickest);
    return {a.x(), (a.y() + b.y() - height) / 2, b.x() - a.x(), height};
}

void CostChart::paintBar(QPainter &painter, std::size_t row, const cost::TotalCost &cost) const
{
    double from = 0;
    const QFontMetricsF metrics(painter.font());
    for (const cost::Part part : parts) {
        const double share = shareOf(cost, part);
        const QRectF bar = barOf(row, from, from + share);
        from += share;
        if (bar.width() < 0.5)
            continue;
        painter.fillRect(bar.adjusted(0, 0, bar.width() > 3 ? -1 : 0, 0), colourOf(part));
        const QString text = number(share);
        if (metrics.horizontalAdvance(text) + 8 > bar.width())
            continue;
        painter.setPen(readableOn(colourOf(part)));
        painter.drawText(bar, Qt::AlignCenter, text);
    }
}

void CostChart::paintOver(QPainter &painter) const
{
    const QRectF plot = plotRect();
    painter.setFont(themeFont(axisPixels, QFont::DemiBold));
    for (std::size_t row = 0; row < scenarios().size(); ++row) {
        if (perMillion(scenarios()[row]))
            paintBar(painter, row, scenarios()[row].curves->evaluation.cost);
    }
    painter.setPen(QPen(theme().line, 1));
    painter.drawLine(plot.topLeft(), plot.bottomLeft());
    paintLegend(painter);
}

void CostChart::paintLegend(QPainter &painter) const
{
    painter.setFont(axisFont());
    const QFontMetricsF metrics(painter.font());
    double y = plotRect().bottom() + metrics.height() + 22;
    for (const auto &row : legendRows()) {
        double x = std::max<double>(legendMargin, std::min(plotRect().left(), plotWidth() - legendMargin - legendWidth(row)));
        for (const cost::Part part : row) {
            painter.fillRect(QRectF(x, y - swatch / 2, swatch, swatch), colourOf(part));
            painter.setPen(theme().muted);
            painter.drawText(QPointF(x + swatch + swatchGap, y + metrics.capHeight() / 2), QLatin1String(cost::label(part)));
            x += entryWidth(part) + legendGap;
        }
        y += legendHeight / 2.0 + 2;
    }
}

std::vector<std::vector<cost::Part>> CostChart::legendRows() const
{
    const std::vector<cost::Part> all(parts.begin(), parts.end());
    if (legendWidth(all) <= plotWidth() - 2 * legendMargin)
        return {all};
    const auto half = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    return {{all.begin(), half}, {half, all.end()}};
}

std::vector<PlotLabel> CostChart::buildLabels() const
{
    std::vector<PlotLabel> labels;
    for (std::size_t row = 0; row < scenarios().size(); ++row) {
        const ChartScenario &shown = scenarios()[row];
        const auto total = perMillion(shown);
        PlotLabel label{.text = total ? dollars(*total) : tr("no tokens served"), .colour = total ? theme().ink : theme().bad, .strong = true};
        if (shown.curves) {
            label.anchor = QPointF(barOf(row, 0, total.value_or(0)).right(), barOf(row, 0, 0).center().y());
            labels.push_back(label);
        }
    }
    return labels;
}

ReadOut CostChart::readOutAt(double) const
{
    ReadOut readOut;
    readOut.heading = tr("$ per M output tokens, reservation basis");
    const auto reference = baseline() ? perMillion(*baseline()) : std::nullopt;
    for (const ChartScenario &shown : scenarios()) {
        const auto total = perMillion(shown);
        ReadOutRow row{.name = shown.name, .style = theme().style(shown.series), .value = total ? dollars(*total) : QStringLiteral("-")};
        if (!shown.baseline)
            row.delta = deltaOf(total, reference, scenario::Better::Down);
        readOut.rows.push_back(row);
    }
    return readOut;
}

std::optional<double> CostChart::runningBatchAt(double) const
{
    return std::nullopt;
}

} // namespace trilemma::widgets
