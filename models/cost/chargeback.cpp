// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/chargeback.h"

namespace trilemma::cost {

std::vector<Charge> chargeback(double usd, std::span<const Tenant> tenants)
{
    double seconds = 0;
    for (const Tenant &tenant : tenants)
        seconds += tenant.requests * tenant.gpuSecondsPerRequest;
    std::vector<Charge> charges;
    for (const Tenant &tenant : tenants) {
        const double share = seconds > 0 ? tenant.requests * tenant.gpuSecondsPerRequest / seconds : 0;
        charges.push_back({tenant.name, share, usd * share});
    }
    return charges;
}

} // namespace trilemma::cost
