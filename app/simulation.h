// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/simulated_load.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <memory>

namespace trilemma::app {

/// The slower of the two tiers: simulates on worker threads, at once a preview and then, with what the machine has to spare,
/// in full. The newest request wins; what is under way for an older one is cancelled, and its results are never delivered.
class LoadSimulation : public QObject {
    Q_OBJECT

public:
    /// Between a preview and its full run: a lever that moves is let go on.
    static constexpr int quietMilliseconds = 30;

    /// The catalogue outlives this. `threads` at once take part in a full run.
    explicit LoadSimulation(const catalog::Catalog &catalog, int threads = threadsToSpare(), QObject *parent = nullptr);
    /// Cancels, and waits for the workers to notice.
    ~LoadSimulation() override;

    /// `generation` comes back with the results and rises from request to request.
    void request(const scenario::Scenario &scenario, int generation);
    void cancel();
    /// Cancels, and reads the catalogue anew at the next request.
    void catalogChanged();

    bool isBusy() const { return m_busy; }
    int generation() const { return m_generation; } ///< of the newest request
    /// All but one, which the window keeps.
    static int threadsToSpare();

signals:
    void started(int generation);
    void progressed(double share); ///< of the full run, 0 to 1
    /// First the preview, then the full run, which is the last of its generation.
    void delivered(std::shared_ptr<const trilemma::scenario::SimulatedLoad> load, int generation, bool isPreview);

private:
    using Load = std::shared_ptr<const scenario::SimulatedLoad>;
    class Worker;

    void take(const Load &load, std::uint64_t ticket, int generation, bool isPreview);
    void takeProgress(std::uint64_t ticket, double share);

    const catalog::Catalog &m_catalog;
    std::shared_ptr<const catalog::Catalog> m_snapshot; ///< for workers, which may outlive a change; null until asked for
    int m_threads;
    scenario::Scenario m_asked;
    int m_generation = 0;
    bool m_busy = false;
    QTimer m_quiet;
    /// Rises with each request and each cancellation; a worker whose ticket is another one is not wanted any more.
    std::shared_ptr<std::atomic<std::uint64_t>> m_ticket = std::make_shared<std::atomic<std::uint64_t>>(0);
    QThreadPool m_previews, m_fullRuns;
};

} // namespace trilemma::app
