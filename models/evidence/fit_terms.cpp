// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/fit.h"
#include "models/evidence/point_matching.h"

#include <algorithm>
#include <array>

namespace trilemma::evidence {

namespace {

const catalog::CorrectionField *field(std::string_view id)
{
    return &*std::ranges::find(catalog::correctionFields(), id, &catalog::CorrectionField::id);
}

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
        for (const catalog::CorrectionField &each : catalog::correctionFields())
            addOnce(terms, {&each, {engine, {}, {}, {}}});
        for (const char *time : {"gpu_time", "prompt_time"}) {
            addOnce(terms, {field(time), {{}, accelerator, {}, {}}});
            addOnce(terms, {field(time), {engine, accelerator, {}, {}}});
            addOnce(terms, {field(time), {{}, {}, {}, matched->weightFormat}});
        }
    }
    return terms;
}

std::vector<FitTerm> clusterTerms(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog)
{
    struct Cluster {
        catalog::CorrectionScope scope;
        std::size_t points;
    };
    std::vector<Cluster> clusters;
    PointMatcher matcher(catalog);
    for (const MeasuredPoint &point : points) {
        const auto matched = matcher.match(point.configuration);
        if (!matched)
            continue;
        catalog::CorrectionScope scope{matched->engine->id, matched->accelerator->id, matched->model->id, matched->weightFormat};
        const auto known = std::ranges::find(clusters, scope, &Cluster::scope);
        if (known == clusters.end())
            clusters.push_back({std::move(scope), 1});
        else
            ++known->points;
    }
    constexpr std::array order{"gpu_time", "ingest_seconds", "host_seconds_per_sequence", "prompt_time", "cold_start_seconds",
                               "unstated_prompts", "ragged_attention", "collective_time", "ingest_seconds_per_token"};
    std::vector<FitTerm> terms;
    for (const Cluster &cluster : clusters) {
        for (std::size_t i = 0; i < std::min(order.size(), cluster.points); ++i)
            terms.push_back({field(order[i]), cluster.scope});
    }
    return terms;
}

} // namespace trilemma::evidence
