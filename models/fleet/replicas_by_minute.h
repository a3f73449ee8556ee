// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/autoscaler.h"

namespace trilemma::fleet {

/// What the policy pays for, those that start included.
ReplicasByMinute paidReplicas(const DayProfile &profile, const ScaledFleet &fleet, const Autoscaling &scaling);

/// Those paid for all of a cold start: the ones that stop are the youngest.
ReplicasByMinute readyReplicas(const ReplicasByMinute &paid, int coldMinutes);

int coldMinutes(const Autoscaling &scaling);

} // namespace trilemma::fleet
