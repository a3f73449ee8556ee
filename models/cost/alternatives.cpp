// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/alternatives.h"

#include "models/cost/capital.h"

#include <limits>

namespace trilemma::cost {

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

double per(double amount, double units)
{
    return units > 0 ? amount / units : never;
}

/// Of a fleet of one's own: rented, where the scenario is of an API. Cost is linear in what is served because power and
/// egress are, so the break-even needs no search.
double apiBreakEven(const Assumptions &a, FleetUse use, const Traffic &traffic, double apiUsdPerMillion)
{
    if (!a.priceKnown() || !(a.apiUsdPerMillionOutput > 0))
        return never;
    use.servedShare = 0;
    const double idle = monthlyBill(a, use, traffic).total();
    use.servedShare = 1;
    const double slope = monthlyBill(a, use, traffic).total() - idle;
    const double apiAtPeak = apiUsdPerMillion * traffic.peakOutputTokensPerSecond * secondsPerMonth / million;
    return per(idle, apiAtPeak - slope);
}

} // namespace

Alternatives alternativesOf(const Assumptions &a, const FleetUse &use, const Traffic &traffic)
{
    Assumptions own = a, rent = a;
    own.acquisition = Acquisition::Own;
    if (!a.rented())
        rent.acquisition = Acquisition::Reserve;
    const Bill owned = monthlyBill(own, use, traffic), rented = monthlyBill(rent, use, traffic);
    const auto hardware = [](const Bill &bill) { return bill.total(Part::Capital) + bill.total(Part::Operations); };

    const double ownShare = 1 - use.guestShare();

    Alternatives alternatives;
    alternatives.ownUsdPerMonth = own.priceKnown() ? owned.total() : never;
    alternatives.rentUsdPerMonth = rent.priceKnown() ? rented.total() : never;
    alternatives.apiUsdPerMillionOutput = apiUsdPerMillionOutput(a, traffic);
    const double millionOutputPerMonth = traffic.peakOutputTokensPerSecond * use.servedShare * secondsPerMonth / million;
    alternatives.apiUsdPerMonth = alternatives.apiUsdPerMillionOutput * millionOutputPerMonth;
    alternatives.ownUpfrontUsd = purchaseUsd(a, use.packing.nodes);
    if (own.priceKnown() && rent.priceKnown()) {
        alternatives.ownBreakEvenMonths =
            paybackMonths(alternatives.ownUpfrontUsd * ownShare, hardware(rented) - owned.total(Part::Operations));
        alternatives.ownBreakEvenUtilisation = per(hardware(owned), rentUsdPerMonth(rent, use.packing.paidGpus()) * ownShare);
    } else {
        alternatives.ownBreakEvenMonths = alternatives.ownBreakEvenUtilisation = never;
    }
    alternatives.apiBreakEvenUtilisation = apiBreakEven(a.withHardware(), use, traffic, alternatives.apiUsdPerMillionOutput);
    alternatives.apiBreakEvenOutputTokensPerDay =
        alternatives.apiBreakEvenUtilisation * traffic.peakOutputTokensPerSecond * secondsPerDay;
    return alternatives;
}

TuningPayback tuningPayback(const Assumptions &a, double hardwareUsdPerMonth, int nodes)
{
    TuningPayback payback{.upfrontUsd = tuningUsd(a) + benchmarkingUsd(a),
                          .savingUsdPerMonth = hardwareUsdPerMonth * a.tuningSavingShare};
    payback.months = paybackMonths(payback.upfrontUsd, payback.savingUsdPerMonth);
    payback.breakEvenNodes =
        per(payback.upfrontUsd * nodes, payback.savingUsdPerMonth * a.engineeringHorizonYears * monthsPerYear);
    return payback;
}

} // namespace trilemma::cost
