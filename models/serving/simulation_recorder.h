// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/request_source.h"
#include "models/serving/simulation_result.h"

#include <vector>

namespace trilemma::serving {

/// What to watch in a simulation, and for how long.
struct SimulationPlan {
    std::uint64_t seed = 1;
    std::uint64_t requests = 2000; ///< that are measured; all of a finite experiment, but those of its warm-up
    std::uint64_t warmUpRequests = 200;
    bool keepRequests = false;    ///< a RequestRecord for each measured one
    std::size_t passLogLimit = 0; ///< PassRecords kept, from the start
    double seriesSeconds = 0;     ///< time between SeriesPoints; 0 for none
};

/// Sums up a simulation while it runs.
class SimulationRecorder {
public:
    SimulationRecorder(const SimulationPlan &plan, const SimulatedTraffic &traffic, double ingestSeconds, double ingestPerToken);

    /// What a replica does at a time.
    struct Load {
        int running = 0, decoding = 0;
        double kvShare = 0;
    };
    void arrived(const Request &request);
    /// Passes from `start` on that leave the load as it is.
    void passed(const PassRecord &pass, const Load &load);
    /// `count` tokens after the first, each `first` to `last` seconds after the one before.
    void gaps(double first, double last, double count, bool besidePrompts);
    /// A request got into a pass, for the first time or again; `waited` for room.
    void scheduled(const Request &request, double time, bool waited);
    void rejected(const Request &request);
    void finished(const Request &request, double time);
    void preempted() { ++m_result.preemptions; }
    void sample(double time, int running, int waiting, double kvShare);
    bool wantsSample(double time) const { return m_plan.seriesSeconds > 0 && time >= m_nextSample; }
    bool keepsSeries() const { return m_plan.seriesSeconds > 0; }

    /// All measured requests are accounted for, or so many came since that some starve.
    bool isComplete() const;
    double done() const;
    Conservation &conservation() { return m_result.conservation; }
    double ingest(const Request &request) const { return m_ingestSeconds + m_ingestPerToken * request.inputTokens; }

    SimulationResult result(double endSeconds);

private:
    static constexpr int batchCount = 10;

    /// Values of one latency: all, and those of the present batch.
    struct Track {
        LogHistogram all, batch; ///< `all` without the present batch
        std::vector<std::array<double, rankCount>> batches;

        void closeBatch();
        void close();
        SimulatedLatency latency(double batchSize) const { return latencyOf(all, batches, batchSize); }
    };
    struct ClassTrack {
        LogHistogram ttft, tpot, endToEnd;
        double good = 0;
    };
    bool isMeasured(const Request &request) const
    {
        return request.index >= m_plan.warmUpRequests &&
               (m_result.isFinite || request.index - m_plan.warmUpRequests < m_plan.requests);
    }
    bool isForeground(const Request &request) const { return !m_traffic.classes[request.trafficClass].isBackground; }
    void closeBatch(double time);
    bool keepsSlo(const Request &request, double ttft, double tpot, double endToEnd) const;
    void setRates(double endSeconds);
    void setState();
    void setLatencies();

    const SimulationPlan m_plan;
    const SimulatedTraffic &m_traffic;
    double m_ingestSeconds, m_ingestPerToken;
    SimulationResult m_result;
    Track m_ttft, m_queue, m_itl, m_tpot, m_endToEnd;
    std::vector<ClassTrack> m_classes;
    std::vector<double> m_goodOfBatches;
    double m_batchSize = 0, m_batchGood = 0, m_batchStart = 0;
    std::uint64_t m_taken = 0, m_arrived = 0, m_accounted = 0, m_inBatch = 0;

    bool m_windowOpen = false, m_windowClosed = false;
    double m_windowStart = 0, m_windowEnd = 0;
    double m_runningTime = 0, m_decodingTime = 0, m_busyTime = 0, m_kvTime = 0, m_waitingTime = 0;
    double m_outputTokens = 0, m_promptTokens = 0, m_mixedTokens = 0, m_decodedTokens = 0, m_good = 0, m_waited = 0;
    double m_finishedCount = 0, m_engineSum = 0; ///< of all classes
    double m_ingestSum = 0, m_queueSum = 0, m_prefillSum = 0, m_lastDecodedTokens = 0;
    double m_firstArrival = 0, m_lastArrival = 0, m_firstScheduled = 0, m_lastScheduled = 0;
    std::uint64_t m_scheduledCount = 0;
    std::vector<double> m_arrivalSpans; ///< time that a tenth of the arrivals took
    double m_spanStart = 0, m_nextSample = 0;
};

} // namespace trilemma::serving
