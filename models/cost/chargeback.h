// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

namespace trilemma::cost {

/// One class or tenant of a shared fleet.
struct Tenant {
    std::string name;
    double requests = 0, gpuSecondsPerRequest = 0;      ///< of a month; the time its tokens occupy a replica
};
struct Charge {
    std::string name;
    double share = 0, usd = 0;
};

/// Dollars split by the time that each one's tokens take. They sum to the total; nobody pays where nobody is served.
std::vector<Charge> chargeback(double usd, std::span<const Tenant> tenants);

} // namespace trilemma::cost
