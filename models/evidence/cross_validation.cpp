// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/cross_validation.h"

#include "models/evidence/checked_scopes.h"
#include "models/evidence/fit.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace trilemma::evidence {

namespace {

constexpr const char *notTested = "unsupported: not among the points left out";

/// Points that one fit is tested on, by their place in the file.
using Group = std::vector<std::size_t>;

std::vector<MeasuredPoint> pick(std::span<const MeasuredPoint> points, const Group &group)
{
    std::vector<MeasuredPoint> picked;
    for (const std::size_t i : group)
        picked.push_back(points[i]);
    return picked;
}

std::vector<MeasuredPoint> allBut(std::span<const MeasuredPoint> points, const Group &group)
{
    std::vector<MeasuredPoint> rest;
    for (std::size_t i = 0, next = 0; i < points.size(); ++i) {
        if (next < group.size() && group[next] == i)
            ++next;
        else
            rest.push_back(points[i]);
    }
    return rest;
}

/// What files tell apart as one deployment under growing load.
auto deploymentOf(const MeasuredPoint &point)
{
    const PointConfiguration &c = point.configuration;
    return std::make_tuple(c.engine, c.engineVersion, c.model, c.gpu, c.weightFormat, c.kvFormat, c.mode, c.gpus, c.tp, c.pp, c.ep,
                           c.dp, c.inputTokens, c.outputTokens, point.source);
}

/// Every second load of each deployment that was measured at four or more.
struct Halves {
    Group fitted, tested;
};

std::vector<Halves> halvesOf(std::span<const MeasuredPoint> points)
{
    std::map<decltype(deploymentOf(points.front())), Group> deployments;
    for (std::size_t i = 0; i < points.size(); ++i)
        deployments[deploymentOf(points[i])].push_back(i);
    std::vector<Halves> halves;
    for (auto &[key, group] : deployments) {
        std::ranges::stable_sort(group, {}, [&](std::size_t i) { return points[i].configuration.concurrency; });
        std::size_t loads = 0;
        double last = -1;
        Halves half;
        for (const std::size_t i : group) {
            const double load = points[i].configuration.concurrency;
            loads += load != last;
            last = load;
            (loads % 2 == 1 ? half.fitted : half.tested).push_back(i);
        }
        if (loads >= 4)
            halves.push_back(std::move(half));
    }
    return halves;
}

/// Fits to the first half and answers the second, into its places.
void predictOtherHalf(std::span<const MeasuredPoint> points, const Halves &halves, catalog::Catalog &catalog,
                      std::vector<Prediction> &predictions)
{
    const auto known = pick(points, halves.fitted), unknown = pick(points, halves.tested);
    const std::size_t before = catalog.corrections.size();
    for (catalog::ScopedCorrections &scoped : fitCluster(known, catalog).corrections) {
        scoped.calibration = "half";
        catalog.corrections.push_back(std::move(scoped));
    }
    const auto answers = predictAll(unknown, catalog);
    catalog.corrections.resize(before);
    for (std::size_t i = 0; i < answers.size(); ++i)
        predictions[halves.tested[i]] = answers[i];
}

} // namespace

std::vector<MeasuredPoint> closedLoopOnly(std::vector<MeasuredPoint> points)
{
    std::erase_if(points, [](const MeasuredPoint &point) {
        const PointConfiguration &c = point.configuration;
        const bool noDraft = c.speculation.empty() || c.speculation == "none" || c.speculation == "none?";
        return c.mode != "concurrency" || c.disaggregated || !noDraft || !point.measured.itlSeconds;
    });
    return points;
}

std::vector<Prediction> predictLeftOut(std::span<const MeasuredPoint> points, const catalog::Catalog &shipped, LeftOut leftOut)
{
    catalog::Catalog catalog = shipped;
    catalog.corrections.clear();
    std::vector<Prediction> predictions(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        predictions[i].id = points[i].configuration.id;
        predictions[i].status = notTested;
    }
    if (leftOut == LeftOut::OtherHalf) {
        for (const Halves &halves : halvesOf(points))
            predictOtherHalf(points, halves, catalog, predictions);
        return predictions;
    }
    std::map<std::string, Group> groups;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const PointConfiguration &c = points[i].configuration;
        groups[leftOut == LeftOut::Model ? c.model : c.gpu].push_back(i);
    }
    for (const auto &[name, group] : groups) {
        const auto rest = allBut(points, group);
        catalog.corrections.clear();
        catalog.corrections = fitGeneral(rest, catalog).corrections;
        catalog.checks = checkedScopes(rest, predictAll(rest, catalog), catalog);
        const auto answers = predictAll(pick(points, group), catalog);
        for (std::size_t i = 0; i < answers.size(); ++i)
            predictions[group[i]] = answers[i];
    }
    return predictions;
}

} // namespace trilemma::evidence
