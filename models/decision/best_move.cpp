// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/explanation.h"
#include "models/scenario/metrics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

namespace trilemma::decision {

using scenario::Evaluation;
using scenario::formatNumber;
using scenario::Lever;
using scenario::LeverRange;
using scenario::LeverValue;
using scenario::Scenario;

namespace {

/// Levers that an operator can turn without changing the question (model, traffic, SLO, prices).
constexpr std::array<std::string_view, 8> triedLevers{"token_budget", "max_sequences", "batching", "tp",
                                                      "kv",           "weights",       "replicas", "memory_fraction"};

constexpr double worthwhile = 1.01;     ///< gains below 1 % are noise to a planner

double fleetKnee(const Evaluation &evaluation)
{
    return evaluation.knee.exists ? evaluation.knee.requestsPerSecond * evaluation.replicas : 0;
}

bool feasible(const Evaluation &evaluation)
{
    return evaluation.state != scenario::State::Infeasible;
}

bool meetsDemand(const Scenario &scenario, const Evaluation &evaluation)
{
    return feasible(evaluation) && evaluation.replica.finite && serving::meets(evaluation.replica, scenario.slo);
}

/// Values next to the present one: the choices beside it in the table (all of them for number formats, which
/// have no order), half and double for logarithmic levers, a step up and down for linear ones.
std::vector<LeverValue> neighbours(const Lever &lever, const Scenario &scenario, const catalog::Catalog &catalog)
{
    const LeverRange range = lever.range(scenario, catalog);
    const LeverValue present = lever.read(scenario, catalog);
    std::vector<LeverValue> values;
    if (lever.scale == scenario::LeverScale::Choice) {
        const bool ordered = lever.id == "tp";
        std::vector<std::string> options;
        for (const auto &option : range.options) {
            if (option.disabledReason.empty() || LeverValue(option.id) == present)
                options.push_back(option.id);
        }
        for (std::size_t i = 0; i < options.size(); ++i) {
            const bool besidePresent = (i > 0 && LeverValue(options[i - 1]) == present) ||
                                       (i + 1 < options.size() && LeverValue(options[i + 1]) == present);
            if (LeverValue(options[i]) != present && (!ordered || besidePresent))
                values.emplace_back(options[i]);
        }
        return values;
    }
    const double number = std::get<double>(present);
    const bool logarithmic = lever.scale == scenario::LeverScale::Logarithmic;
    for (const double next : {logarithmic ? number * 2 : number + range.step, logarithmic ? number / 2 : number - range.step}) {
        const double whole = range.whole ? std::round(next) : next;
        if (whole >= range.minimum && whole <= range.maximum && whole != number)
            values.emplace_back(whole);
    }
    return values;
}

/// One tried step. Steps that meet the demand come before those that do not; then the larger score wins.
struct Trial {
    const Lever *lever;
    LeverValue value;
    Evaluation evaluation;
    bool meets = false, helps = false;
    Move::Goal goal = Move::Goal::RaiseKnee;
    double score = 0;

    bool betterThan(const Trial &other) const { return meets != other.meets ? meets : score > other.score; }
};

void judgeAgainstMissedDemand(Trial &trial, const Evaluation &now)
{
    trial.goal = Move::Goal::MeetDemand;
    const double knee = fleetKnee(trial.evaluation);
    trial.helps = trial.meets || (feasible(trial.evaluation) && knee > fleetKnee(now) * worthwhile);
    trial.score = trial.meets ? -trial.evaluation.cost.totalUsdPerMonth : knee;
}

/// With the demand met a step may save money or make room at no more cost, whichever it does more of.
void judgeAgainstMetDemand(Trial &trial, const Evaluation &now)
{
    const Evaluation &then = trial.evaluation;
    const double cheaper = now.priceKnown ? now.cost.usdPerMillionOutput / then.cost.usdPerMillionOutput : 1;
    const double roomier = fleetKnee(now) > 0 ? fleetKnee(then) / fleetKnee(now) : 1;
    constexpr double same = 0.995;
    trial.goal = cheaper >= roomier || cheaper < same ? Move::Goal::LowerCost : Move::Goal::RaiseKnee;
    trial.score = trial.goal == Move::Goal::LowerCost ? cheaper : roomier;
    trial.helps = trial.meets && trial.score >= worthwhile;
}

std::string kneeFromTo(const Evaluation &now, const Evaluation &then)
{
    const double before = fleetKnee(now);
    return "the knee " + (before > 0 ? "from " + formatNumber(before) + " " : std::string()) + "to " +
           formatNumber(fleetKnee(then)) + " QPS";
}

std::string gainText(const Trial &trial, const Evaluation &now)
{
    const Evaluation &then = trial.evaluation;
    const std::string perMillion = " per million output tokens";
    switch (trial.goal) {
    case Move::Goal::MeetDemand:
        if (trial.meets)
            return " meets the SLO at this traffic" + (fleetKnee(then) > 0 ? ", moving " + kneeFromTo(now, then) : std::string());
        return " moves " + kneeFromTo(now, then) + ", still short of this traffic";
    case Move::Goal::RaiseKnee:
        return " gives " + std::to_string(std::lround((fleetKnee(then) / fleetKnee(now) - 1) * 100)) +
               " % more at the same SLO and cost (knee " + formatNumber(fleetKnee(now)) + " to " + formatNumber(fleetKnee(then)) + " QPS)";
    case Move::Goal::LowerCost:
        break;
    }
    return " lowers the cost from $" + formatNumber(now.cost.usdPerMillionOutput) + " to $" +
           formatNumber(then.cost.usdPerMillionOutput) + perMillion + ", the SLO still met";
}

/// Fewer bits change what the model answers, which no figure here knows.
bool asksForQualityCheck(const Trial &trial, const Scenario &scenario, const Scenario &changed)
{
    if (trial.lever->id == "weights")
        return catalog::info(changed.weightFormat).bytesPerWeight < catalog::info(scenario.weightFormat).bytesPerWeight;
    return trial.lever->id == "kv" &&
           catalog::info(changed.kvFormat).bytesPerElement < catalog::info(scenario.kvFormat).bytesPerElement;
}

Move describe(const Trial &trial, const Scenario &scenario, const Evaluation &now, const catalog::Catalog &catalog)
{
    Scenario changed = scenario;
    trial.lever->write(changed, trial.value, catalog);
    const auto shown = [&](const Scenario &of) {
        return scenario::formatLeverValue(*trial.lever, trial.lever->read(of, catalog), of, catalog);
    };
    Move move{std::string(trial.lever->id), trial.value, trial.goal, fleetKnee(now), fleetKnee(trial.evaluation), {}};
    if (trial.goal == Move::Goal::LowerCost) {
        move.before = now.cost.usdPerMillionOutput;
        move.after = trial.evaluation.cost.usdPerMillionOutput;
    }
    move.sentence = "Next best move: " + std::string(trial.lever->label) + " " + shown(scenario) + " to " + shown(changed) +
                    gainText(trial, now);
    if (asksForQualityCheck(trial, scenario, changed))
        move.sentence += ", if quality permits";
    move.sentence += ".";
    return move;
}

} // namespace

std::optional<Move> bestMove(const Scenario &scenario, const Evaluation &evaluation, const catalog::Catalog &catalog)
{
    const bool demandMet = meetsDemand(scenario, evaluation);
    std::optional<Trial> best;
    for (const std::string_view id : triedLevers) {
        const Lever *lever = scenario::findLever(id);
        if (!lever)
            continue;
        for (const LeverValue &value : neighbours(*lever, scenario, catalog)) {
            Scenario changed = scenario;
            lever->write(changed, value, catalog);
            Trial trial{lever, value, scenario::evaluate(changed, catalog)};
            trial.meets = meetsDemand(changed, trial.evaluation);
            demandMet ? judgeAgainstMetDemand(trial, evaluation) : judgeAgainstMissedDemand(trial, evaluation);
            if (trial.helps && (!best || trial.betterThan(*best)))
                best = std::move(trial);
        }
    }
    if (!best)
        return std::nullopt;
    return describe(*best, scenario, evaluation, catalog);
}

} // namespace trilemma::decision
