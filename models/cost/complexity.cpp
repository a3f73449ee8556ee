// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/complexity.h"

#include <array>

namespace trilemma::cost {

namespace {

struct Row {
    const char *label, *reason;
    std::string_view weeksPriceId;
};

constexpr std::array<Row, complexityCount> rows{{
    {"One GPU", "One GPU holds a replica: engine limits and precision are all there is to tune.", "engineering.weeks.single-gpu"},
    {"One node", "A replica within one node adds collectives, CUDA versions and profiles of each degree of parallelism.",
     "engineering.weeks.one-node"},
    {"Several nodes", "A replica over several nodes adds the network between them, its drivers and its failures.",
     "engineering.weeks.several-nodes"},
    {"Spread experts", "Spread experts add all-to-all kernels, expert placement and balance between ranks.",
     "engineering.weeks.experts"},
    {"Disaggregated", "Separate prefill and decode add KV transfer, the ratio of two pools and a router that knows both.",
     "engineering.weeks.disaggregated"},
}};

const Row &row(Complexity complexity)
{
    return rows[static_cast<std::size_t>(complexity)];
}

} // namespace

Complexity complexityOf(const Layout &layout)
{
    if (layout.disaggregated)
        return Complexity::Disaggregated;
    if (layout.expertsSpread)
        return Complexity::Experts;
    if (layout.gpusPerReplica > layout.gpusPerNode)
        return Complexity::SeveralNodes;
    return layout.gpusPerReplica > 1 ? Complexity::OneNode : Complexity::SingleGpu;
}

const char *label(Complexity complexity)
{
    return row(complexity).label;
}

const char *reason(Complexity complexity)
{
    return row(complexity).reason;
}

std::string_view weeksPriceId(Complexity complexity)
{
    return row(complexity).weeksPriceId;
}

} // namespace trilemma::cost
