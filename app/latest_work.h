// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace trilemma::app {

/// Work for other threads of which only the newest is wanted: a request cancels what is under way for an older one, whose
/// results are never delivered. The first step begins at once, later ones with what the machine has to spare.
class LatestWork : public QObject {
    Q_OBJECT

public:
    /// Between a step and the next: a lever that moves is let go on.
    static constexpr int quietMilliseconds = 30;

    /// Told the share done, 0 to 1, from any thread; false: not wanted any more.
    using Progress = std::function<bool(double)>;
    /// What to do with a result, on the thread of this object; empty where there is none, which ends the work.
    using Delivery = std::function<void()>;
    /// Done on a worker thread; holds copies of all that it needs.
    using Step = std::function<Delivery(const Progress &progress)>;

    explicit LatestWork(QObject *parent = nullptr);
    /// Cancels, and waits for the workers to notice.
    ~LatestWork() override;

    /// One step after another; at least one.
    void request(std::vector<Step> steps);
    void cancel();
    bool isBusy() const { return m_busy; }
    /// Threads that a step may use: all but one, which the window keeps.
    static int threadsToSpare();

signals:
    void progressed(double share); ///< of the last step, 0 to 1

private:
    class Worker;

    void start();
    void take(const Delivery &delivery, std::uint64_t ticket);
    void takeProgress(std::uint64_t ticket, double share);

    std::vector<Step> m_steps; ///< of the newest request
    std::size_t m_next = 0;    ///< of them, the one under way or next
    bool m_busy = false;
    QTimer m_quiet;
    /// Rises with each request and each cancellation; a worker whose ticket is another one is not wanted any more.
    std::shared_ptr<std::atomic<std::uint64_t>> m_ticket = std::make_shared<std::atomic<std::uint64_t>>(0);
    QThreadPool m_first, m_later;
};

} // namespace trilemma::app
