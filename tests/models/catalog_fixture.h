// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/catalog.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace trilemma::test {

inline std::string textOf(const std::filesystem::path &path)
{
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// The files of the shipped catalogue, by name.
inline std::vector<catalog::NamedText> shippedCatalogFiles()
{
    std::vector<catalog::NamedText> files;
    for (const auto &entry : std::filesystem::directory_iterator(TRILEMMA_CATALOG_DIR)) {
        if (entry.path().extension() == ".json")
            files.push_back({entry.path().filename().string(), textOf(entry.path())});
    }
    std::sort(files.begin(), files.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
    return files;
}

/// The catalogue as shipped, read once.
inline const catalog::Catalog &shippedCatalog()
{
    static const catalog::Catalog shipped = [] {
        const auto result = catalog::readCatalog(shippedCatalogFiles());
        if (!result)
            ADD_FAILURE() << result.error().sentence();
        return result ? *result : catalog::Catalog{};
    }();
    return shipped;
}

} // namespace trilemma::test
