// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/price_book.h"

#include <algorithm>
#include <limits>

namespace trilemma::catalog {

const PriceEntry *PriceBook::find(std::string_view id) const
{
    const auto found = std::find_if(entries.begin(), entries.end(), [id](const PriceEntry &entry) { return entry.id == id; });
    return found == entries.end() ? nullptr : &*found;
}

double PriceBook::median(std::string_view id) const
{
    const PriceEntry *entry = find(id);
    return entry ? entry->median : std::numeric_limits<double>::quiet_NaN();
}

} // namespace trilemma::catalog
