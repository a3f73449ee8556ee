// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/latest_work.h"
#include "models/scenario/simulated_load.h"

namespace trilemma::app {

/// The slower of the two tiers: simulates on worker threads, at once a preview and then, with what the machine has to spare,
/// in full. The newest request wins; what is under way for an older one is cancelled, and its results are never delivered.
class LoadSimulation : public QObject {
    Q_OBJECT

public:
    static constexpr int quietMilliseconds = LatestWork::quietMilliseconds;

    /// The catalogue outlives this. `threads` at once take part in a full run.
    explicit LoadSimulation(const catalog::Catalog &catalog, int threads = LatestWork::threadsToSpare(),
                            QObject *parent = nullptr);

    /// `generation` comes back with the results and rises from request to request.
    void request(const scenario::Scenario &scenario, int generation);
    void cancel() { m_work.cancel(); }
    /// Cancels, and reads the catalogue anew at the next request.
    void catalogChanged();

    bool isBusy() const { return m_work.isBusy(); }
    int generation() const { return m_generation; } ///< of the newest request

signals:
    void started(int generation);
    void progressed(double share); ///< of the full run, 0 to 1
    /// First the preview, then the full run, which is the last of its generation.
    void delivered(std::shared_ptr<const trilemma::scenario::SimulatedLoad> load, int generation, bool isPreview);

private:
    LatestWork::Delivery simulate(const scenario::Scenario &scenario, const catalog::Catalog &catalog, int generation,
                                  bool isPreview, const LatestWork::Progress &progress);

    const catalog::Catalog &m_catalog;
    std::shared_ptr<const catalog::Catalog> m_snapshot; ///< for workers, which may outlive a change; null until asked for
    int m_threads;
    int m_generation = 0;
    LatestWork m_work;
};

} // namespace trilemma::app
