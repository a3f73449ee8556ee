// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/measured_load.h"

#include <boost/container/small_vector.hpp>

#include <span>

namespace trilemma::serving {

/// The measured loads of a calibration as one replica and one workload see them: those too unlike are left out.
class LoadResiduals {
public:
    LoadResiduals() = default;
    LoadResiduals(std::span<const catalog::MeasuredLoad> loads, double gpus, double inputTokens, double outputTokens);

    bool empty() const { return m_terms.empty(); }
    /// Factors on the time between tokens and on TTFT with `sequences` in flight on the replica; 1 where nothing was
    /// measured near.
    double tokenTime(double sequences) const { return factor(sequences, &Term::tokenTime); }
    double firstToken(double sequences) const { return factor(sequences, &Term::firstToken); }

private:
    struct Term {
        double logSequences, tokenTime, firstToken;
    };
    double factor(double sequences, double Term::*weight) const;

    boost::container::small_vector<Term, 1> m_terms;
};

} // namespace trilemma::serving
