// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/provenance.h"

#include <string>
#include <string_view>
#include <vector>

namespace trilemma::catalog {

/// One assumption of the cost model: low, median, high in SI or dollars, unit spelled out.
struct PriceEntry {
    std::string id;         ///< "electricity.us-industrial"
    std::string label, unit;
    double low = 0, median = 0, high = 0;
    std::string date;
    std::vector<std::string> sourceIds;
    bool assumption = false;

    bool operator==(const PriceEntry &) const = default;
};

/// The single registry of cost assumptions: no literal in cost code.
struct PriceBook {
    std::vector<PriceEntry> entries;

    bool operator==(const PriceBook &) const = default;
    const PriceEntry *find(std::string_view id) const;
    /// Median of an entry that the shipped catalogue is known (by `catalog check`) to have.
    double median(std::string_view id) const;
};

} // namespace trilemma::catalog
