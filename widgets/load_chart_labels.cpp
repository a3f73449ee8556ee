// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the curves and limits of a load chart are called.
#include "widgets/chart_text.h"
#include "widgets/load_chart.h"

namespace trilemma::widgets {

std::optional<PlotLabel> LoadChart::handleLabel() const
{
    const auto at = handle();
    if (!at)
        return std::nullopt;
    PlotLabel label{
        .anchor = *at, .sides = {Side::AboveLeft, Side::AboveRight, Side::BelowRight, Side::BelowLeft}, .strong = true};
    if (m_lines.overloaded) {
        label.text = tr("OVERLOADED at %1 QPS").arg(number(m_lines.offered));
        label.colour = theme().bad;
        label.sides = {Side::Left, Side::BelowLeft, Side::Right, Side::BelowRight};
        return label;
    }
    label.colour = theme().ink;
    label.text = isClosedLoop() ? tr("you: %1 in flight").arg(number(current()->scenario.workload.concurrency))
                                : tr("you: %1 QPS").arg(number(m_lines.offered));
    if (const auto value = m_lines.lines.front().here; value && *value > scene().left.upper)
        label.text += tr(", %1 %2").arg(number(*value), QLatin1String(unitOf(latencyOf(m_figure)).unit));
    return label;
}

void LoadChart::addLimitLabels(std::vector<PlotLabel> &labels) const
{
    const QRectF plot = plotRect();
    if (const auto bound = sloShown()) {
        labels.push_back(
            {.text = tr("SLO %1 %2 %3")
                         .arg(nameOf(slo()->percentile), number(*bound), QLatin1String(unitOf(latencyOf(m_figure)).unit)),
             .colour = theme().bad,
             .anchor = {plot.left(), pixelAt({0, *bound}).y()},
             .sides = {Side::AboveRight, Side::BelowRight}});
    }
    const QString binding = QLatin1String(serving::label(m_lines.knee.binding));
    const QString tier = m_lines.isSimulated && !m_lines.kneeIsSimulated ? tr(" (closed form)") : QString();
    if (const auto knee = kneeLine()) {
        labels.push_back({.text = tr("knee %1 QPS, by %2%3").arg(number(m_lines.kneeRate()), binding, tier),
                          .colour = theme().series[0].colour,
                          .anchor = knee->p1() - QPointF(0, 16),
                          .sides = {Side::Left, Side::Right},
                          .strong = true});
    } else if (m_lines.kneeKnown && !m_lines.knee.exists) {
        labels.push_back({.text = tr("no rate meets the SLO: %1%2").arg(binding, tier),
                          .colour = theme().bad,
                          .anchor = plot.bottomLeft() - QPointF(0, 16),
                          .strong = true});
    }
    labels.push_back({.text = tr("unstable beyond %1 QPS").arg(number(m_lines.capacity)),
                      .colour = theme().muted,
                      .anchor = QPointF(pixelAt({m_lines.capacity, 0}).x(), plot.top() + 8),
                      .sides = {Side::Right, Side::Left},
                      .required = false});
}

std::vector<PlotLabel> LoadChart::buildLabels() const
{
    std::vector<PlotLabel> labels;
    if (m_lines.lines.empty())
        return labels;
    if (const auto label = handleLabel())
        labels.push_back(*label);
    for (std::size_t i = 0; i < m_lines.lines.size(); ++i) {
        const Polyline &drawn = drawnLine(i);
        if (!drawn.empty()) {
            labels.push_back({.text = m_lines.lines[i].name,
                              .colour = styleOf(i).colour,
                              .anchor = pixelAt(drawn.back()) + QPointF(0, 8),
                              .sides = {Side::Right, Side::Left, Side::BelowRight},
                              .strong = true});
        }
    }
    addGhostLabels(labels);
    addLimitLabels(labels);
    return labels;
}

/// Tiers differ in what they leave out, so a ghost of the other one says so.
QString LoadChart::labelOf(const Ghost &ghost) const
{
    const bool isOther = m_lines.isSimulated && !ghost.lines.isSimulated;
    return isOther ? tr("%1 (closed form)").arg(ghost.shown->name) : ghost.shown->name;
}

void LoadChart::addGhostLabels(std::vector<PlotLabel> &labels) const
{
    for (std::size_t i = 0; i < m_ghosts.size(); ++i) {
        const Polyline &drawn = scene().curves[m_ghosts.size() - 1 - i].points;
        if (drawn.empty())
            continue;
        labels.push_back({.text = labelOf(m_ghosts[i]),
                          .colour = theme().style(m_ghosts[i].shown->series).colour,
                          .anchor = pixelAt(drawn.back()) + QPointF(0, 8),
                          .sides = {Side::Right, Side::Left, Side::BelowRight, Side::BelowLeft},
                          .strong = true});
    }
}

} // namespace trilemma::widgets
