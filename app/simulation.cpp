// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/simulation.h"

namespace trilemma::app {

using scenario::SimulatedLoad, scenario::SimulationEffort;

LoadSimulation::LoadSimulation(const catalog::Catalog &catalog, int threads, QObject *parent)
    : QObject(parent), m_catalog(catalog), m_threads(threads)
{
    connect(&m_work, &LatestWork::progressed, this, &LoadSimulation::progressed);
}

void LoadSimulation::request(const scenario::Scenario &scenario, int generation)
{
    m_generation = generation;
    if (!m_snapshot)
        m_snapshot = std::make_shared<const catalog::Catalog>(m_catalog);
    const auto step = [&](bool isPreview) {
        return [this, scenario, generation, known = m_snapshot, isPreview](const LatestWork::Progress &progress) {
            return simulate(scenario, *known, generation, isPreview, progress);
        };
    };
    m_work.request({step(true), step(false)});
    emit started(generation);
}

void LoadSimulation::catalogChanged()
{
    cancel();
    m_snapshot.reset();
}

/// On the worker thread.
LatestWork::Delivery LoadSimulation::simulate(const scenario::Scenario &scenario, const catalog::Catalog &catalog, int generation,
                                              bool isPreview, const LatestWork::Progress &progress)
{
    const SimulationEffort effort = isPreview ? SimulationEffort::preview() : SimulationEffort();
    const auto load = std::make_shared<const SimulatedLoad>(
        scenario::simulateLoad(scenario, catalog, effort, isPreview ? 1 : m_threads, progress));
    if (load->cancelled)
        return {};
    return [this, load, generation, isPreview] { emit delivered(load, generation, isPreview); };
}

} // namespace trilemma::app
