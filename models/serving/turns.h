// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/workload.h"

namespace trilemma::serving {

/// Requests of several turns as requests of one kind, for the closed form: the mean prompt over all turns, and the
/// spread of the prompt tokens that are computed.
struct FlatTurns {
    Workload workload;
    double ownHitShare = 0; ///< of prompt tokens: cached from earlier turns, beyond workload.prefixHitShare
};
/// `keptShare` of later turns find their conversation's KV cache. Workloads of one turn stay as they are.
FlatTurns flattened(const Workload &workload, double keptShare);

/// KV tokens of the conversations that pause, by Little's law, at a rate of requests.
double pausedKvTokens(const Workload &workload, double requestsPerSecond);

/// Of turns after a pause, those that still find their cache in `spareTokens` of room, least recently used out first. An
/// evicted conversation takes no room any more, so that of exponential pauses the share that fits is kept.
double keptShare(const Workload &workload, double requestsPerSecond, double spareTokens);

} // namespace trilemma::serving
