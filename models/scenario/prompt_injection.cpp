// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/prompt_injection.h"

#include "models/scenario/number_text.h"
#include "models/scenario/simulation_inputs.h"

#include <algorithm>
#include <cmath>

namespace trilemma::scenario {

namespace {

constexpr std::size_t passLimit = 400'000;

/// When the prompt comes, and how many requests have come a good while after.
struct Timing {
    double injection = 0;
    std::uint64_t requests = 0;
};

Timing timingOf(const serving::OperatingPoint &typical)
{
    constexpr double settled = 3, watched = 4; // answers, one after another
    constexpr std::uint64_t least = 20, most = 20'000;
    const double answer = typical.endToEnd.mean;
    const double requests = typical.servedRequestsPerSecond * (settled + watched) * answer;
    return {settled * answer,
            std::clamp(static_cast<std::uint64_t>(std::ceil(std::min(requests, static_cast<double>(most)))), least, most)};
}

serving::TrafficClass longPrompt(double arrival, int promptTokens, int outputTokens)
{
    serving::TrafficClass one;
    one.arrivals.kind = serving::ArrivalProcess::Kind::Trace;
    one.trace.push_back({arrival, promptTokens, outputTokens});
    return one;
}

/// Gaps that end in a window, with times since `arrival`.
std::vector<serving::TokenGap> within(const std::vector<serving::TokenGap> &gaps, double arrival, double from, double to)
{
    std::vector<serving::TokenGap> inside;
    for (serving::TokenGap gap : gaps) {
        gap.start -= arrival;
        gap.end -= arrival;
        if (gap.end > from && gap.start < to)
            inside.push_back(gap);
    }
    return inside;
}

/// What the others saw from `first` to `last`, when the prompt's passes ran.
void measureStall(PromptInjection &injection, double first, double last)
{
    constexpr double instant = 1e-9;
    double tokens = 0;
    for (const serving::TokenGap &gap : injection.with) {
        if (gap.end <= first + instant) {
            injection.sequences = gap.sequences;
            continue;
        }
        if (gap.start >= last - instant)
            break;
        injection.longestGap = std::max(injection.longestGap, gap.seconds);
        const double inside = std::min(gap.end, last) - std::max(gap.start, first);
        // A gap across the end of the stall yields its token after it.
        tokens += gap.end <= last + instant ? gap.tokens * inside / std::max(instant, gap.end - gap.start) : 0;
    }
    if (injection.usualGap > 0)
        injection.delayedTokens = std::max(0.0, injection.sequences * (last - first) / injection.usualGap - tokens);
}

} // namespace

PromptInjection injectPrompt(const SimulationInputs &inputs, const serving::OperatingPoint &typical, int promptTokens,
                             const std::function<bool(double)> &progress)
{
    PromptInjection injection;
    if (!typical.finite || !std::isfinite(typical.endToEnd.mean)) {
        injection.problem = "Past capacity a long prompt waits without end";
        return injection;
    }
    const Timing timing = timingOf(typical);
    const auto outputTokens = static_cast<int>(std::max(1.0, std::round(inputs.traffic.classes.front().output.mean)));
    serving::SimulationPlan plan = inputs.plan;
    plan.warmUpRequests = 0;
    plan.requests = timing.requests;
    plan.passLogLimit = passLimit;
    const auto without = serving::simulate(inputs.replica, inputs.traffic, plan, progress);
    plan.keepRequests = true;
    serving::SimulatedTraffic traffic = inputs.traffic;
    traffic.classes.push_back(longPrompt(timing.injection, promptTokens, outputTokens));
    const auto with = serving::simulate(inputs.replica, traffic, plan, progress);
    injection.cancelled = with.cancelled || without.cancelled;
    const auto found = std::ranges::find(with.requests, 1U, &serving::RequestRecord::trafficClass);
    if (injection.cancelled || found == with.requests.end()) {
        injection.problem = "A prompt of " + withThousands(std::to_string(promptTokens)) + " tokens finds no room in time";
        return injection;
    }
    const double ingest = inputs.replica.ingestSeconds + inputs.replica.ingestSecondsPerToken * found->inputTokens;
    const double first = found->queueSeconds(), last = found->firstToken - ingest - found->arrival;
    injection.queueSeconds = first;
    injection.prefillSeconds = last - first;
    constexpr double before = 0.3, until = 2.5; // those who queued meanwhile make others wait as well
    injection.from = -before * last;
    injection.to = until * last;
    injection.with =
        within(serving::tokenGaps(with.passLog, inputs.replica.tokensPerStep), found->arrival, injection.from, injection.to);
    injection.without =
        within(serving::tokenGaps(without.passLog, inputs.replica.tokensPerStep), found->arrival, injection.from, injection.to);
    injection.usualGap = serving::medianGap(injection.without);
    for (const serving::PassRecord &pass : with.passLog) {
        const double middle = pass.start + pass.seconds / 2 - found->arrival;
        injection.promptPasses += pass.prompts > 0 && middle > first && middle < last;
    }
    measureStall(injection, first, last);
    return injection;
}

int longestPrompt(const ResolvedScenario &resolved, int outputTokens)
{
    const serving::SimulatedReplica replica(resolved.configuration());
    const int context = resolved.configuration().model.maxContext;
    int least = 0, most = context > 0 ? std::max(0, context - outputTokens) : 10'000'000;
    while (least < most) { // the largest that fits
        const int middle = least + (most - least + 1) / 2;
        if (replica.canHold(middle, outputTokens))
            least = middle;
        else
            most = middle - 1;
    }
    return least;
}

} // namespace trilemma::scenario
