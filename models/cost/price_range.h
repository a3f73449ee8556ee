// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/catalog.h"
#include "models/cost/assumptions.h"
#include "models/cost/complexity.h"

#include <string_view>
#include <vector>

namespace trilemma::cost {

/// Low <= median <= high, in the unit of the figure; all 0 where nobody knows a price.
struct Range {
    double low = 0, median = 0, high = 0;
};

/// What decides which prices are meant.
struct PriceContext {
    const catalog::Accelerator &accelerator;
    const catalog::PriceBook &prices;
    Acquisition acquisition = Acquisition::Reserve;
    Complexity complexity = Complexity::OneNode;
    std::string_view modelId = {};
    catalog::ProviderClass provider = catalog::ProviderClass::Any;
};

// Figures that an accelerator brings along.

/// Rent of the accelerator's dated offers of the kind, term and class of provider that are asked for (reserved where it
/// is owned), with their median (of two middles the dearer); where there are none, the other kinds scaled by
/// the price book's ratios to on-demand; where that class of provider rents none at all, offers of all classes.
Range rentOf(const PriceContext &context);
/// On-demand rent, for hours that one takes when one needs them.
Range onDemandRentOf(const PriceContext &context);
/// The offers that make that rent, newest date last.
std::vector<const catalog::RentalPrice *> offersOf(const PriceContext &context, Acquisition acquisition);
/// One node; without a price of its own, its GPUs and the price book's host share.
Range nodePriceOf(const PriceContext &context);
Range nodeLoadWattsOf(const PriceContext &context);
Range nodeIdleWattsOf(const PriceContext &context);

/// An entry of the price book; NaN where it has none.
Range bookRange(const catalog::PriceBook &prices, std::string_view id);
/// Cached input of the context's model, else its input less the price book's discount.
Range cachedInputOf(const PriceContext &context);
Range tuningWeeksOf(const PriceContext &context);

} // namespace trilemma::cost
