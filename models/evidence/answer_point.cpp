// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/answer_point.h"

#include "models/scenario/metrics.h"
#include "models/serving/replica_under_load.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trilemma::evidence {
namespace {

using serving::OperatingPoint;
using serving::ReplicaUnderLoad;

enum class Mode { Concurrency, Burst, StaticBatch, OfflineMaximum, RequestRate };

struct ModeName {
    std::string_view name;
    Mode mode;
};
constexpr std::array modeNames{ModeName{"concurrency", Mode::Concurrency}, ModeName{"burst", Mode::Burst},
                               ModeName{"static_batch", Mode::StaticBatch}, ModeName{"offline_max", Mode::OfflineMaximum},
                               ModeName{"qps", Mode::RequestRate}};

/// Runs that look for the maximum throughput raise max_num_seqs up to here.
constexpr double largestOfflineBatch = 2048;

/// Measured over predicted TTFT of static batches, 10th and 90th percentile over the measured points that the program is
/// tested on; closed-loop runs are checked scope by scope.
constexpr catalog::Band staticBatchBand{0.24, 1.2};

double promptsPerSlotOf(const PointConfiguration &point, const MatchedPoint &matched)
{
    return point.promptsPerSlot > 0 ? point.promptsPerSlot
                                    : matched.engine->usualPromptsPerSlot * matched.corrections.unstatedPrompts;
}

std::optional<Mode> modeOf(const PointConfiguration &point)
{
    for (const auto &[name, mode] : modeNames) {
        if (point.mode == name) // all requests at once and no word on how many: only the maximum can be told
            return mode == Mode::RequestRate && std::isinf(point.requestsPerSecond) ? Mode::OfflineMaximum : mode;
    }
    return std::nullopt;
}

std::span<const catalog::MeasuredLoad> measuredLoads(const MatchedPoint &matched)
{
    return matched.calibration ? std::span(matched.calibration->loads) : std::span<const catalog::MeasuredLoad>();
}

replica::Configuration configurationOf(const MatchedPoint &matched, double sequences)
{
    const catalog::EngineProfile &engine = *matched.engine;
    replica::Scheduling scheduling;
    scheduling.batching = engine.chunkedPrefillDefault ? replica::Scheduling::Batching::Chunked
                                                       : replica::Scheduling::Batching::Continuous;
    scheduling.tokenBudget = engine.defaultTokenBudget;
    scheduling.maxSequences = std::max(engine.defaultMaxSequences, static_cast<int>(std::ceil(sequences)));
    scheduling.memoryFraction = engine.memoryFraction;
    return {*matched.model,     *matched.accelerator, engine,     *matched.kernels, matched.weightFormat,
            matched.kvFormat, matched.placement,    scheduling, {},               0,              measuredLoads(matched)};
}

void answer(const OperatingPoint &point, int replicas, Prediction &prediction)
{
    prediction.outputTokensPerSecond = point.outputTokensPerSecond * replicas;
    prediction.ttftSeconds = point.ttft.mean;
    prediction.itlSeconds = point.tpotSeconds;
    prediction.endToEndSeconds = point.endToEnd.mean;
}

/// All sequences prefilled together and decoded together; what memory does not hold waits for the next batch.
void answerStaticBatch(const ReplicaUnderLoad &replica, const PointConfiguration &point, double sequences, int replicas,
                       Prediction &prediction)
{
    const double batch = std::min(sequences, replica.kvBatch());
    const double batches = sequences / batch;
    const double prefill = replica.step().mixedPeriod(0, 0, batch * point.inputTokens, batch, 0);
    prediction.itlSeconds = replica.step().tokenPeriod(batch, point.inputTokens + point.outputTokens / 2);
    prediction.ttftSeconds = prefill;
    prediction.endToEndSeconds = batches * (prefill + (point.outputTokens - 1) * prediction.itlSeconds);
    prediction.outputTokensPerSecond = replicas * sequences * point.outputTokens / prediction.endToEndSeconds;
}

void answerOfflineMaximum(const ReplicaUnderLoad &replica, int replicas, Prediction &prediction)
{
    const OperatingPoint point = replica.closedLoop(std::min(replica.kvBatch(), largestOfflineBatch));
    prediction.outputTokensPerSecond = point.outputTokensPerSecond * replicas;
    prediction.itlSeconds = point.tpotSeconds;
}

void addIntervals(const PointConfiguration &point, const MatchedPoint &matched, Mode mode, Prediction &prediction)
{
    const catalog::Confidence confidence =
        catalog::confidenceOf(matched.checked, *matched.kernels, matched.calibration, loadOf(point, matched));
    const catalog::Band firstToken = mode == Mode::StaticBatch ? staticBatchBand : confidence.firstToken;
    prediction.itlLow = prediction.itlSeconds * confidence.tokenTime.low;
    prediction.itlHigh = prediction.itlSeconds * confidence.tokenTime.high;
    prediction.ttftLow = prediction.ttftSeconds * firstToken.low;
    prediction.ttftHigh = prediction.ttftSeconds * firstToken.high;
}

/// The first prompt of each slot waits for the engine to warm up; `seconds` is that wait spread over all prompts.
void addColdStart(double seconds, const PointConfiguration &point, Prediction &prediction)
{
    prediction.ttftSeconds += seconds;
    prediction.endToEndSeconds += seconds;
    prediction.outputTokensPerSecond = point.concurrency * point.outputTokens / prediction.endToEndSeconds;
}

} // namespace

std::string unansweredReason(const PointConfiguration &point)
{
    if (!point.problem.empty())
        return point.problem;
    if (point.disaggregated)
        return "disagg: prefill and decode on separate workers are not modelled";
    if (!point.speculation.empty() && point.speculation != "none" && point.speculation != "none?")
        return "spec_decode: the acceptance rate of " + point.speculation.substr(0, 40) + " is not stated";
    const auto mode = modeOf(point);
    if (!mode)
        return "mode: \"" + point.mode.substr(0, 40) + "\" is none of concurrency, burst, static_batch, offline_max, qps";
    if (point.inputTokens < 1 || point.outputTokens < 1)
        return "isl, osl: mean lengths of at least one token are needed";
    if (*mode == Mode::RequestRate && point.requestsPerSecond <= 0)
        return "qps: not stated";
    if (*mode != Mode::RequestRate && *mode != Mode::OfflineMaximum && point.concurrency < 1)
        return "concurrency: not stated";
    return {};
}

std::string answerPoint(const PointConfiguration &point, const MatchedPoint &matched, Prediction &prediction)
{
    const Mode mode = *modeOf(point);
    const double sequences = mode == Mode::OfflineMaximum ? largestOfflineBatch : point.concurrency / matched.replicas;
    serving::Workload workload;
    workload.arrivals = mode == Mode::RequestRate ? serving::Workload::Arrivals::OpenLoop : serving::Workload::Arrivals::ClosedLoop;
    workload.requestsPerSecond = mode == Mode::RequestRate ? point.requestsPerSecond / matched.replicas : 1;
    workload.concurrency = std::max(1.0, sequences);
    workload.inputTokensMean = point.inputTokens;
    workload.outputTokensMean = point.outputTokens;
    workload.promptsPerSlot = mode == Mode::Burst ? 1 : mode == Mode::Concurrency ? promptsPerSlotOf(point, matched) : 0;

    const ReplicaUnderLoad replica(configurationOf(matched, sequences), workload);
    if (replica.memory().verdict == replica::MemoryVerdict::WeightsDoNotFit)
        return "memory: the weights do not fit";
    if (replica.kvBatch() < 1)
        return "memory: no room for the KV cache of one sequence of this length";
    switch (mode) {
    case Mode::Concurrency:
    case Mode::Burst:
        answer(replica.closedLoop(workload.concurrency), matched.replicas, prediction);
        if (mode == Mode::Concurrency && point.promptsPerSlot > 0)
            addColdStart(matched.corrections.coldStartSeconds / point.promptsPerSlot, point, prediction);
        break;
    case Mode::StaticBatch:
        answerStaticBatch(replica, point, workload.concurrency, matched.replicas, prediction);
        break;
    case Mode::OfflineMaximum:
        answerOfflineMaximum(replica, matched.replicas, prediction);
        break;
    case Mode::RequestRate: {
        const OperatingPoint steady = replica.openLoop(workload.requestsPerSecond);
        if (!steady.finite)
            return "qps: past the capacity of " + scenario::formatNumber(replica.capacity() * matched.replicas) +
                   " requests/s, so there is no steady state";
        answer(steady, matched.replicas, prediction);
    }
    }
    if (!std::isfinite(prediction.itlSeconds) || !std::isfinite(prediction.outputTokensPerSecond))
        return "memory: the run has no steady state";
    addIntervals(point, matched, mode, prediction);
    return {};
}

} // namespace trilemma::evidence
