// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/explanation.h"

#include "models/scenario/metrics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace trilemma::decision {

using replica::StepPart;
using scenario::Evaluation;
using scenario::formatNumber;
using scenario::Scenario;

namespace {

std::string percent(double share)
{
    return std::to_string(std::lround(share * 100)) + " %";
}

/// Completes "61 % of a step ...".
std::string_view whatItDoes(StepPart part)
{
    switch (part) {
    case StepPart::Weights: return "reads weights";
    case StepPart::DenseCompute: return "multiplies dense layers";
    case StepPart::AttentionKv: return "reads KV";
    case StepPart::AttentionCompute: return "computes attention";
    case StepPart::Experts: return "reads and computes experts";
    case StepPart::AllReduce: return "all-reduces";
    case StepPart::AllToAll: return "exchanges tokens between experts";
    case StepPart::Pipeline: return "passes pipeline stages";
    case StepPart::Overhead: return "is launch and host overhead";
    }
    return {};
}

/// "Memory-bound: 61 % of a step reads weights, 22 % reads KV."
std::string stepSentence(const replica::StepBreakdown &step)
{
    std::array<std::pair<double, StepPart>, replica::stepPartCount> parts;
    for (int i = 0; i < replica::stepPartCount; ++i)
        parts[i] = {step.seconds[i], static_cast<StepPart>(i)};
    std::ranges::stable_sort(parts, [](const auto &a, const auto &b) { return a.first > b.first; });
    std::string text = replica::label(step.bottleneck);
    text[0] = static_cast<char>(std::toupper(text[0]));
    if (!text.ends_with("-bound"))
        text += "-bound";
    text += ": " + percent(parts[0].first / step.total) + " of a step " + std::string(whatItDoes(parts[0].second));
    constexpr double worthNaming = 0.05;
    if (parts[1].first / step.total >= worthNaming)
        text += ", " + percent(parts[1].first / step.total) + " " + std::string(whatItDoes(parts[1].second));
    return text + ".";
}

/// "KV memory allows 148 sequences, B_sat is 212." The limit that binds comes first.
std::string limitSentence(const replica::Saturation &saturation)
{
    const std::string kv = formatNumber(std::floor(saturation.kvBatch));
    const std::string cap = formatNumber(saturation.engineCap);
    const std::string knee = "B_sat is " + formatNumber(std::round(saturation.ninetyPercentBatch));
    switch (saturation.binding) {
    case replica::Saturation::Binding::KvMemory:
        return "KV memory allows " + kv + " sequences, " + knee + ".";
    case replica::Saturation::Binding::EngineCap:
        return "The engine admits " + cap + " sequences, KV memory would allow " + kv + ", " + knee + ".";
    case replica::Saturation::Binding::Compute:
        return knee + ", below the " + formatNumber(std::floor(saturation.servedBatch())) + " sequences that fit.";
    }
    return {};
}

std::string loadSentence(const Evaluation &evaluation)
{
    if (evaluation.state == scenario::State::Overloaded && evaluation.replica.backlogGrowthPerSecond > 0)
        return "Overloaded: the queue grows by " +
               formatNumber(evaluation.replica.backlogGrowthPerSecond * evaluation.replicas) + " requests per second.";
    if (!evaluation.knee.exists)
        return "No request rate meets the SLO: " + std::string(serving::label(evaluation.knee.binding)) + " misses it even when idle.";
    return {};
}

double fleetKnee(const Evaluation &evaluation)
{
    return evaluation.knee.exists ? evaluation.knee.requestsPerSecond * evaluation.replicas : 0;
}

/// How much larger or smaller, whichever way; 0 where nothing changed.
double logRatio(double before, double after)
{
    if (before == after)
        return 0;
    if (before <= 0 || after <= 0)
        return HUGE_VAL;
    return std::abs(std::log(after / before));
}

/// One differing lever and what it alone does to the baseline.
struct Effect {
    const scenario::Lever *lever;
    Evaluation alone;
    double onKnee, onCost;
};

std::vector<Effect> effects(const Scenario &scenario, const Scenario &baseline, const Evaluation &baselineEvaluation,
                            const catalog::Catalog &catalog)
{
    std::vector<Effect> effects;
    for (const scenario::Lever &lever : scenario::levers()) {
        const scenario::LeverValue value = lever.read(scenario, catalog);
        if (value == lever.read(baseline, catalog))
            continue;
        Scenario changed = baseline;
        if (scenario.customModel != baseline.customModel && lever.id == "model")
            changed.customModel = scenario.customModel;
        else
            lever.write(changed, value, catalog);
        Evaluation alone = scenario::evaluate(changed, catalog);
        const double onKnee = logRatio(fleetKnee(baselineEvaluation), fleetKnee(alone));
        const double onCost = logRatio(baselineEvaluation.cost.usdPerMillionOutput, alone.cost.usdPerMillionOutput);
        effects.push_back({&lever, std::move(alone), onKnee, onCost});
    }
    return effects;
}

std::string kneeText(double requestsPerSecond)
{
    return requestsPerSecond > 0 ? formatNumber(requestsPerSecond) + " QPS" : std::string("none");
}

std::string movedSentence(const Effect &effect, const Scenario &scenario, const Scenario &baseline,
                          const Evaluation &baselineEvaluation, const catalog::Catalog &catalog)
{
    const auto shown = [&](const Scenario &of) {
        return scenario::formatLeverValue(*effect.lever, effect.lever->read(of, catalog), of, catalog);
    };
    std::string text = std::string(effect.lever->label) + " " + shown(baseline) + " to " + shown(scenario);
    constexpr double visible = 0.005;
    if (effect.onKnee >= visible)
        return text + " moves the knee from " + kneeText(fleetKnee(baselineEvaluation)) + " to " +
               kneeText(fleetKnee(effect.alone)) + ".";
    if (effect.onCost >= visible)
        return text + " moves the cost from $" + formatNumber(baselineEvaluation.cost.usdPerMillionOutput) + " to $" +
               formatNumber(effect.alone.cost.usdPerMillionOutput) + " per million output tokens.";
    return text + " moves neither knee nor cost.";
}

} // namespace

std::string whatBinds(const Scenario &, const Evaluation &evaluation)
{
    if (evaluation.state == scenario::State::Infeasible)
        return evaluation.reason;
    std::string text = stepSentence(evaluation.step) + " " + limitSentence(evaluation.saturation);
    if (const std::string load = loadSentence(evaluation); !load.empty())
        text += " " + load;
    return text;
}

std::string whatMoved(const Scenario &scenario, const Evaluation &evaluation, const Scenario &baseline,
                      const Evaluation &baselineEvaluation, const catalog::Catalog &catalog)
{
    const std::vector<Effect> all = effects(scenario, baseline, baselineEvaluation, catalog);
    if (all.empty())
        return {};
    const auto most = std::ranges::max_element(
        all, [](const Effect &a, const Effect &b) { return std::pair(a.onKnee, a.onCost) < std::pair(b.onKnee, b.onCost); });
    std::string text = movedSentence(*most, scenario, baseline, baselineEvaluation, catalog);
    if (all.size() > 1)
        text += " With " + std::to_string(all.size() - 1) + " more change" + (all.size() > 2 ? "s" : "") + " the knee is " +
                kneeText(fleetKnee(evaluation)) + ".";
    return text;
}

Explanation explain(const Scenario &scenario, const Evaluation &evaluation, const Scenario *baseline,
                    const Evaluation *baselineEvaluation, const catalog::Catalog &catalog)
{
    Explanation explanation;
    explanation.binds = whatBinds(scenario, evaluation);
    if (baseline && baselineEvaluation)
        explanation.moved = whatMoved(scenario, evaluation, *baseline, *baselineEvaluation, catalog);
    if (const auto move = bestMove(scenario, evaluation, catalog))
        explanation.nextMove = move->sentence;
    return explanation;
}

} // namespace trilemma::decision
