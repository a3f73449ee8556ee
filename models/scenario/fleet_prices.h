// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/fleet_study.h"

namespace trilemma::scenario {

/// Capital and operations of a month over the GPU-hours that the month is paid for, stranded ones included; 0 where no price
/// is known or no GPU is paid for.
double usdPerPaidGpuHour(const Evaluation &evaluation);

/// Capital and operations of a month in which all of the fleet's nodes are at full load, without a guest and without what is
/// paid by the token; 0 where no price is known or no GPU is paid for.
double usdPerMonthAtFullLoad(const Evaluation &evaluation);

/// What a month would cost under each of the study's days: evaluate() of the scenario with that policy. Empty where no price
/// is known.
std::vector<double> usdPerMonthByPolicy(const Scenario &scenario, const FleetStudy &study);

/// A fleet sized for the peak with the scenario's headroom, and one with none. Latencies are of a burst to the peak and the
/// headroom, infinite where that is past capacity; dollars are 0 where no price is known.
struct HeadroomPrice {
    struct Fleet {
        int replicas = 0;
        double usdPerMonth = 0, usdPerMillionOutput = 0, burstTtftP99 = 0;
    };
    double headroom = 0;
    Fleet with, without;
};
/// Nothing without headroom, open-loop traffic or a fleet that carries it.
std::optional<HeadroomPrice> headroomPrice(const Scenario &scenario, const catalog::Catalog &catalog);

} // namespace trilemma::scenario
