// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/rule_rows.h"

#include "models/scenario/metrics.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace trilemma::decision {

using scenario::Evaluation;
using scenario::Scenario;
using Arrivals = serving::Workload::Arrivals;

RuleFinding kept(std::string sentence)
{
    return {RuleState::Kept, std::move(sentence)};
}

RuleFinding broken(std::string sentence)
{
    return {RuleState::Broken, std::move(sentence)};
}

RuleFinding doesNotApply(std::string sentence)
{
    return {RuleState::DoesNotApply, std::move(sentence)};
}

RuleFinding keptIf(bool holds, std::string sentence)
{
    return {holds ? RuleState::Kept : RuleState::Broken, std::move(sentence)};
}

bool runs(const Evaluation &evaluation)
{
    return evaluation.state != scenario::State::Infeasible;
}

bool isOpenLoop(const RuleQuestion &question)
{
    return question.scenario.workload.arrivals == Arrivals::OpenLoop;
}

std::string milliseconds(double seconds)
{
    return scenario::formatNumber(seconds * 1e3) + " ms";
}

std::string percent(double share)
{
    return std::to_string(std::lround(share * 100)) + " %";
}

std::string count(double number)
{
    return scenario::formatNumber(std::round(number));
}

std::string changeText(double before, double after)
{
    return percent(std::abs(after / before - 1)) + (after < before ? " less" : " more");
}

std::optional<Evaluation> tried(const RuleQuestion &question, const LeverStep &step)
{
    const auto changed = withStep(question.scenario, step, question.catalog);
    if (!changed)
        return std::nullopt;
    Evaluation evaluation = scenario::evaluate(*changed, question.catalog);
    if (!runs(evaluation))
        return std::nullopt;
    return evaluation;
}

Evaluation withFullBatch(const RuleQuestion &question)
{
    Scenario full = question.scenario;
    full.workload.arrivals = Arrivals::ClosedLoop;
    full.workload.promptsPerSlot = 0;
    full.workload.concurrency = std::max(1.0, std::floor(question.evaluation.saturation.servedBatch())) * full.replicas;
    return scenario::evaluate(full, question.catalog);
}

double outputCapacity(const RuleQuestion &question)
{
    const auto tokens = [&question](const Evaluation &evaluation) {
        return evaluation.replica.capacityRequestsPerSecond * evaluation.replicas * question.scenario.workload.outputTokensMean;
    };
    if (isOpenLoop(question))
        return tokens(question.evaluation);
    Scenario open = question.scenario;
    open.workload.arrivals = Arrivals::OpenLoop;
    return tokens(scenario::evaluate(open, question.catalog));
}

double outputCapacity(const RuleQuestion &question, const LeverStep &step)
{
    const auto changed = withStep(question.scenario, step, question.catalog);
    if (!changed)
        return 0;
    return outputCapacity({*changed, scenario::evaluate(*changed, question.catalog), question.catalog});
}

std::vector<LeverStep> scaled(const RuleQuestion &question, std::string_view leverId, double factor)
{
    constexpr int mostSteps = 8;
    const scenario::Lever *lever = scenario::findLever(leverId);
    const scenario::LeverRange range = lever->range(question.scenario, question.catalog);
    double value = std::get<double>(lever->read(question.scenario, question.catalog));
    std::vector<LeverStep> steps;
    while (static_cast<int>(steps.size()) < mostSteps) {
        const double next = range.whole ? std::round(value * factor) : value * factor;
        if (next < range.minimum || next > range.maximum || next == value)
            break;
        steps.push_back({{std::string(leverId), next}});
        value = next;
    }
    return steps;
}

std::vector<int> tensorDegrees(const RuleQuestion &question, bool below)
{
    const int present = question.scenario.placement.tensorParallel;
    std::vector<int> degrees;
    for (const scenario::LeverOption &option : scenario::findLever("tp")->range(question.scenario, question.catalog).options) {
        int degree = 0;
        std::from_chars(option.id.data(), option.id.data() + option.id.size(), degree);
        if (option.disabledReason.empty() && (below ? degree < present : degree > present))
            degrees.push_back(degree);
    }
    if (below)
        std::ranges::reverse(degrees);
    return degrees;
}

LeverStep tensorStep(int degree)
{
    return {{"tp", std::to_string(degree)}};
}

LeverStep replicaStep(double replicas)
{
    return {{"replicas", std::ceil(replicas)}};
}

std::vector<LeverStep> joined(std::vector<LeverStep> first, const std::vector<LeverStep> &then)
{
    first.insert(first.end(), then.begin(), then.end());
    return first;
}

} // namespace trilemma::decision
