// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/day_import.h"
#include "models/evidence/workload_import.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>
#include <cmath>

using namespace trilemma;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto day = evidence::readDay(fuzz::textOf(data, size), "file");
    if (!day)
        fuzz::expectSentence(day.error());
    else if (!(day->profile.mean() > 0) || *std::ranges::max_element(day->profile.shareOfPeak) != 1)
        std::abort();
    const auto trace = evidence::readTrace(fuzz::textOf(data, size), "file");
    if (!trace) {
        fuzz::expectSentence(trace.error());
        return 0;
    }
    const evidence::TraceSummary summary = evidence::summarise(*trace);
    if (!(summary.input.mean > 0) || !std::isfinite(summary.interarrivalVariation) || summary.prefixHitTokens.value_or(0) > 1)
        std::abort();
    const catalog::Catalog none;
    const auto traffic = evidence::withTraffic(scenario::defaultScenario(none), evidence::trafficOf(*trace), none);
    const serving::Workload &workload = traffic.scenario.workload;
    if (!(workload.requestsPerSecond > 0) || !(workload.inputTokensCv >= 0) || !std::ranges::is_sorted(workload.tracedLengths->input))
        std::abort();
    return 0;
}
