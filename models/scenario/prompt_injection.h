// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/operating_point.h"
#include "models/serving/token_gaps.h"

#include <functional>
#include <string>
#include <vector>

namespace trilemma::scenario {

class ResolvedScenario;
struct SimulationInputs;

/// What one long prompt does to those who are being answered, simulated: the same traffic and seed with and without it.
/// Times are seconds since the prompt arrived.
struct PromptInjection {
    std::string problem; ///< why there is nothing to show; else empty
    bool cancelled = false;
    double from = 0, to = 0; ///< the time that the gaps are of
    std::vector<serving::TokenGap> with, without;

    double queueSeconds = 0, prefillSeconds = 0; ///< of the long prompt, in the engine
    int promptPasses = 0;                        ///< engine passes that its prompt takes
    int sequences = 0;                           ///< that were being answered when its first pass began
    double usualGap = 0;                         ///< median without it, seconds
    double longestGap = 0;                       ///< while its prompt was computed, seconds
    double delayedTokens = 0;                    ///< that all sequences together got fewer meanwhile
};

/// Into one replica of a scenario, with the scheduling that `inputs.replica` has. `typical`: where that replica runs.
PromptInjection injectPrompt(const SimulationInputs &inputs, const serving::OperatingPoint &typical, int promptTokens,
                             const std::function<bool(double)> &progress = {});

/// The longest prompt that the model takes and the KV pool of a replica holds beside an answer of `outputTokens`; may be 0.
int longestPrompt(const ResolvedScenario &resolved, int outputTokens);

} // namespace trilemma::scenario
