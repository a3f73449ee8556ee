// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/latest_work.h"

#include <QThread>

#include <algorithm>
#include <utility>

namespace trilemma::app {

/// One request on its way.
class LatestWork::Worker {
public:
    Worker(LatestWork &owner, std::vector<Step> steps)
        : m_owner(owner), m_ticket(owner.m_ticket), m_own(*owner.m_ticket), m_steps(std::move(steps))
    {
    }

    void operator()()
    {
        for (std::size_t i = 0; i < m_steps.size() && *m_ticket == m_own; ++i) {
            const bool isLast = i + 1 == m_steps.size();
            Delivery delivery = m_steps[i](isLast ? toldProgress() : Progress([this](double) { return *m_ticket == m_own; }));
            if (!delivery || *m_ticket != m_own)
                return;
            QMetaObject::invokeMethod(
                &m_owner,
                [owner = &m_owner, delivery = std::move(delivery), own = m_own, isLast] { owner->take(delivery, own, isLast); },
                Qt::QueuedConnection);
        }
    }

private:
    Progress toldProgress()
    {
        return [this, told = std::make_shared<std::atomic<int>>(0)](double share) {
            const int percent = static_cast<int>(100 * share);
            int before = *told;
            if (percent > before && told->compare_exchange_strong(before, percent)) {
                QMetaObject::invokeMethod(
                    &m_owner, [owner = &m_owner, own = m_own, share] { owner->takeProgress(own, share); }, Qt::QueuedConnection);
            }
            return *m_ticket == m_own;
        };
    }

    LatestWork &m_owner; ///< waits for all workers before it goes
    std::shared_ptr<std::atomic<std::uint64_t>> m_ticket;
    std::uint64_t m_own;
    std::vector<Step> m_steps;
};

LatestWork::LatestWork(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1); // a step may spread over threads of its own
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietMilliseconds);
    connect(&m_quiet, &QTimer::timeout, this, &LatestWork::start);
}

LatestWork::~LatestWork()
{
    cancel();
    m_pool.waitForDone();
}

int LatestWork::threadsToSpare()
{
    return std::max(1, QThread::idealThreadCount() - 1);
}

void LatestWork::request(Preparation preparation)
{
    cancel();
    m_asked = std::move(preparation);
    m_busy = true;
    m_quiet.start();
}

void LatestWork::cancel()
{
    ++*m_ticket;
    m_quiet.stop();
    m_pool.clear();
    m_busy = false;
}

void LatestWork::start()
{
    m_pool.start(Worker(*this, m_asked()));
}

void LatestWork::take(const Delivery &delivery, std::uint64_t ticket, bool isLast)
{
    if (ticket != *m_ticket)
        return;
    m_busy = !isLast;
    delivery();
}

void LatestWork::takeProgress(std::uint64_t ticket, double share)
{
    if (ticket == *m_ticket)
        emit progressed(share);
}

} // namespace trilemma::app
