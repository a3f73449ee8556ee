// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/lever_check.h"
#include "models/scenario/lever_rows.h"

#include <algorithm>

namespace trilemma::scenario {

namespace {

Result<Scenario> withChecked(const Scenario &scenario, std::string_view id, const LeverValue &value,
                             const catalog::Catalog &catalog, Strictness strictness)
{
    const Lever *lever = findLever(id);
    if (!lever)
        return Error{.file = {}, .field = std::string(id), .message = "no lever has this id"};
    if (auto problem = leverProblem(*lever, value, scenario, catalog, strictness))
        return *std::move(problem);
    Scenario changed = scenario;
    lever->write(changed, value, catalog);
    return changed;
}

} // namespace

std::span<const Lever> levers()
{
    static const std::vector<Lever> table = [] {
        std::vector<Lever> rows;
        for (const auto part :
             {hardwareLevers(), precisionLevers(), parallelismLevers(), poolLevers(), batchingLevers(), trafficLevers(), loadLevers(),
              fleetLevers(), dayLevers(), costLevers(), runningCostLevers()})
            rows.insert(rows.end(), part.begin(), part.end());
        return rows;
    }();
    return table;
}

const Lever *findLever(std::string_view id)
{
    const auto found = std::ranges::find(levers(), id, &Lever::id);
    return found == levers().end() ? nullptr : &*found;
}

Result<Scenario> withLever(const Scenario &scenario, std::string_view id, const LeverValue &value,
                           const catalog::Catalog &catalog)
{
    return withChecked(scenario, id, value, catalog, Strictness::Interactive);
}

Result<Scenario> withStoredLever(const Scenario &scenario, std::string_view id, const LeverValue &value,
                                 const catalog::Catalog &catalog)
{
    return withChecked(scenario, id, value, catalog, Strictness::Stored);
}

Result<Scenario> withLeverText(const Scenario &scenario, std::string_view id, std::string_view text,
                               const catalog::Catalog &catalog)
{
    const Lever *lever = findLever(id);
    if (!lever)
        return Error{.file = {}, .field = std::string(id), .message = "no lever has this id"};
    const Result<LeverValue> value = parseLeverValue(*lever, text, scenario, catalog);
    return value ? withLever(scenario, id, *value, catalog) : Result<Scenario>(value.error());
}

} // namespace trilemma::scenario
