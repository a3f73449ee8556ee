// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/bill.h"

#include "models/cost/capital.h"
#include "models/cost/energy.h"

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
    {"Electricity of computers", Part::Operations},
    {"Electricity around them (PUE)", Part::Operations},
    {"Cooling beside PUE", Part::Operations},
    {"Colocation", Part::Operations},
    {"Support", Part::Operations},
    {"Software", Part::Operations},
    {"Hands on hardware", Part::Operations},
    {"Egress", Part::Operations},
    {"Rented storage", Part::Operations},
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

void payAsRenter(Bill &bill, const Assumptions &a, const FleetUse &use, const Traffic &traffic)
{
    const double lost = a.acquisition == Acquisition::Spot ? a.spotOverhead : 0;
    // A start ends somewhere in its last unit: half of one is paid for nothing.
    const double rounding = use.gpuStartsPerMonth * a.billingMinutes / minutesPerHour / 2;
    bill[Line::Rent] = a.usdPerGpuHour * use.rentedGpuHoursPerMonth;
    bill[Line::RentOverhead] = a.usdPerGpuHour * (use.rentedGpuHoursPerMonth * lost + rounding);
    const double outputTokens = traffic.peakOutputTokensPerSecond * use.servedShare * secondsPerMonth;
    bill[Line::Egress] = outputTokens * a.egressBytesPerToken / gigabyte * a.egressUsdPerGigabyte;
    bill[Line::Storage] = a.storageGigabytes * a.storageUsdPerGigabyteMonth;
}

double spread(double usd, double years)
{
    return years > 0 ? usd / (years * monthsPerYear) : 0;
}

} // namespace

const char *label(Acquisition acquisition)
{
    switch (acquisition) {
    case Acquisition::Own:
        return "Own";
    case Acquisition::Reserve:
        return "Reserve";
    case Acquisition::OnDemand:
        return "On demand";
    case Acquisition::Spot:
        return "Spot";
    }
    return "";
}

const char *label(Part part)
{
    switch (part) {
    case Part::Capital:
        return "Capital / rental";
    case Part::Operations:
        return "Power and facility";
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

Bill monthlyBill(const Assumptions &a, const FleetUse &use, const Traffic &traffic)
{
    Bill bill;
    if (a.owned())
        payAsOwner(bill, a, use, traffic.busyShare);
    else
        payAsRenter(bill, a, use, traffic);
    bill[Line::Software] = a.softwareUsdPerGpuYear / monthsPerYear * use.packing.paidGpus();
    bill[Line::Tuning] = spread(tuningUsd(a), a.engineeringHorizonYears);
    bill[Line::Benchmarking] = spread(benchmarkingUsd(a), a.engineeringHorizonYears);
    bill[Line::Staff] = a.recurringFte * a.usdPerFteYear / monthsPerYear;
    bill[Line::Tools] = a.toolsUsdPerYear / monthsPerYear;
    return bill;
}

} // namespace trilemma::cost
