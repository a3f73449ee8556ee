// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace trilemma::serving {

/// Calls a task for all indices below `count` on up to `threads` threads; each thread makes a task of its own and keeps
/// it. Which thread runs which index must change no result.
template<class MakeTask> void forEachIndex(std::size_t count, int threads, const MakeTask &makeTask)
{
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        auto task = makeTask();
        for (std::size_t i = next++; i < count; i = next++)
            task(i);
    };
    std::vector<std::jthread> others;
    const auto most = std::min<std::size_t>(count, static_cast<std::size_t>(std::max(1, threads)));
    for (std::size_t i = 1; i < most; ++i)
        others.emplace_back(work);
    work();
}

/// Progress of several simulations as that of one.
class SharedProgress {
public:
    using Progress = std::function<bool(double)>;

    /// `whole` outlives this; may be empty.
    SharedProgress(std::size_t runs, const Progress &whole) : m_done(runs), m_whole(whole) {}

    Progress of(std::size_t run)
    {
        if (!m_whole)
            return {};
        return [this, run](double done) {
            const std::scoped_lock lock(m_mutex);
            m_sum += done - m_done[run];
            m_done[run] = done;
            m_goesOn = m_goesOn && m_whole(m_sum / static_cast<double>(m_done.size()));
            return m_goesOn;
        };
    }

private:
    std::mutex m_mutex;
    std::vector<double> m_done;
    double m_sum = 0;
    bool m_goesOn = true;
    const Progress &m_whole;
};

} // namespace trilemma::serving
