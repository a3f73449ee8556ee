// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/simulation.h"

#include <QThread>

#include <algorithm>
#include <utility>

namespace trilemma::app {

using scenario::SimulatedLoad, scenario::SimulationEffort;

/// One request on its way, with copies of all that it needs.
class LoadSimulation::Worker {
public:
    Worker(LoadSimulation &owner, int generation)
        : m_owner(owner), m_ticket(owner.m_ticket), m_own(*owner.m_ticket), m_generation(generation), m_threads(owner.m_threads),
          m_scenario(owner.m_asked), m_catalog(owner.m_catalog)
    {
    }

    void operator()()
    {
        const auto isWanted = [this](double) { return *m_ticket == m_own; };
        if (!isWanted(0))
            return;
        deliver(scenario::simulateLoad(m_scenario, m_catalog, SimulationEffort::preview(), 1, isWanted), true);
        std::atomic<int> told = 0;
        const auto tell = [&, this](double share) {
            const int percent = static_cast<int>(100 * share);
            int before = told;
            if (percent > before && told.compare_exchange_strong(before, percent)) {
                QMetaObject::invokeMethod(
                    &m_owner, [owner = &m_owner, own = m_own, share] { owner->takeProgress(own, share); }, Qt::QueuedConnection);
            }
            return isWanted(share);
        };
        if (isWanted(0))
            deliver(scenario::simulateLoad(m_scenario, m_catalog, {}, m_threads, tell), false);
    }

private:
    void deliver(SimulatedLoad load, bool isPreview) const
    {
        if (load.cancelled || *m_ticket != m_own)
            return;
        const auto shared = std::make_shared<const SimulatedLoad>(std::move(load));
        QMetaObject::invokeMethod(
            &m_owner,
            [owner = &m_owner, shared, own = m_own, generation = m_generation, isPreview] {
                owner->take(shared, own, generation, isPreview);
            },
            Qt::QueuedConnection);
    }

    LoadSimulation &m_owner; ///< waits for all workers before it goes
    std::shared_ptr<std::atomic<std::uint64_t>> m_ticket;
    std::uint64_t m_own;
    int m_generation, m_threads;
    scenario::Scenario m_scenario;
    catalog::Catalog m_catalog;
};

LoadSimulation::LoadSimulation(const catalog::Catalog &catalog, int threads, QObject *parent)
    : QObject(parent), m_catalog(catalog), m_threads(threads)
{
    m_pool.setMaxThreadCount(1); // the simulator itself spreads over m_threads
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietMilliseconds);
    connect(&m_quiet, &QTimer::timeout, this, &LoadSimulation::start);
}

LoadSimulation::~LoadSimulation()
{
    cancel();
    m_pool.waitForDone();
}

int LoadSimulation::threadsToSpare()
{
    return std::max(1, QThread::idealThreadCount() - 1);
}

void LoadSimulation::request(const scenario::Scenario &scenario, int generation)
{
    cancel();
    m_asked = scenario;
    m_generation = generation;
    m_busy = true;
    m_quiet.start();
    emit started(generation);
}

void LoadSimulation::cancel()
{
    ++*m_ticket;
    m_quiet.stop();
    m_pool.clear();
    m_busy = false;
}

void LoadSimulation::start()
{
    m_pool.start(Worker(*this, m_generation));
}

void LoadSimulation::take(const Load &load, std::uint64_t ticket, int generation, bool isPreview)
{
    if (ticket != *m_ticket)
        return;
    m_busy = isPreview;
    emit delivered(load, generation, isPreview);
}

void LoadSimulation::takeProgress(std::uint64_t ticket, double share)
{
    if (ticket == *m_ticket)
        emit progressed(share);
}

} // namespace trilemma::app
