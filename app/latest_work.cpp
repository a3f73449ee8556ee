// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/latest_work.h"

#include <QThread>

#include <algorithm>
#include <utility>

namespace trilemma::app {

/// One step on its way.
class LatestWork::Worker {
public:
    Worker(LatestWork &owner, Step step, bool isLast)
        : m_owner(owner), m_ticket(owner.m_ticket), m_own(*owner.m_ticket), m_step(std::move(step)), m_isLast(isLast)
    {
    }

    void operator()()
    {
        std::atomic<int> told = 0;
        const auto goOn = [&, this](double share) {
            const int percent = static_cast<int>(100 * share);
            int before = told;
            if (m_isLast && percent > before && told.compare_exchange_strong(before, percent)) {
                QMetaObject::invokeMethod(
                    &m_owner, [owner = &m_owner, own = m_own, share] { owner->takeProgress(own, share); }, Qt::QueuedConnection);
            }
            return *m_ticket == m_own;
        };
        if (!goOn(0))
            return;
        Delivery delivery = m_step(goOn);
        if (!delivery || *m_ticket != m_own)
            return;
        QMetaObject::invokeMethod(
            &m_owner, [owner = &m_owner, delivery = std::move(delivery), own = m_own] { owner->take(delivery, own); },
            Qt::QueuedConnection);
    }

private:
    LatestWork &m_owner; ///< waits for all workers before it goes
    std::shared_ptr<std::atomic<std::uint64_t>> m_ticket;
    std::uint64_t m_own;
    Step m_step;
    bool m_isLast;
};

LatestWork::LatestWork(QObject *parent) : QObject(parent)
{
    m_first.setMaxThreadCount(1);
    m_later.setMaxThreadCount(1);                     // a step may spread over threads of its own,
    m_later.setThreadPriority(QThread::IdlePriority); // which take it from the one that starts them
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietMilliseconds);
    connect(&m_quiet, &QTimer::timeout, this, &LatestWork::start);
}

LatestWork::~LatestWork()
{
    cancel();
    m_first.waitForDone();
    m_later.waitForDone();
}

int LatestWork::threadsToSpare()
{
    return std::max(1, QThread::idealThreadCount() - 1);
}

void LatestWork::request(std::vector<Step> steps)
{
    cancel();
    m_steps = std::move(steps);
    m_next = 0;
    m_busy = true;
    start();
}

void LatestWork::cancel()
{
    ++*m_ticket;
    m_quiet.stop();
    m_first.clear();
    m_later.clear();
    m_busy = false;
}

void LatestWork::start()
{
    (m_next == 0 ? m_first : m_later).start(Worker(*this, m_steps[m_next], m_next + 1 == m_steps.size()));
}

void LatestWork::take(const Delivery &delivery, std::uint64_t ticket)
{
    if (ticket != *m_ticket)
        return;
    m_busy = ++m_next < m_steps.size();
    if (m_busy)
        m_quiet.start();
    delivery();
}

void LatestWork::takeProgress(std::uint64_t ticket, double share)
{
    if (ticket == *m_ticket)
        emit progressed(share);
}

} // namespace trilemma::app
