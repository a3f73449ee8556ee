// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/pass_trace.h"
#include "tests/fuzz/fuzz.h"

#include <cmath>

using namespace trilemma;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto passes = evidence::readPassTrace(fuzz::textOf(data, size), "file");
    if (!passes) {
        fuzz::expectSentence(passes.error());
        return 0;
    }
    if (!evidence::isPassTrace(fuzz::textOf(data, size)))
        std::abort();
    for (const evidence::MeasuredPass &measured : *passes) {
        if (!(measured.seconds > 0) || !std::isfinite(measured.pass.meanContext) || !std::isfinite(measured.pass.promptPast))
            std::abort();
    }
    return 0;
}
