// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/levers.h"

namespace trilemma::scenario {

/// An SI value of a number lever with its shown unit: "50 ms", "$2.35/GPU-h", "off".
std::string numberWithUnit(const Lever &lever, double value);

} // namespace trilemma::scenario
