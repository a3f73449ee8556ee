// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trilemma::scenario {

/// Formulas of fleets and queues by hand, with figures of one's own and no scenario: Little's law, replicas for a peak,
/// nodes for replicas, the wait for a slot, the time that a job takes.
struct Calculation {
    struct Input {
        std::string_view id, unit;
        std::optional<double> usual;    ///< where it is not given; empty = it has to be
    };
    struct Figure {
        std::string_view id, unit;
        double value;
    };
    using Given = std::map<std::string, double, std::less<>>;

    std::string_view id, sentence;
    std::span<const Input> inputs;
    Result<std::vector<Figure>> (*solve)(const Given &);
};
std::span<const Calculation> calculations();

/// The Error names what is unknown, missing or out of range, and what would be valid.
Result<std::vector<Calculation::Figure>> calculate(std::string_view id, Calculation::Given given);

} // namespace trilemma::scenario
