// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/prefill_decode_search.h"

#include <algorithm>

namespace trilemma::decision {

namespace {

PrefillDecodeSplit answered(scenario::Scenario scenario, int prefill, int decode, const catalog::Catalog &catalog)
{
    scenario.pools.prefillInstances = prefill;
    scenario.pools.decodeInstances = std::max(1, decode);
    scenario.replicas = prefill > 0 ? 1 : decode;
    PrefillDecodeSplit split{prefill, decode, scenario.replicas * scenario.gpusPerReplica(), {}, {}};
    split.evaluation = scenario::evaluate(scenario, catalog);
    if (split.evaluation.state == scenario::State::Infeasible)
        split.problem = split.evaluation.reason;
    else if (!split.evaluation.knee.exists)
        split.problem = std::string("No rate meets the SLO: ") + serving::label(split.evaluation.knee.binding) + " misses its bound";
    else if (!split.evaluation.replica.finite)
        split.problem = split.evaluation.reason;
    return split;
}

} // namespace

std::string PrefillDecodeSplit::name() const
{
    if (isAggregated())
        return std::to_string(decodeInstances) + " aggregated";
    return std::to_string(prefillInstances) + 'P' + std::to_string(decodeInstances) + 'D';
}

double PrefillDecodeSplit::kneeRequestsPerSecond() const
{
    return evaluation.knee.exists ? evaluation.knee.requestsPerSecond * evaluation.replicas : 0;
}

std::vector<PrefillDecodeSplit> searchPrefillDecode(const scenario::Scenario &scenario, const catalog::Catalog &catalog, int gpus)
{
    std::vector<PrefillDecodeSplit> splits;
    const int decodeGpus = std::max(1, scenario.placement.gpus()), prefillGpus = std::max(1, scenario.prefillPlacement().gpus());
    if (const int replicas = gpus / decodeGpus; replicas > 0)
        splits.push_back(answered(scenario, 0, replicas, catalog));
    for (int prefill = 1; prefill * prefillGpus + decodeGpus <= gpus; ++prefill)
        splits.push_back(answered(scenario, prefill, (gpus - prefill * prefillGpus) / decodeGpus, catalog));
    std::ranges::stable_sort(splits, std::ranges::greater(), &PrefillDecodeSplit::kneeRequestsPerSecond);
    return splits;
}

} // namespace trilemma::decision
