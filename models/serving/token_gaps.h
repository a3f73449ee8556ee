// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/simulation_result.h"

#include <span>
#include <vector>

namespace trilemma::serving {

/// What running sequences wait for a token, over one engine pass or several alike.
struct TokenGap {
    double start = 0, end = 0;  ///< of all its passes, seconds
    double seconds = 0;         ///< between two tokens of a sequence
    double tokens = 0;          ///< that came after such a gap
    int sequences = 0;          ///< that waited
    bool besidePrompts = false; ///< a prompt was computed meanwhile, in the same pass or while all stood still
};

/// From a pass log without holes, in order of time; of each pass the gap that most sequences saw. Sequences that just had
/// their first token do not wait for the prompts before it. `tokensPerStep`: that a pass yields for a sequence.
std::vector<TokenGap> tokenGaps(std::span<const PassRecord> passes, double tokensPerStep);

/// Gaps by length, bins of equal ratio; shares of all tokens.
struct GapHistogram {
    std::vector<double> edges; ///< seconds, ascending, one more than bins; empty where there are no gaps
    std::vector<double> decodeOnly, besidePrompts;

    double shareBesidePrompts() const;
};
GapHistogram gapHistogram(std::span<const TokenGap> gaps, std::size_t bins);

/// The gap that half of the tokens come after; 0 where there are none.
double medianGap(std::span<const TokenGap> gaps);

} // namespace trilemma::serving
