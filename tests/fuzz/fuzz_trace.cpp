// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/request_trace.h"
#include "tests/fuzz/fuzz.h"

#include <cmath>

using namespace trilemma;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto trace = evidence::readTrace(fuzz::textOf(data, size), "file");
    if (!trace) {
        fuzz::expectSentence(trace.error());
        return 0;
    }
    const evidence::TraceSummary summary = evidence::summarise(*trace);
    if (!(summary.input.mean > 0) || !std::isfinite(summary.interarrivalVariation) || summary.prefixHitTokens.value_or(0) > 1)
        std::abort();
    return 0;
}
