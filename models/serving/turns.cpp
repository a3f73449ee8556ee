// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/turns.h"

#include <algorithm>
#include <cmath>

namespace trilemma::serving {

FlatTurns flattened(const Workload &workload, double kept)
{
    const Turns &turns = workload.turns;
    FlatTurns flat{workload, 0};
    if (turns.count <= 1)
        return flat;
    const double count = turns.count, fresh = 1 - std::clamp(workload.prefixHitShare, 0.0, 1.0);
    const auto squared = [](double value) { return value * value; };
    const double inputVariance = squared(workload.inputTokensMean * workload.inputTokensCv);
    const double newVariance = squared(turns.newTokens * workload.inputTokensCv);
    const double outputVariance = squared(workload.outputTokensMean * workload.outputTokensCv);
    double prompts = 0, computed = 0, squares = 0;
    const auto add = [&](double share, double tokens, double variance) {
        computed += share * tokens;
        squares += share * (tokens * tokens + variance);
    };
    for (int turn = 0; turn < turns.count; ++turn) {
        const double prompt = workload.inputTokensMean + turn * (workload.outputTokensMean + turns.newTokens);
        const double variance = inputVariance + turn * (outputVariance + newVariance);
        const double found = turn > 0 ? kept : 0;
        prompts += prompt;
        add(1 - found, prompt * fresh, variance * fresh * fresh);
        add(found, std::min(prompt * fresh, turns.newTokens), newVariance);
    }
    flat.workload.inputTokensMean = prompts / count;
    const double mean = computed / count;
    flat.workload.inputTokensCv = std::sqrt(std::max(0.0, squares / count / (mean * mean) - 1));
    flat.ownHitShare = std::max(0.0, fresh - computed / prompts);
    flat.workload.turns = {};
    return flat;
}

double pausedKvTokens(const Workload &workload, double requestsPerSecond)
{
    const Turns &turns = workload.turns;
    if (turns.count <= 1)
        return 0;
    const double ending = requestsPerSecond * (turns.count - 1) / turns.count;
    const double context = workload.inputTokensMean + workload.outputTokensMean +
                           (turns.count - 2) / 2.0 * (workload.outputTokensMean + turns.newTokens);
    return ending * turns.pauseSeconds * context;
}

double keptShare(const Workload &workload, double requestsPerSecond, double spareTokens)
{
    const double paused = pausedKvTokens(workload, requestsPerSecond);
    return paused > 0 ? std::clamp(spareTokens / paused, 0.0, 1.0) : 1;
}

} // namespace trilemma::serving
