// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What takes longer than a frame: worked out on another thread, and shown.
#include "app/window/cost_page.h"

#include "app/window/cost_tables.h"
#include "app/window/cost_text.h"

#include <QComboBox>
#include <QLabel>
#include <QTableWidget>

namespace trilemma::app {

void CostPage::work()
{
    const scenario::Scenario &scenario = m_shown.front().scenario;
    if (m_worked == scenario)
        return;
    m_worked = scenario;
    m_change.reset();
    m_ranking.reset();
    m_prices.reset();
    if (!m_snapshot)
        m_snapshot = std::make_shared<const catalog::Catalog>(m_catalog);
    const auto change = [this, known = m_snapshot, scenario](const LatestWork::Progress &progress) -> LatestWork::Delivery {
        const auto isWanted = [&progress] { return progress(0); };
        const auto found = std::make_shared<const Change>(
            Change{decision::costWaterfall(scenario, *known, isWanted), decision::sensitivity(scenario, *known, isWanted)});
        return [this, found] {
            m_change = found;
            showChange();
        };
    };
    const auto ranking = [this, known = m_snapshot, scenario](const LatestWork::Progress &progress) -> LatestWork::Delivery {
        const auto found =
            std::make_shared<const Ranking>(decision::rankHardware(scenario, *known, [&progress] { return progress(0); }));
        return [this, found] {
            m_ranking = found;
            showRanking();
        };
    };
    const auto prices = [this, known = m_snapshot, scenario](const LatestWork::Progress &progress) -> LatestWork::Delivery {
        const auto found = std::make_shared<const Prices>(
            decision::priceOfLatency(scenario, widgets::pricedBound(scenario.slo).metric, decision::pricedBounds, *known,
                                     [&progress] { return progress(0); }));
        return [this, found] {
            m_prices = found;
            showLatencyPrice();
        };
    };
    m_work.request({change, prices, ranking});
}

void CostPage::showLatencyPrice()
{
    if (m_shown.empty() || !isVisible())
        return;
    draw(LatencyPrice, widgets::latencyPriceFigure(m_prices.get(), widgets::pricedBound(m_shown.front().scenario.slo)));
}

void CostPage::showChange()
{
    if (m_shown.empty() || !isVisible())
        return;
    const widgets::ChartScenario &current = m_shown.front();
    draw(Waterfall, widgets::waterfallBars(m_change ? &m_change->waterfall : nullptr));
    draw(Tornado, widgets::tornadoBars(m_change ? &m_change->sensitivity : nullptr,
                                       static_cast<widgets::SwingOf>(m_swingOf->currentIndex()), current.scenario, m_catalog));
    m_heading->showText(costText(current), false);
}

void CostPage::showRanking()
{
    m_rankingTable->setEnabled(m_ranking != nullptr); // what is shown until then is of another scenario
    if (!m_ranking) {
        m_inversion->setText(tr("Other hardware for this workload and SLO: working it out…"));
        return;
    }
    m_inversion->setText(QString::fromStdString(decision::inversionText(*m_ranking)));
    showHardware(*m_rankingTable, *m_ranking);
}

} // namespace trilemma::app
