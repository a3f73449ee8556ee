// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a load chart says at the crosshair.
#include "widgets/chart_text.h"
#include "widgets/load_chart.h"

#include <algorithm>

namespace trilemma::widgets {

ReadOut LoadChart::readOutAt(double runningBatch) const
{
    ReadOut readOut;
    const Polyline &batch = m_lines.batch;
    if (m_lines.lines.empty() || batch.empty() || runningBatch > batch.back().y() * 1.01)
        return readOut;
    const auto upper = std::ranges::lower_bound(batch.begin(), batch.end() - 1, runningBatch, {}, &QPointF::y);
    const auto lower = upper == batch.begin() ? upper : upper - 1;
    const double span = upper->y() - lower->y();
    const double x =
        lower->x() + (span > 0 ? std::clamp((runningBatch - lower->y()) / span, 0.0, 1.0) : 0) * (upper->x() - lower->x());
    readOut.x = x;
    readOut.heading = tr("%1 QPS · %2").arg(number(x), m_lines.isSimulated ? tr("simulated") : tr("closed form"));
    const QString unit = QLatin1String(unitOf(latencyOf(m_figure)).unit);
    for (std::size_t i = 0; i < m_lines.lines.size(); ++i) {
        const LoadLine &line = m_lines.lines[i];
        const auto value = valueAt(line.line, x);
        const auto high = valueAt(line.high, x);
        ReadOutRow row{.name = line.name, .style = styleOf(i), .value = number(value, unit)};
        if (value)
            row.dot = QPointF(x, *value);
        if (value && high && *high > *value)
            row.value += tr(" ± %1").arg(number(*high - *value));
        readOut.rows.push_back(row);
    }
    addGhostRows(readOut, x);
    if (const auto closedForm = valueAt(m_lines.closedForm, x)) {
        readOut.note = tr("80 % of measurements, %1: %2 to %3 %4")
                           .arg(m_lines.lines.front().name, number(*closedForm * band().low), number(*closedForm * band().high), unit);
    }
    return readOut;
}

/// Ghosts against the baseline, at the same rate of the fleet.
void LoadChart::addGhostRows(ReadOut &readOut, double x) const
{
    const ChartScenario *reference = baseline();
    const auto firstAt = [x](const LoadLines &lines) { return lines.lines.empty() ? std::nullopt : valueAt(lines.lines.front().line, x); };
    std::optional<double> referenceValue;
    for (const Ghost &ghost : m_ghosts) {
        const auto value = firstAt(ghost.lines);
        if (ghost.shown == reference)
            referenceValue = value;
        ReadOutRow row{.name = labelOf(ghost), .style = theme().style(ghost.shown->series),
                       .value = number(value, QLatin1String(unitOf(latencyOf(m_figure)).unit))};
        if (value)
            row.dot = QPointF(x, *value);
        readOut.rows.push_back(row);
    }
    if (!readOut.rows.empty())
        readOut.rows.front().delta = deltaOf(firstAt(m_lines), referenceValue, scenario::Better::Down);
}

} // namespace trilemma::widgets
