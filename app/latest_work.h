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

/// Work for another thread of which only the newest is wanted: a request cancels what is under way for an older one,
/// whose results are never delivered.
class LatestWork : public QObject {
    Q_OBJECT

public:
    /// Between the last request and its work: a lever that moves is let go on.
    static constexpr int quietMilliseconds = 30;

    /// Told the share done, 0 to 1, from any thread; false: not wanted any more.
    using Progress = std::function<bool(double)>;
    /// What to do with a result, on the thread of this object; empty where there is none.
    using Delivery = std::function<void()>;
    /// Done on the worker thread.
    using Step = std::function<Delivery(const Progress &progress)>;
    /// One after another; called once, on the thread of this object, with all copies that the work needs.
    using Preparation = std::function<std::vector<Step>()>;

    explicit LatestWork(QObject *parent = nullptr);
    /// Cancels, and waits for the worker to notice.
    ~LatestWork() override;

    void request(Preparation preparation);
    void cancel();
    bool isBusy() const { return m_busy; }
    /// Threads that a step may use: all but one, which the window keeps.
    static int threadsToSpare();

signals:
    void progressed(double share); ///< of the last step, 0 to 1

private:
    class Worker;

    void start();
    void take(const Delivery &delivery, std::uint64_t ticket, bool isLast);
    void takeProgress(std::uint64_t ticket, double share);

    Preparation m_asked;
    bool m_busy = false;
    QTimer m_quiet;
    /// Rises with each request and each cancellation; a worker whose ticket is another one is not wanted any more.
    std::shared_ptr<std::atomic<std::uint64_t>> m_ticket = std::make_shared<std::atomic<std::uint64_t>>(0);
    QThreadPool m_pool;
};

} // namespace trilemma::app
