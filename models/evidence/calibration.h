// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/points.h"

#include <span>
#include <string>
#include <vector>

namespace trilemma::evidence {

/// A calibration to all points, named, for the "corrections" of a catalogue file. Each scope carries its error on points
/// left out of the fit, 80 % of which are within it. The Error says what is missing where nothing can be fitted.
struct Calibration {
    std::vector<catalog::ScopedCorrections> corrections;
    int points = 0, terms = 0;
    double medianErrorBefore = 0, medianErrorAfter = 0, medianErrorLeftOut = 0;     ///< of TPOT, relative
    std::vector<std::string> next;      ///< what to measure to tell more, a sentence each
};
Result<Calibration> calibrate(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog, const std::string &name);

/// The calibration as a catalogue file.
std::string toJson(const Calibration &calibration, const std::string &name);

} // namespace trilemma::evidence
