// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace trilemma::cost {

/// How much there is to configure, profile and keep working, by layout of a replica; from least to most.
enum class Complexity { SingleGpu, OneNode, SeveralNodes, Experts, Disaggregated };
inline constexpr int complexityCount = 5;

struct Layout {
    int gpusPerReplica = 1, gpusPerNode = 1;
    bool expertsSpread = false;     ///< expert parallelism, or attention ranks of their own
    bool disaggregated = false;     ///< prefill and decode on pools of their own

    bool operator==(const Layout &) const = default;
};

/// The hardest thing in the layout.
Complexity complexityOf(const Layout &layout);
const char *label(Complexity complexity);
/// One sentence: why tuning takes what the price book says of this layout.
const char *reason(Complexity complexity);
/// Entry of the price book with its engineer-weeks.
std::string_view weeksPriceId(Complexity complexity);

} // namespace trilemma::cost
