// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/point_matching.h"

#include <string>

namespace trilemma::evidence {

/// Why the point cannot be answered whatever the catalogue holds; empty where it can.
std::string unansweredReason(const PointConfiguration &point);

/// Answers a point that unansweredReason() lets pass, with the constants it is matched to. Returns the reason where
/// the physics has no answer; `prediction` is then of no use.
std::string answerPoint(const PointConfiguration &point, const MatchedPoint &matched, Prediction &prediction);

} // namespace trilemma::evidence
