// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/bill.h"

#include "models/cost/capital.h"
#include "models/cost/energy.h"

#include <limits>
#include <numeric>

namespace trilemma::cost {

namespace {

struct Row {
    const char *label;
    Part part;
};

constexpr std::array<Row, lineCount> rows{{
    {"Write-off", Part::Capital},
    {"Rent", Part::Capital},
    {"Billing units and interruptions", Part::Capital},
    {"Guest's share of capital", Part::Capital},
    {"Electricity of computers", Part::Operations},
    {"Electricity around them (PUE)", Part::Operations},
    {"Cooling beside PUE", Part::Operations},
    {"Colocation", Part::Operations},
    {"Support", Part::Operations},
    {"Software", Part::Operations},
    {"Hands on hardware", Part::Operations},
    {"Egress", Part::Operations},
    {"Rented storage", Part::Operations},
    {"API tokens", Part::Operations},
    {"Guest's share of operations", Part::Operations},
    {"Tuning", Part::Engineering},
    {"Benchmarking", Part::Engineering},
    {"Staff", Part::Engineering},
    {"Tools", Part::Engineering},
}};

void payAsOwner(Bill &bill, const Assumptions &a, const FleetUse &use, double busyShare)
{
    const int nodes = use.packing.nodes;
    const double electricity = itKilowattHoursPerMonth(a, use, busyShare) * a.usdPerKilowattHour;
    bill[Line::WriteOff] = ownedUsdPerMonth(a, nodes);
    bill[Line::Electricity] = electricity;
    bill[Line::Facility] = electricity * (a.pue - 1);
    bill[Line::Cooling] = electricity * a.coolingShare;
    bill[Line::Colocation] = a.nodeLoadWatts / wattsPerKilowatt * a.colocationUsdPerKilowattMonth * nodes;
    bill[Line::Support] = a.nodeUsd * a.supportShare / monthsPerYear * nodes;
    bill[Line::HardwareStaff] = a.hardwareFtePerNode * a.usdPerFteYear / monthsPerYear * nodes;
}

double outputTokens(const FleetUse &use, const Traffic &traffic)
{
    return traffic.peakOutputTokensPerSecond * use.servedShare * secondsPerMonth;
}

void payAsRenter(Bill &bill, const Assumptions &a, const FleetUse &use, const Traffic &traffic)
{
    const double lost = a.acquisition == Acquisition::Spot ? a.spotOverhead : 0;
    // A start ends somewhere in its last unit: half of one is paid for nothing.
    const double rounding = use.gpuStartsPerMonth * a.billingMinutes / minutesPerHour / 2;
    bill[Line::Rent] = a.usdPerGpuHour * use.rentedGpuHoursPerMonth;
    bill[Line::RentOverhead] = a.usdPerGpuHour * (use.rentedGpuHoursPerMonth * lost + rounding);
    bill[Line::Egress] = outputTokens(use, traffic) * a.egressBytesPerToken / gigabyte * a.egressUsdPerGigabyte;
    bill[Line::Storage] = a.storageGigabytes * a.storageUsdPerGigabyteMonth;
}

void creditGuest(Bill &bill, double share)
{
    const double operations = bill.total(Part::Operations) - bill[Line::Egress] - bill[Line::Storage];
    bill[Line::GuestCapital] = -share * bill.total(Part::Capital);
    bill[Line::GuestOperations] = -share * operations;
}

double spread(double usd, double years)
{
    return years > 0 ? usd / (years * monthsPerYear) : 0;
}

} // namespace

const char *label(Part part)
{
    switch (part) {
    case Part::Capital:
        return "Capital / rental";
    case Part::Operations:
        return "Operations";
    case Part::Opportunity:
        return "Idle (opportunity)";
    case Part::Engineering:
        return "Engineering";
    }
    return "";
}

const char *label(Line line)
{
    return rows[static_cast<std::size_t>(line)].label;
}

Part partOf(Line line)
{
    return rows[static_cast<std::size_t>(line)].part;
}

double Bill::total(Part part) const
{
    double sum = 0;
    for (std::size_t line = 0; line < usd.size(); ++line) {
        if (rows[line].part == part)
            sum += usd[line];
    }
    return sum;
}

double Bill::total() const
{
    return std::accumulate(usd.begin(), usd.end(), 0.0);
}

double tuningUsd(const Assumptions &a)
{
    return a.tuningWeeks * a.engineers * a.usdPerEngineerWeek;
}

double benchmarkingUsd(const Assumptions &a)
{
    return a.benchmarkGpuHours * a.benchmarkUsdPerGpuHour;
}

double apiUsdPerMillionOutput(const Assumptions &a, const Traffic &traffic)
{
    if (!(a.apiUsdPerMillionOutput > 0) || !(traffic.peakOutputTokensPerSecond > 0))
        return std::numeric_limits<double>::infinity();
    const double inputPerOutput = traffic.peakInputTokensPerSecond / traffic.peakOutputTokensPerSecond;
    const double input =
        (1 - traffic.cachedInputShare) * a.apiUsdPerMillionInput + traffic.cachedInputShare * a.apiUsdPerMillionCachedInput;
    return (a.apiUsdPerMillionOutput + inputPerOutput * input) * (1 - a.apiBatchShare * a.apiBatchDiscount);
}

Bill monthlyBill(const Assumptions &a, const FleetUse &use, const Traffic &traffic)
{
    Bill bill;
    bill[Line::Staff] = a.recurringFte * a.usdPerFteYear / monthsPerYear;
    bill[Line::Tools] = a.toolsUsdPerYear / monthsPerYear;
    if (a.fromApi()) {
        if (const double tokens = outputTokens(use, traffic); tokens > 0 && a.priceKnown())
            bill[Line::ApiTokens] = apiUsdPerMillionOutput(a, traffic) * tokens / million;
        return bill;
    }
    if (a.owned())
        payAsOwner(bill, a, use, traffic.busyShare);
    else
        payAsRenter(bill, a, use, traffic);
    bill[Line::Software] = a.softwareUsdPerGpuYear / monthsPerYear * use.packing.paidGpus();
    if (use.guestGpus > 0)
        creditGuest(bill, use.guestShare());
    bill[Line::Tuning] = spread(tuningUsd(a), a.engineeringHorizonYears);
    bill[Line::Benchmarking] = spread(benchmarkingUsd(a), a.engineeringHorizonYears);
    return bill;
}

} // namespace trilemma::cost
