// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/sensitivity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace trilemma::decision {

namespace {

using scenario::Scenario;

constexpr std::array<std::string_view, 4> trafficLevers{"qps", "isl", "osl", "headroom"};
constexpr double none = std::numeric_limits<double>::quiet_NaN();

SensitiveFigures figuresOf(const Scenario &scenario, const catalog::Catalog &catalog)
{
    const scenario::Evaluation evaluation = evaluate(scenario, catalog);
    if (evaluation.state == scenario::State::Infeasible || !evaluation.priceKnown)
        return {none, none, none};
    return {evaluation.cost.usdPerMillionOutput, evaluation.cost.totalUsdPerMonth,
            evaluation.replica.finite ? evaluation.replica.itl.p99 : none};
}

struct Ends {
    double low, high;
};

std::optional<Swing> swing(const Scenario &scenario, const catalog::Catalog &catalog, std::string_view id, const Ends &ends)
{
    const scenario::Lever *lever = scenario::findLever(id);
    if (!lever || !(ends.low < ends.high))
        return std::nullopt;
    Swing swing{.lever = lever, .lowValue = ends.low, .highValue = ends.high, .low = {}, .high = {}};
    for (const auto &[value, figures] : {std::pair{ends.low, &swing.low}, {ends.high, &swing.high}}) {
        const auto changed = withStoredLever(scenario, id, value, catalog);
        if (!changed)
            return std::nullopt;
        *figures = figuresOf(*changed, catalog);
    }
    return swing;
}

Ends aroundTraffic(const Scenario &scenario, const catalog::Catalog &catalog, const scenario::Lever &lever)
{
    const scenario::LeverValue read = lever.read(scenario, catalog);
    const double *value = std::get_if<double>(&read);
    if (!value)
        return {0, 0};
    const bool isWhole = lever.range(scenario, catalog).whole;
    const auto at = [&](double factor) { return isWhole ? std::round(*value * factor) : *value * factor; };
    return {at(1 - trafficSwing), at(1 + trafficSwing)};
}

} // namespace

double swingOf(const Swing &swing, const SensitiveFigures &here, double SensitiveFigures::*figure)
{
    double most = 0;
    for (const double there : {swing.low.*figure, swing.high.*figure}) {
        if (const double change = std::abs(there - here.*figure); std::isfinite(change))
            most = std::max(most, change);
    }
    return most;
}

Sensitivity sensitivity(const Scenario &scenario, const catalog::Catalog &catalog, const std::function<bool()> &isWanted)
{
    Sensitivity result{figuresOf(scenario, catalog), {}};
    if (!std::isfinite(result.here.usdPerMillionOutput))
        return result;
    const auto add = [&](std::string_view id, const Ends &ends) {
        if (auto found = swing(scenario, catalog, id, ends))
            result.swings.push_back(*found);
    };
    const cost::PriceContext prices = priceContext(scenario, catalog);
    for (const cost::AssumptionRow &row : cost::assumptionRows()) {
        if (isWanted && !isWanted())
            return {};
        const cost::Range range = rangeOf(row, prices);
        add(row.id, {range.low, range.high});
    }
    for (const std::string_view id : trafficLevers) {
        if (const scenario::Lever *lever = scenario::findLever(id))
            add(id, aroundTraffic(scenario, catalog, *lever));
    }
    std::ranges::stable_sort(result.swings, std::ranges::greater{}, [&](const Swing &swing) {
        return swingOf(swing, result.here, &SensitiveFigures::usdPerMillionOutput);
    });
    return result;
}

} // namespace trilemma::decision
