// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/lever_rows.h"

#include <bit>
#include <charconv>

// Levers of what the simulator plays beyond plain arrivals: pools, turns, bursts, a second class.
namespace trilemma::scenario {

namespace {

using catalog::Catalog;
using serving::BatchTraffic;
using serving::Bursts;
using serving::Gaps;
using serving::KvTransfer;
using serving::Turns;
using serving::Workload;
using enum LeverScale;

constexpr std::string_view parallelismGroup = "Parallelism";
constexpr std::string_view trafficGroup = "Traffic and SLO";
constexpr LeverUnit gigabytesPerSecond{"GB/s", 1e9}, seconds{"s"}, rate{"QPS"};

constexpr std::array<NamedValue<Gaps>, 3> gapKinds{{
    {"weibull", "Weibull gaps", Gaps::Weibull},
    {"gamma", "Gamma gaps", Gaps::Gamma},
    {"on_off", "On-off bursts", Gaps::OnOff},
}};

constexpr std::array<NamedValue<Turns::PausedKv>, 3> pausedKvs{{
    {"lru", "Keep if room", Turns::PausedKv::Lru},
    {"hold", "Hold", Turns::PausedKv::Hold},
    {"evict", "Evict", Turns::PausedKv::Evict},
}};

constexpr std::array<NamedValue<bool>, 2> preemptions{{
    {"waits", "Wait for a slot", false},
    {"preempts", "Preempt batch", true},
}};

constexpr std::string_view asDecode = "decode";
constexpr int largestDegree = 16;

LeverValue readPrefillTensor(const Scenario &scenario, const Catalog &)
{
    const int degree = scenario.pools.prefillTensorParallel;
    return degree > 0 ? std::to_string(degree) : std::string(asDecode);
}

void writePrefillTensor(Scenario &scenario, const LeverValue &value, const Catalog &)
{
    const std::string &text = std::get<std::string>(value);
    int degree = 0;
    std::from_chars(text.data(), text.data() + text.size(), degree);
    scenario.pools.prefillTensorParallel = degree;
}

LeverRange prefillTensorRange(const Scenario &scenario, const Catalog &catalog)
{
    LeverRange range{.minimum = 1, .maximum = largestDegree, .step = 2, .whole = true, .options = {}};
    const catalog::LanguageModel *model = modelOf(scenario, catalog);
    range.options.push_back({std::string(asDecode), "As decode", {}});
    const int present = scenario.pools.prefillTensorParallel;
    for (int degree = 1; degree <= largestDegree; ++degree) {
        if (std::popcount(static_cast<unsigned>(degree)) != 1 && degree != present)
            continue;
        Scenario tried = scenario;
        tried.pools.prefillTensorParallel = degree;
        range.options.push_back({std::to_string(degree), std::to_string(degree),
                                 model ? replica::placementProblem(tried.prefillPlacement(), *model) : std::string()});
    }
    return range;
}

Lever zeroMeans(Lever lever, std::string_view text)
{
    lever.zeroText = text;
    return lever;
}

template<NumberBounds Bounds, auto... Path> Lever batch(const LeverWords &words, LeverUnit unit, LeverScale scale)
{
    return number<Bounds, &Scenario::workload, &Workload::batch, Path...>(words, unit, scale);
}

} // namespace

std::span<const Lever> poolLevers()
{
    using P = PrefillDecode;
    static const Lever rows[] = {
        zeroMeans(number<NumberBounds{0, 64, 1, true}, &Scenario::pools, &P::prefillInstances>(
                      {"pd_prefill", "Prefill instances", parallelismGroup,
                       "Copies of the model in each replica that only compute prompts and send their KV cache on (xPyD); 0 leaves "
                       "prefill and decode together."},
                      noUnit, Linear),
                  "off"),
        number<NumberBounds{1, 64, 1, true}, &Scenario::pools, &P::decodeInstances>(
            {"pd_decode", "Decode instances", parallelismGroup,
             "Copies of the model in each replica that decode what the prefill instances send; without these it has no effect."},
            noUnit, Linear),
        choice({"pd_prefill_tp", "Prefill tensor parallel", parallelismGroup,
                "GPUs that share every layer in a prefill instance; other degrees are those of the decode instances."},
               &readPrefillTensor, &writePrefillTensor, &prefillTensorRange),
        number<NumberBounds{1e8, 2e12, 1.1}, &Scenario::pools, &P::transfer, &KvTransfer::bytesPerSecond>(
            {"pd_rate", "KV transfer rate", parallelismGroup,
             "Rate at which one prompt's KV cache moves from its prefill instance to the one that decodes."},
            gigabytesPerSecond, Logarithmic),
        number<NumberBounds{0, 1, 1e-3}, &Scenario::pools, &P::transfer, &KvTransfer::fixedSeconds>(
            {"pd_fixed", "KV transfer start", parallelismGroup, "Time that moving a KV cache takes beside its bytes."},
            millisecondsUnit, Linear),
    };
    return rows;
}

std::span<const Lever> loadLevers()
{
    static const Lever rows[] = {
        namedChoice<gapKinds, &Scenario::workload, &Workload::gaps>(
            {"arrival_gaps", "Arrival pattern", trafficGroup,
             "How open-loop arrivals are spread: single gaps as bursty as Burstiness says (1 is Poisson either way), or a Poisson "
             "rate that alternates between bursts and lulls."}),
        number<NumberBounds{0.01, 1, 0.01}, &Scenario::workload, &Workload::bursts, &Bursts::onShare>(
            {"burst_share", "Burst share", trafficGroup, "On-off bursts: share of time that is burst."}, percentUnit, Linear),
        number<NumberBounds{1, 100, 0.1}, &Scenario::workload, &Workload::bursts, &Bursts::peakOverMean>(
            {"burst_peak", "Burst peak", trafficGroup,
             "On-off bursts: arrival rate within a burst over the mean rate, at most one over the burst share."},
            noUnit, Linear),
        number<NumberBounds{0.1, 86400, 1.1}, &Scenario::workload, &Workload::bursts, &Bursts::cycleSeconds>(
            {"burst_cycle", "Burst cycle", trafficGroup, "On-off bursts: mean time from one burst to the next."}, seconds,
            Logarithmic),

        number<NumberBounds{1, 200, 1, true}, &Scenario::workload, &Workload::turns, &Turns::count>(
            {"turns", "Turns", trafficGroup,
             "Requests of one conversation or agent run: each prompt is all that was said before and something new. The input length "
             "is then that of the first turn."},
            noUnit, Linear),
        number<NumberBounds{1, 1e5, 1.1}, &Scenario::workload, &Workload::turns, &Turns::newTokens>(
            {"turn_tokens", "New tokens per turn", trafficGroup,
             "Mean prompt tokens that a later turn adds: the user's next message, or what a tool returned."},
            tokensUnit, Logarithmic),
        number<NumberBounds{0, 3600, 1}, &Scenario::workload, &Workload::turns, &Turns::pauseSeconds>(
            {"turn_pause", "Pause between turns", trafficGroup, "Mean time before the next turn: the user reads, or a tool runs."},
            seconds, Linear),
        namedChoice<pausedKvs, &Scenario::workload, &Workload::turns, &Turns::pausedKv>(
            {"turn_kv", "KV during a pause", trafficGroup,
             "What becomes of a conversation's KV cache until its next turn: it stays until others need the room (least recently used "
             "first), holds its room, or is dropped and computed again, as it is by prefill instances."}),
        zeroMeans(number<NumberBounds{0, 1000, 1}, &Scenario::callsPerTask>(
                      {"task_calls", "Calls per task", trafficGroup,
                       "Requests that one task of a user takes, for the cost of a task; 0 counts the turns."},
                      noUnit, Linear),
                  "its turns"),

        zeroMeans(batch<NumberBounds{0, 1000, 0.1}, &BatchTraffic::requestsPerSecond>(
                      {"batch_qps", "Batch rate", trafficGroup,
                       "Requests per second of a second class without SLO, which waits for the others; 0 is none."},
                      rate, Linear),
                  "none"),
        batch<NumberBounds{1, 1e6, 1.1}, &BatchTraffic::inputTokensMean>(
            {"batch_isl", "Batch input length", trafficGroup, "Prompt length of the batch class."}, tokensUnit, Logarithmic),
        batch<NumberBounds{1, 131072, 1.1}, &BatchTraffic::outputTokensMean>(
            {"batch_osl", "Batch output length", trafficGroup, "Answer length of the batch class."}, tokensUnit, Logarithmic),
        namedChoice<preemptions, &Scenario::workload, &Workload::batch, &BatchTraffic::yieldsSlots>(
            {"batch_preemption", "Batch preemption", trafficGroup,
             "Whether an interactive request that finds no slot waits, or takes that of a running batch request, which is computed "
             "again later."}),
        batch<NumberBounds{0, 10, 0.01}, &BatchTraffic::tolerance>(
            {"batch_tolerance", "Batch tolerance", trafficGroup,
             "By how much the batch class may lengthen the p99 latencies of the others before a warning says so."},
            percentUnit, Linear),
    };
    return rows;
}

} // namespace trilemma::scenario
