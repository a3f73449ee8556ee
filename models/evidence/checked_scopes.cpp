// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/checked_scopes.h"

#include "models/catalog/corrections_json.h"
#include "models/evidence/accuracy.h"
#include "models/evidence/point_matching.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace trilemma::evidence {

namespace {

using catalog::CorrectionScope;
using catalog::MeasuredLoad;

/// log(measured/predicted), each with the weight of its point.
struct Residual {
    double value, weight;
};

struct Checked {
    CorrectionScope deployment;
    MeasuredLoad load;
    std::optional<double> tokenTime, firstToken;
};

std::vector<Checked> checkedPoints(std::span<const MeasuredPoint> points, std::span<const Prediction> predictions,
                                   const catalog::Catalog &catalog)
{
    std::vector<Checked> all;
    PointMatcher matcher(catalog);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const PointConfiguration &c = points[i].configuration;
        if (c.mode != "concurrency" || !predictions[i].ok())
            continue;
        const auto matched = matcher.match(c);
        if (!matched)
            continue;
        const CorrectionScope deployment{matched->engine->id, matched->accelerator->id, matched->model->id,
                                         matched->weightFormat};
        all.push_back({deployment, loadOf(c, *matched), logRatio(points[i].measured.itlSeconds, predictions[i].itlSeconds),
                       logRatio(points[i].measured.ttftSeconds, predictions[i].ttftSeconds)});
    }
    return all;
}

double weightedQuantile(std::vector<Residual> residuals, double share)
{
    std::ranges::sort(residuals, {}, &Residual::value);
    double total = 0, passed = 0;
    for (const Residual &residual : residuals)
        total += residual.weight;
    for (const Residual &residual : residuals) {
        passed += residual.weight;
        if (passed >= share * total)
            return residual.value;
    }
    return residuals.back().value;
}

/// The band that `residuals` show, drawn towards the wider kind's the fewer `members` it rests on.
catalog::Band bandOf(const std::vector<Residual> &residuals, double members, const catalog::Band *wider)
{
    if (residuals.empty())
        return wider ? *wider : catalog::Band();
    constexpr double low = 0.10, high = 0.90, membersOfPrior = 4;
    const double own = wider ? members / (members + membersOfPrior) : 1;
    const auto end = [&](double share, double general) {
        return std::exp(own * weightedQuantile(residuals, share) + (1 - own) * (wider ? std::log(general) : 0));
    };
    // An answer lies in its own band, however one-sided its errors are.
    constexpr double leastError = 0.02;
    return {std::min(1 - leastError, end(low, wider ? wider->low : 1)),
            std::max(1 + leastError, end(high, wider ? wider->high : 1))};
}

/// The part of a deployment's scope by which kinds are told apart: none, engine, accelerator, or all.
enum class Level { All, Engine, Accelerator, Deployment };
constexpr std::array levels{Level::All, Level::Engine, Level::Accelerator, Level::Deployment};

CorrectionScope atLevel(CorrectionScope scope, Level level)
{
    if (level < Level::Deployment) {
        scope.modelId.clear();
        scope.weightFormat.reset();
    }
    if (level < Level::Accelerator)
        scope.acceleratorId.clear();
    if (level < Level::Engine)
        scope.engineId.clear();
    return scope;
}

std::string keyOf(const CorrectionScope &scope)
{
    return scope.engineId + '\n' + scope.acceleratorId + '\n' + scope.modelId + '\n' +
           (scope.weightFormat ? std::string(catalog::info(*scope.weightFormat).id) : std::string());
}

void extend(catalog::CheckedScope &checked, const MeasuredLoad &load)
{
    for (const auto figure :
         {&MeasuredLoad::gpus, &MeasuredLoad::inputTokens, &MeasuredLoad::outputTokens, &MeasuredLoad::sequences}) {
        checked.least.*figure = checked.points == 0 ? load.*figure : std::min(checked.least.*figure, load.*figure);
        checked.most.*figure = checked.points == 0 ? load.*figure : std::max(checked.most.*figure, load.*figure);
    }
    ++checked.points;
}

catalog::CheckedScope checkedScope(const CorrectionScope &scope, Level level, const std::vector<const Checked *> &members,
                                   const catalog::CheckedScope *wider)
{
    catalog::CheckedScope checked;
    checked.scope = scope;
    std::map<std::string, double> pointsOf;
    std::set<std::string> nextLevel;
    for (const Checked *point : members) {
        pointsOf[keyOf(point->deployment)] += 1;
        const Level next = level == Level::Deployment ? level : static_cast<Level>(static_cast<int>(level) + 1);
        nextLevel.insert(keyOf(atLevel(point->deployment, next)));
        extend(checked, point->load);
    }
    checked.deployments = static_cast<int>(pointsOf.size());
    std::vector<Residual> tokenTime, firstToken;
    for (const Checked *point : members) {
        const double weight = 1 / pointsOf[keyOf(point->deployment)];
        if (point->tokenTime)
            tokenTime.push_back({*point->tokenTime, weight});
        if (point->firstToken)
            firstToken.push_back({*point->firstToken, weight});
    }
    const double weightOf =
        level == Level::Deployment ? static_cast<double>(members.size()) : static_cast<double>(nextLevel.size());
    checked.tokenTime = bandOf(tokenTime, weightOf, wider ? &wider->tokenTime : nullptr);
    checked.firstToken = bandOf(firstToken, weightOf, wider ? &wider->firstToken : nullptr);
    return checked;
}

} // namespace

std::vector<catalog::CheckedScope> checkedScopes(std::span<const MeasuredPoint> points, std::span<const Prediction> predictions,
                                                 const catalog::Catalog &catalog)
{
    const auto all = checkedPoints(points, predictions, catalog);
    std::vector<catalog::CheckedScope> checks;
    for (const Level level : levels) {
        std::map<std::string, std::vector<const Checked *>> kinds;
        for (const Checked &point : all)
            kinds[keyOf(atLevel(point.deployment, level))].push_back(&point);
        for (const auto &[key, members] : kinds) {
            const CorrectionScope scope = atLevel(members.front()->deployment, level);
            const catalog::CheckedScope *wider = nullptr;
            if (level != Level::All) {
                const auto above = atLevel(scope, static_cast<Level>(static_cast<int>(level) - 1));
                wider = &*std::ranges::find(checks, above, &catalog::CheckedScope::scope);
            }
            catalog::CheckedScope checked = checkedScope(scope, level, members, wider);
            checks.push_back(std::move(checked));
        }
    }
    return checks;
}

} // namespace trilemma::evidence
