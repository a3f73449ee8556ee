// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/check.h"

namespace trilemma::catalog {

std::vector<Finding> checkCatalog(const Catalog &)
{
    return {};
}

} // namespace trilemma::catalog
