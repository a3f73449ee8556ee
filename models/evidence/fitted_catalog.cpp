// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/fitted_catalog.h"

#include "models/catalog/corrections_json.h"
#include "models/evidence/fit.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace trilemma::evidence {

namespace {

double toFourDigits(double value)
{
    char text[32];
    const auto end = std::to_chars(std::begin(text), std::end(text), value, std::chars_format::scientific, 3).ptr;
    std::from_chars(text, end, value);
    return value;
}

/// A catalogue file: `about` says what it comes from, each entry has a line.
template<class Entries>
std::string fileOf(const char *about, const char *section, const Entries &entries, std::span<const MeasuredPoint> points)
{
    std::set<std::string> sources;
    for (const MeasuredPoint &point : points)
        sources.insert(point.source);
    const nlohmann::ordered_json header{{"points", points.size()}, {"sources", sources}};
    std::string text = "{\n\"schema\": 1,\n\"" + std::string(about) + "\": " + header.dump() + ",\n\"" + section + "\": [";
    for (auto entry = entries.begin(); entry != entries.end(); ++entry)
        text += (entry == entries.begin() ? "\n" : ",\n") + catalog::toJson(*entry).dump();
    return text + "\n]\n}\n";
}

} // namespace

catalog::Catalog fittedTo(std::span<const MeasuredPoint> points, catalog::Catalog catalog)
{
    catalog.corrections.clear();
    catalog.corrections = fitGeneral(points, catalog).corrections;
    for (catalog::ScopedCorrections &scoped : catalog.corrections) {
        for (const catalog::CorrectionField &field : catalog::correctionFields())
            scoped.corrections.*field.value = toFourDigits(scoped.corrections.*field.value);
    }
    return catalog;
}

std::string correctionsJson(const catalog::Catalog &catalog, std::span<const MeasuredPoint> points)
{
    return fileOf("fit", "corrections", catalog.corrections, points);
}

std::string confidenceJson(std::span<const catalog::CheckedScope> checks, std::span<const MeasuredPoint> points)
{
    return fileOf("confidence", "checks", checks, points);
}

} // namespace trilemma::evidence
