// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/token_gaps.h"

#include "models/serving/log_histogram.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace trilemma::serving {

std::vector<TokenGap> tokenGaps(std::span<const PassRecord> passes, double tokensPerStep)
{
    constexpr double instant = 1e-9;
    std::vector<TokenGap> gaps;
    double lastTokens = 0, lastEnd = 0;
    int promptsMeanwhile = 0; // computed since lastTokens, while nobody decoded
    for (const PassRecord &pass : passes) {
        if (pass.start > lastEnd + instant) { // idle: nobody waits for a token
            lastTokens = pass.start;
            promptsMeanwhile = 0;
        }
        lastEnd = pass.start + pass.seconds;
        if (pass.decodes == 0) {
            promptsMeanwhile += pass.prompts;
            continue;
        }
        const auto add = [&](double start, int sequences, bool besidePrompts) {
            if (sequences <= 0)
                return;
            const auto count = static_cast<double>(pass.passes);
            gaps.push_back({start, lastEnd, (lastEnd - start) / count / tokensPerStep, sequences * count * tokensPerStep,
                            sequences, besidePrompts});
        };
        const int fresh = std::min(promptsMeanwhile, pass.decodes);
        add(lastTokens, pass.decodes - fresh, pass.prompts > 0 || promptsMeanwhile > 0);
        add(pass.start, fresh, pass.prompts > 0);
        lastTokens = lastEnd;
        promptsMeanwhile = 0;
    }
    return gaps;
}

double GapHistogram::shareBesidePrompts() const
{
    return std::accumulate(besidePrompts.begin(), besidePrompts.end(), 0.0);
}

GapHistogram gapHistogram(std::span<const TokenGap> gaps, std::size_t bins)
{
    GapHistogram histogram;
    if (gaps.empty() || bins == 0)
        return histogram;
    const auto [least, most] = std::ranges::minmax(gaps, {}, &TokenGap::seconds);
    const double lower = least.seconds * 0.999, ratio = std::max(1.01, most.seconds * 1.001 / lower);
    const auto count = static_cast<double>(bins);
    for (std::size_t edge = 0; edge <= bins; ++edge)
        histogram.edges.push_back(lower * std::pow(ratio, static_cast<double>(edge) / count));
    histogram.decodeOnly.assign(bins, 0);
    histogram.besidePrompts.assign(bins, 0);
    double all = 0;
    for (const TokenGap &gap : gaps)
        all += gap.tokens;
    for (const TokenGap &gap : gaps) {
        const double at = count * std::log(gap.seconds / lower) / std::log(ratio);
        const auto bin = static_cast<std::size_t>(std::clamp(at, 0.0, count - 1));
        (gap.besidePrompts ? histogram.besidePrompts : histogram.decodeOnly)[bin] += gap.tokens / all;
    }
    return histogram;
}

double medianGap(std::span<const TokenGap> gaps)
{
    LogHistogram seconds;
    for (const TokenGap &gap : gaps)
        seconds.add(gap.seconds, gap.tokens);
    return seconds.quantile(0.5);
}

} // namespace trilemma::serving
