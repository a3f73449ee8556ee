// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/corrections.h"
#include "models/replica/step_time.h"
#include "models/result.h"

#include <span>
#include <string_view>
#include <vector>

namespace trilemma::evidence {

/// One engine pass as a forward-pass trace of vLLM reports it.
struct MeasuredPass {
    replica::Pass pass;
    double seconds = 0;
    bool mixed() const { return pass.promptTokens > 0 && pass.decodeSequences > 0; }
    bool decodeOnly() const { return pass.promptTokens <= 0; }
    bool promptOnly() const { return pass.decodeSequences <= 0; }
};

/// Whether the first line is that of a file of engine passes.
bool isPassTrace(std::string_view csv);

/// Rows of fpm_metrics CSV: ctx_tokens, ctx_requests, ctx_kv_tokens, decode_requests, mean_decode_kv_tokens, latency_ms
/// by name in any order; others are ignored. Passes without work or time are left out.
Result<std::vector<MeasuredPass>> readPassTrace(std::string_view csv, std::string_view fileName);

/// Kernel time, compute-bound time, decode attention and host time that passes of one configuration tell, bounded and
/// with the priors of fit(). One traced degree of tensor parallelism then answers for the others.
inline constexpr int passTerms = 4;
catalog::Corrections fitPasses(std::span<const MeasuredPass> passes, const replica::Configuration &configuration);

/// predicted/measured of each pass under corrections.
std::vector<double> passRatios(std::span<const MeasuredPass> passes, const replica::Configuration &configuration,
                               const catalog::Corrections &corrections);

} // namespace trilemma::evidence
