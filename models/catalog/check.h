// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/catalog.h"

#include <string>
#include <vector>

namespace trilemma::catalog {

/// One thing wrong with the catalogue.
struct Finding {
    std::string entry, field, message;
};

/// A figure without source or assumption mark, a peak that is a known sparse figure or breaks the
/// dense ladder, a source id that does not exist, a model whose recomputed parameters miss the
/// published count by more than 2 % without a recorded reason.
std::vector<Finding> checkCatalog(const Catalog &catalog);

} // namespace trilemma::catalog
