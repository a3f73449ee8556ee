// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/rental_terms.h"
#include "models/cost/assumptions.h"

#include <string_view>

namespace trilemma::cost {

/// What offers are asked for, and what the price book says of their price against on-demand.
struct RentKind {
    std::string_view kind;              ///< that an offer's kind begins with
    double termYears = 0;               ///< 0 = any
    std::string_view overOnDemandId;    ///< empty = on-demand itself

    bool matches(const catalog::RentalPrice &offer, catalog::ProviderClass provider) const
    {
        return std::string_view(offer.kind).starts_with(kind) && (termYears == 0 || offer.termYears == termYears) &&
               (provider == catalog::ProviderClass::Any || offer.providerClass == provider);
    }
};

/// Reserved for any term where hardware is owned or tokens are bought: what one would rent instead.
constexpr RentKind rentKind(Acquisition acquisition)
{
    switch (acquisition) {
    case Acquisition::OnDemand:
        return {"on-demand", 0, {}};
    case Acquisition::Spot:
        return {"spot", 0, "rent.spot-over-on-demand"};
    case Acquisition::ReserveOneYear:
        return {"reserved", catalog::shortTermYears, "rent.reserve-1y-over-on-demand"};
    case Acquisition::ReserveThreeYears:
        return {"reserved", catalog::longTermYears, "rent.reserve-3y-over-on-demand"};
    case Acquisition::Own:
    case Acquisition::Api:
    case Acquisition::Reserve:
        break;
    }
    return {"reserved", 0, "rent.reserve-over-on-demand"};
}

} // namespace trilemma::cost
