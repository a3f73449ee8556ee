// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/corrections.h"

#include <span>
#include <string>

namespace trilemma::catalog {

/// 80 % of what is measured lies between these multiples of what is predicted, 10 % beyond either.
struct Band {
    double low = 1 / 1.35, high = 1.35;

    bool operator==(const Band &) const = default;
    /// Both ends away from 1 by the same share of their logarithms; `factor` of at least 1.
    Band widened(double factor) const;
};

/// What measurements say of the answers for one kind of deployment, and which loads they cover.
struct CheckedScope {
    CorrectionScope scope;
    int points = 0, deployments = 0; ///< deployments: distinct models, accelerators and engines among them
    Band tokenTime, firstToken;      ///< of TPOT and of mean TTFT
    MeasuredLoad least, most;        ///< the smallest and the largest of each figure of a load
    std::vector<Citation> citations;

    bool operator==(const CheckedScope &) const = default;
};

/// How far an answer can be trusted, and why.
struct Confidence {
    Band tokenTime, firstToken;
    const CheckedScope *checked = nullptr; ///< the likest deployments that were measured; null = none
    double beyond = 1;                     ///< the load lies outside what was checked by this factor
    double measuredShare = 0;              ///< of a calibration: 1 at a measured load, 0 far from all
    bool calibrated = false, datasheet = false;

    /// One sentence: what the band comes from and what widens it.
    std::string why() const;
};

/// The narrowest scope that covers the deployment; null where none does.
const CheckedScope *likestChecked(std::span<const CheckedScope> all, const EngineProfile &engine, const Accelerator &accelerator,
                                  const LanguageModel &model, WeightFormat format);

/// For one load of a deployment. `kernels` as corrected; `calibration` null where none covers it.
Confidence confidenceOf(const CheckedScope *checked, const KernelConstants &kernels, const ScopedCorrections *calibration,
                        const MeasuredLoad &load);

} // namespace trilemma::catalog
