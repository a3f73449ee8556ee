// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/corrections.h"
#include "models/evidence/points.h"

#include <span>
#include <string>
#include <vector>

namespace trilemma::evidence {

/// One number to fit: a field of the corrections, for the points that its scope covers.
struct FitTerm {
    const catalog::CorrectionField *field = nullptr;
    catalog::CorrectionScope scope;
    double spread = 1;      ///< of the prior, in the field's usual sizes

    bool operator==(const FitTerm &) const = default;
};

struct Fit {
    std::vector<catalog::ScopedCorrections> corrections;        ///< one for each scope, on top of the catalogue's own
    int points = 0, terms = 0;
    double before = 0, after = 0;       ///< robust cost, without the prior
    bool converged = false;
};

/// Least squares of log(predicted/measured) for TPOT, TTFT and throughput with a soft-L1 loss, bounded, and with a
/// prior that pulls each term to neutral with its usual size; a term that a single point bears on is left out.
/// Points that have no answer, or nothing measured, do not count.
Fit fit(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog, std::span<const FitTerm> terms);

/// Terms for constants that ship, of engines, accelerators and weight formats. Terms of single configurations stand
/// beside them to take up what is peculiar to those, the benchmark's protocol among it; fitGeneral() drops them.
std::vector<FitTerm> generalTerms(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog);
Fit fitGeneral(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog);
/// Terms for one cluster, in the order in which measurements can tell them: kernel time, ingest, host time, prompt
/// time, benchmark protocol, decode attention, collectives; no more than the points carry.
std::vector<FitTerm> clusterTerms(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog);
/// clusterTerms() fitted, and what they leave at each load kept with them.
Fit fitCluster(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog);

} // namespace trilemma::evidence
