// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/load_residuals.h"

#include <algorithm>
#include <cmath>

namespace trilemma::serving {

LoadResiduals::LoadResiduals(std::span<const catalog::MeasuredLoad> loads, double gpus, double inputTokens, double outputTokens)
{
    constexpr double tooUnlike = 1e-3;
    for (const catalog::MeasuredLoad &load : loads) {
        const catalog::MeasuredLoad here{gpus, std::max(1.0, inputTokens), std::max(1.0, outputTokens), load.sequences, 0, 0};
        const double like = catalog::likeness(load, here);
        if (like > tooUnlike)
            m_terms.push_back({std::log(load.sequences), like * load.tokenTimeWeight, like * load.firstTokenWeight});
    }
}

double LoadResiduals::factor(double sequences, double Term::*weight) const
{
    if (m_terms.empty())
        return 1;
    const double here = std::log(std::max(1.0, sequences));
    double residual = 0;
    for (const Term &term : m_terms)
        residual += term.*weight * catalog::likenessOfLogSequences(here, term.logSequences);
    return std::exp(residual);
}

} // namespace trilemma::serving
