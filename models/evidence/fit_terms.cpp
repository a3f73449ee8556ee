// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/fit.h"
#include "models/evidence/fit_parameters.h"
#include "models/evidence/measured_loads.h"
#include "models/evidence/point_matching.h"

#include <algorithm>
#include <set>

namespace trilemma::evidence {

namespace {

/// A field and the spread of its prior: small where kernel measurements know it well already.
struct General {
    const char *id;
    double spread;
};

void addOnce(std::vector<FitTerm> &terms, FitTerm term)
{
    if (std::ranges::find(terms, term) == terms.end())
        terms.push_back(std::move(term));
}

} // namespace

std::vector<FitTerm> generalTerms(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog)
{
    std::vector<FitTerm> terms;
    PointMatcher matcher(catalog);
    for (const MeasuredPoint &point : points) {
        const auto matched = matcher.match(point.configuration);
        if (!matched)
            continue;
        const std::string &engine = matched->engine->id, &accelerator = matched->accelerator->id;
        const catalog::CorrectionScope own{engine, accelerator, matched->model->id, matched->weightFormat};
        for (const auto &[id, spread] : {General{"ingest_seconds", 2}, {"ingest_seconds_per_token", 1}, {"host_seconds_per_pass", 1},
                                         {"host_seconds_per_sequence", 1}, {"gpu_time", 0.25}, {"prompt_time", 0.5}, {"ragged_attention", 0.5}, {"collective_time", 0.5}})
            addOnce(terms, {correctionField(id), {engine, {}, {}, {}}, spread});
        addOnce(terms, {correctionField("gpu_time"), {{}, accelerator, {}, {}}, 0.25});
        addOnce(terms, {correctionField("prompt_time"), {{}, accelerator, {}, {}}, 0.25});
        addOnce(terms, {correctionField("gpu_time"), {{}, {}, {}, matched->weightFormat}, 0.25});
        for (const auto &[id, spread] : {General{"gpu_time", 0.75}, {"prompt_time", 0.75}, {"ingest_seconds", 0.75},
                                         {"cold_start_seconds", 0.75}, {"unstated_prompts", 0.5}})
            addOnce(terms, {correctionField(id), own, spread});
    }
    return terms;
}

Fit fitGeneral(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog)
{
    Fit result = fit(points, catalog, generalTerms(points, catalog));
    std::erase_if(result.corrections, [](const catalog::ScopedCorrections &scoped) { return !scoped.scope.modelId.empty(); });
    return result;
}

std::vector<FitTerm> clusterTerms(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog)
{
    struct Cluster {
        catalog::CorrectionScope scope;
        std::size_t points = 0;
        bool unstated = false;                  ///< some run does not say how many prompts it sent
        std::set<double> promptsPerSlot;        ///< where stated: a cold start shows by their difference alone
    };
    std::vector<Cluster> clusters;
    PointMatcher matcher(catalog);
    for (const MeasuredPoint &point : points) {
        const auto matched = matcher.match(point.configuration);
        if (!matched)
            continue;
        catalog::CorrectionScope scope{matched->engine->id, matched->accelerator->id, matched->model->id, matched->weightFormat};
        auto cluster = std::ranges::find(clusters, scope, &Cluster::scope);
        if (cluster == clusters.end())
            cluster = clusters.insert(clusters.end(), Cluster{std::move(scope), 0, false, {}});
        ++cluster->points;
        if (point.configuration.promptsPerSlot > 0)
            cluster->promptsPerSlot.insert(point.configuration.promptsPerSlot);
        else
            cluster->unstated = true;
    }
    std::vector<FitTerm> terms;
    for (const Cluster &cluster : clusters) {
        std::vector<const char *> order{"gpu_time", "ingest_seconds"};
        if (cluster.unstated)
            order.push_back("unstated_prompts");
        order.insert(order.end(), {"prompt_time", "host_seconds_per_sequence"});
        if (cluster.promptsPerSlot.size() > 1)
            order.push_back("cold_start_seconds");
        order.insert(order.end(), {"ragged_attention", "collective_time", "ingest_seconds_per_token"});
        for (std::size_t i = 0; i < std::min(order.size(), cluster.points); ++i)
            terms.push_back({correctionField(order[i]), cluster.scope});
    }
    return terms;
}

Fit fitCluster(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog)
{
    Fit result = fit(points, catalog, clusterTerms(points, catalog));
    addMeasuredLoads(points, catalog, result.corrections);
    return result;
}

} // namespace trilemma::evidence
