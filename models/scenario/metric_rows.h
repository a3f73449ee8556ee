// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/metrics.h"

#include <cmath>

// Rows of the metric table by subject, and the readers that rows are made of. Private to this room.
namespace trilemma::scenario {

std::span<const Metric> loadMetrics();
std::span<const Metric> latencyMetrics();
std::span<const Metric> poolMetrics();
std::span<const Metric> replicaMetrics();
std::span<const Metric> fleetMetrics();
std::span<const Metric> costMetrics();
std::span<const Metric> billMetrics();

inline constexpr double percent = 0.01, milliseconds = 1e-3, gigabyte = 1e9, kilobyte = 1e3;

inline std::optional<double> finite(double value)
{
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// Read whatever the state.
template<auto Field> std::optional<double> always(const Evaluation &evaluation)
{
    return finite(static_cast<double>(Field(evaluation)));
}

/// Needs a configuration that can run.
template<auto Field> std::optional<double> feasible(const Evaluation &evaluation)
{
    return evaluation.state == State::Infeasible ? std::nullopt : always<Field>(evaluation);
}

/// Needs a steady state: past capacity there is no finite latency.
template<auto Field> std::optional<double> steady(const Evaluation &evaluation)
{
    return evaluation.replica.finite ? feasible<Field>(evaluation) : std::nullopt;
}

/// Needs a rate at which the SLO holds.
template<auto Field> std::optional<double> withKnee(const Evaluation &evaluation)
{
    return evaluation.knee.exists ? feasible<Field>(evaluation) : std::nullopt;
}

/// Needs a price for the hardware.
template<auto Field> std::optional<double> priced(const Evaluation &evaluation)
{
    return evaluation.priceKnown ? feasible<Field>(evaluation) : std::nullopt;
}

} // namespace trilemma::scenario
