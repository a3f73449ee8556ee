// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/replica_under_load.h"
#include "models/serving/slo.h"

namespace trilemma::serving {

/// The SLO knee: the largest rate at which every enabled bound holds.
struct Knee {
    enum class Binding { Nothing, Ttft, Itl, EndToEnd, Capacity };
    bool exists = false; ///< false: no rate meets the SLO, even idle; binding says which bound
    double requestsPerSecond = 0;
    double outputTokensPerSecond = 0;
    Binding binding = Binding::Nothing;
    OperatingPoint point;
};
const char *label(Knee::Binding binding);

bool meets(const OperatingPoint &point, const Slo &slo);
/// Solved on the closed form.
Knee findKnee(const ReplicaUnderLoad &replica, const Slo &slo);

} // namespace trilemma::serving
