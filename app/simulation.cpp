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
    Worker(LoadSimulation &owner, bool isPreview)
        : m_owner(owner), m_ticket(owner.m_ticket), m_own(*owner.m_ticket), m_generation(owner.m_generation),
          m_threads(owner.m_threads), m_isPreview(isPreview), m_scenario(owner.m_asked), m_catalog(owner.m_snapshot)
    {
    }

    void operator()()
    {
        std::atomic<int> told = 0;
        const auto goOn = [&, this](double share) {
            const int percent = static_cast<int>(100 * share);
            int before = told;
            if (!m_isPreview && percent > before && told.compare_exchange_strong(before, percent)) {
                QMetaObject::invokeMethod(
                    &m_owner, [owner = &m_owner, own = m_own, share] { owner->takeProgress(own, share); }, Qt::QueuedConnection);
            }
            return *m_ticket == m_own;
        };
        if (!goOn(0))
            return;
        deliver(m_isPreview ? scenario::simulateLoad(m_scenario, *m_catalog, SimulationEffort::preview(), 1, goOn)
                            : scenario::simulateLoad(m_scenario, *m_catalog, {}, m_threads, goOn));
    }

private:
    void deliver(SimulatedLoad load) const
    {
        if (load.cancelled || *m_ticket != m_own)
            return;
        const auto shared = std::make_shared<const SimulatedLoad>(std::move(load));
        QMetaObject::invokeMethod(
            &m_owner,
            [owner = &m_owner, shared, own = m_own, generation = m_generation, isPreview = m_isPreview] {
                owner->take(shared, own, generation, isPreview);
            },
            Qt::QueuedConnection);
    }

    LoadSimulation &m_owner; ///< waits for all workers before it goes
    std::shared_ptr<std::atomic<std::uint64_t>> m_ticket;
    std::uint64_t m_own;
    int m_generation, m_threads;
    bool m_isPreview;
    scenario::Scenario m_scenario;
    std::shared_ptr<const catalog::Catalog> m_catalog;
};

LoadSimulation::LoadSimulation(const catalog::Catalog &catalog, int threads, QObject *parent)
    : QObject(parent), m_catalog(catalog), m_threads(threads)
{
    m_previews.setMaxThreadCount(1);
    m_fullRuns.setMaxThreadCount(1); // the simulator itself spreads over m_threads
    m_fullRuns.setThreadPriority(QThread::IdlePriority); // which they take from the one that starts them
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietMilliseconds);
    connect(&m_quiet, &QTimer::timeout, this, [this] { m_fullRuns.start(Worker(*this, false)); });
}

LoadSimulation::~LoadSimulation()
{
    cancel();
    m_previews.waitForDone();
    m_fullRuns.waitForDone();
}

int LoadSimulation::threadsToSpare()
{
    return std::max(1, QThread::idealThreadCount() - 1);
}

void LoadSimulation::request(const scenario::Scenario &scenario, int generation)
{
    cancel();
    m_asked = scenario;
    if (!m_snapshot)
        m_snapshot = std::make_shared<const catalog::Catalog>(m_catalog);
    m_generation = generation;
    m_busy = true;
    m_previews.start(Worker(*this, true));
    emit started(generation);
}

void LoadSimulation::cancel()
{
    ++*m_ticket;
    m_quiet.stop();
    m_previews.clear();
    m_fullRuns.clear();
    m_busy = false;
}

void LoadSimulation::catalogChanged()
{
    cancel();
    m_snapshot.reset();
}

void LoadSimulation::take(const Load &load, std::uint64_t ticket, int generation, bool isPreview)
{
    if (ticket != *m_ticket)
        return;
    m_busy = isPreview;
    if (isPreview)
        m_quiet.start();
    emit delivered(load, generation, isPreview);
}

void LoadSimulation::takeProgress(std::uint64_t ticket, double share)
{
    if (ticket == *m_ticket)
        emit progressed(share);
}

} // namespace trilemma::app
