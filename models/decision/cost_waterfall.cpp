// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/cost_waterfall.h"

#include "models/scenario/levers.h"

#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace trilemma::decision {

namespace {

using scenario::Evaluation;
using scenario::Scenario;

constexpr int largestParallel = 64;

/// A group of levers: what of the scenario it takes over.
struct Group {
    const char *name;
    void (*take)(Scenario &, const Scenario &tuned);
};

constexpr std::array groups{
    Group{"Model",
          [](Scenario &s, const Scenario &t) {
              s.modelId = t.modelId;
              s.customModel = t.customModel;
          }},
    Group{"Precision",
          [](Scenario &s, const Scenario &t) {
              s.weightFormat = t.weightFormat;
              s.kvFormat = t.kvFormat;
          }},
    Group{"Parallelism",
          [](Scenario &s, const Scenario &t) {
              s.placement = t.placement;
              s.pools = t.pools;
          }},
    Group{"Batching",
          [](Scenario &s, const Scenario &t) {
              s.scheduling = t.scheduling;
              s.speculation = t.speculation;
          }},
    Group{"Hardware and how it is paid",
          [](Scenario &s, const Scenario &t) {
              s.acceleratorId = t.acceleratorId;
              s.cost = t.cost;
          }},
    Group{"Fleet and utilisation",
          [](Scenario &s, const Scenario &t) {
              s.replicas = t.replicas;
              s.fleet = t.fleet;
          }},
};
constexpr unsigned everyGroup = (1U << groups.size()) - 1;

struct Outcome {
    double usd = 0, itl = 0;
};

bool isAnswer(const Evaluation &evaluation)
{
    return evaluation.state != scenario::State::Infeasible && evaluation.priceKnown &&
           std::isfinite(evaluation.cost.usdPerMillionOutput);
}

/// With the smallest tensor parallelism from its own upwards that fits; as it is where none does.
Scenario fitted(Scenario scenario, const catalog::Catalog &catalog)
{
    const int own = scenario.placement.tensorParallel;
    for (int tp = own; tp <= largestParallel; tp *= 2) {
        scenario.placement.tensorParallel = tp;
        if (isAnswer(evaluate(scenario, catalog)))
            return scenario;
    }
    scenario.placement.tensorParallel = own;
    return scenario;
}

replica::Scheduling defaultsOf(const catalog::EngineProfile &engine)
{
    using Batching = replica::Scheduling::Batching;
    return {engine.chunkedPrefillDefault ? Batching::Chunked : Batching::Continuous, engine.defaultMaxSequences,
            engine.defaultTokenBudget, engine.memoryFraction};
}

/// Share of all orders in which exactly `before` groups come before a given one.
double shareOfOrders(int before)
{
    const int others = static_cast<int>(groups.size()) - 1;
    double ways = 1;
    for (int i = 1; i <= before; ++i)
        ways *= static_cast<double>(others - before + i) / i;
    return 1 / (ways * static_cast<double>(groups.size()));
}

Outcome outcomeOf(const Evaluation &evaluation)
{
    const auto &point = evaluation.replica;
    return {evaluation.cost.usdPerMillionOutput, point.finite ? point.itl.p99 : std::numeric_limits<double>::quiet_NaN()};
}

} // namespace

Scenario untunedDefault(const Scenario &given, const catalog::Catalog &catalog)
{
    Scenario untuned = given;
    untuned.weightFormat = catalog::WeightFormat::Bf16;
    untuned.kvFormat = catalog::KvFormat::Bf16;
    untuned.placement = {.link = given.placement.link};
    untuned.pools = {};
    untuned.speculation = {};
    if (const catalog::EngineProfile *engine = catalog.engine(given.engineId))
        untuned.scheduling = defaultsOf(*engine);
    untuned.fleet = scenario::defaultFleetPlan(catalog.prices);
    untuned.fleet.dayId = given.fleet.dayId;
    untuned.fleet.ownDay = given.fleet.ownDay;
    untuned.fleet.ownDayTitle = given.fleet.ownDayTitle;
    untuned.fleet.timeZoneHours = given.fleet.timeZoneHours;
    untuned.fleet.sized = true;
    if (given.cost.acquisition != cost::Acquisition::OnDemand) {
        if (const auto rented = withStoredLever(untuned, "acquisition", std::string("on_demand"), catalog))
            untuned.cost = rented->cost;
    }
    Scenario fits = fitted(untuned, catalog);
    if (isAnswer(evaluate(fits, catalog)))
        return fits;
    if (const catalog::LanguageModel *model = modelOf(given, catalog))
        untuned.weightFormat = model->nativeFormat;
    return fitted(std::move(untuned), catalog);
}

CostWaterfall costWaterfall(const Scenario &scenario, const catalog::Catalog &catalog, const std::function<bool()> &isWanted)
{
    CostWaterfall waterfall;
    const Evaluation here = evaluate(scenario, catalog);
    if (!isAnswer(here)) {
        waterfall.problem = here.reason.empty() ? "No price is known for this scenario" : here.reason;
        return waterfall;
    }
    waterfall.untuned = untunedDefault(scenario, catalog);
    std::array<Outcome, everyGroup + 1> outcomes;
    for (unsigned taken = 0; taken <= everyGroup; ++taken) {
        if (isWanted && !isWanted()) {
            waterfall.problem = "Stopped";
            return waterfall;
        }
        const unsigned withoutModel = taken & ~1U; // the same at both ends
        if (taken != withoutModel) {
            outcomes[taken] = outcomes[withoutModel];
            continue;
        }
        Scenario mixture = waterfall.untuned;
        for (std::size_t group = 0; group < groups.size(); ++group) {
            if (taken >> group & 1U)
                groups[group].take(mixture, scenario);
        }
        const Evaluation answer = (taken | 1U) == everyGroup ? here : evaluate(fitted(mixture, catalog), catalog);
        if (!isAnswer(answer)) {
            waterfall.problem = "A scenario between the untuned default and this one has no answer: " + answer.reason;
            return waterfall;
        }
        outcomes[taken] = outcomeOf(answer);
    }
    waterfall.fromUsd = outcomes[0].usd;
    waterfall.toUsd = outcomes[everyGroup].usd;
    waterfall.fromItl = outcomes[0].itl;
    waterfall.toItl = outcomes[everyGroup].itl;
    for (std::size_t group = 0; group < groups.size(); ++group) {
        WaterfallStep step{.group = groups[group].name};
        for (unsigned taken = 0; taken <= everyGroup; ++taken) {
            if (taken >> group & 1U)
                continue;
            const double share = shareOfOrders(std::popcount(taken));
            const Outcome &before = outcomes[taken], &after = outcomes[taken | 1U << group];
            step.usdPerMillionOutput += share * (after.usd - before.usd);
            step.itlP99Seconds += share * (after.itl - before.itl);
        }
        waterfall.steps.push_back(std::move(step));
    }
    return waterfall;
}

} // namespace trilemma::decision
