// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/slo.h"

#include <array>

namespace trilemma::serving {

/// Mean and percentiles of one latency, seconds. Infinite past saturation: never shown as a number.
struct Latency {
    double mean = 0, p50 = 0, p95 = 0, p99 = 0;
    double at(Percentile percentile) const;
};

/// Where one replica runs under its traffic, in closed form.
struct OperatingPoint {
    bool finite = false; ///< false past capacity or where nothing fits: no latency exists
    double offeredRequestsPerSecond = 0;
    double servedRequestsPerSecond = 0;
    double backlogGrowthPerSecond = 0;    ///< requests per second that pile up; 0 where stable
    double capacityRequestsPerSecond = 0; ///< largest stable rate, no SLO
    double utilisation = 0;               ///< offered over capacity
    double outputTokensPerSecond = 0;     ///< served
    double inputTokensPerSecond = 0;
    double batchRequestsPerSecond = 0;    ///< of the batch class, beside the others; its tokens are in both rates above
    double runningBatch = 0; ///< mean decoding sequences
    double waitingRequests = 0;
    double tpotSeconds = 0;
    double decodeStepSeconds = 0, mixedStepSeconds = 0, mixedStepShare = 0; ///< means without and with prompts, share of the latter
    Latency ttft, itl, endToEnd;
    double ttftQueueSeconds = 0, ttftPrefillSeconds = 0, ttftIngestSeconds = 0; ///< sum to ttft.mean
    bool tailIsPreview = false; ///< closed-form tails are short here: rho above 0.1, or bursty arrivals
};

} // namespace trilemma::serving
