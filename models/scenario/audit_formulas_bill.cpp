// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/audit_formulas.h"

#include "models/cost/capital.h"

namespace trilemma::scenario {

namespace {

using E = const Evaluation &;
using cost::Line;
using cost::Part;

bool owned(E e)
{
    return e.paid.owned();
}

bool rented(E e)
{
    return e.paid.rented();
}

bool hasHardware(E e)
{
    return !e.paid.fromApi();
}

bool hasGuest(E e)
{
    return hasHardware(e) && e.fleetUse.guestGpus > 0;
}

bool spot(E e)
{
    return e.paid.acquisition == cost::Acquisition::Spot;
}

/// Prefill and decode on the same instances.
bool together(E e)
{
    return e.packing.usedGpus == e.replicas * e.packing.gpusPerReplica;
}
constexpr std::string_view pools = "prefill and decode instances on whole nodes";

template<Line L> double line(E e)
{
    return e.cost.bill[L];
}

template<Part P> double part(E e)
{
    return e.cost.bill.total(P);
}

template<double cost::FleetUse::*Field> double used(E e)
{
    return e.fleetUse.*Field;
}

/// Of a fleet that runs around the clock there is a formula, of a day with scaling only a result.
template<double cost::FleetUse::*Field> bool aroundTheClock(E e)
{
    return e.fleetUse.*Field == cost::staticFleet(e.fleetUse.packing, e.fleetUse.servedShare).*Field;
}

constexpr std::string_view usd = "$/month", day = "fleet over the day";

} // namespace

std::span<const FormulaRow> billFormulas()
{
    using F = cost::FleetUse;
    static const FormulaRow rows[] = {
        {"capital_month", "Capital or rental", usd, part<Part::Capital>, "bill.write_off + bill.guest_capital",
         "bill.rent + bill.rent_overhead + bill.guest_capital", owned},
        {"operations_month", "Operations", usd, part<Part::Operations>,
         "bill.electricity + bill.facility + bill.cooling + bill.colocation + bill.support + bill.software + bill.hardware_staff + "
         "bill.guest_operations",
         "bill.egress + bill.storage + bill.software + bill.api + bill.guest_operations", owned},
        {"engineering_month", "Engineering", usd, part<Part::Engineering>,
         "bill.tuning + bill.benchmarking + bill.staff + bill.tools"},

        {"bill.write_off", "Write-off", usd, line<Line::WriteOff>,
         "(purchase - residual / (1 + write_off_rate) ^ amortisation_years) * capital_recovery_factor / 12", "0", owned},
        {"purchase", "Purchase", "$", [](E e) { return e.cost.alternatives.ownUpfrontUsd; },
         "node_price * (1 + network_share + storage_share + install_share) * nodes"},
        {"residual", "Residual value", "$", [](E e) { return e.paid.nodeUsd * e.paid.residualShare * e.fleetUse.packing.nodes; },
         "node_price * residual_share * nodes"},
        {"write_off_rate", "Cost of money", "1/year", [](E e) { return cost::writeOffRate(e.paid); }, "discount_rate", "0",
         [](E e) { return e.paid.writeOff == cost::WriteOff::CapitalRecovery; }},
        {"capital_recovery_factor", "Capital recovery factor", "1/year",
         [](E e) { return cost::capitalRecoveryFactor(cost::writeOffRate(e.paid), e.paid.amortisationYears); },
         "write_off_rate * (1 + write_off_rate) ^ amortisation_years / ((1 + write_off_rate) ^ amortisation_years - 1)",
         "1 / amortisation_years", [](E e) { return cost::writeOffRate(e.paid) > 0; }},
        {"bill.rent", "Rent", usd, line<Line::Rent>, "gpu_hour * rented_gpu_hours", "0", rented},
        {"bill.rent_overhead", "Billing units and interruptions", usd, line<Line::RentOverhead>,
         "gpu_hour * (rented_gpu_hours * lost_share + gpu_starts * billing_minutes / 60 / 2)", "0", rented},
        {"lost_share", "Hours lost to interruptions", "share", [](E e) { return spot(e) ? e.paid.spotOverhead : 0; },
         "spot_overhead", "0", spot},
        {"rented_gpu_hours", "Rented GPU-hours", "GPU-h/month", used<&F::rentedGpuHoursPerMonth>, "paid_gpus * 730", "",
         aroundTheClock<&F::rentedGpuHoursPerMonth>, day},
        {"gpu_starts", "Starts of rented GPUs", "1/month", used<&F::gpuStartsPerMonth>, "", "", nullptr, day},
        {"bill.electricity", "Electricity", usd, line<Line::Electricity>, "it_kilowatt_hours * electricity", "0", owned},
        {"bill.facility", "Electricity around", usd, line<Line::Facility>, "bill.electricity * (pue - 1)", "0", owned},
        {"bill.cooling", "Cooling beside PUE", usd, line<Line::Cooling>, "bill.electricity * cooling_share", "0", owned},
        {"bill.colocation", "Colocation", usd, line<Line::Colocation>, "node_load_power / 1000 * colocation * nodes", "0", owned},
        {"bill.support", "Support", usd, line<Line::Support>, "node_price * support_share / 12 * nodes", "0", owned},
        {"bill.software", "Software", usd, line<Line::Software>, "software / 12 * paid_gpus", "0", hasHardware},
        {"bill.hardware_staff", "Hands on hardware", usd, line<Line::HardwareStaff>, "hardware_fte * fte_year / 12 * nodes", "0",
         owned},
        {"bill.egress", "Egress", usd, line<Line::Egress>, "output_tokens * egress_bytes / 1e9 * egress", "0", rented},
        {"bill.storage", "Rented storage", usd, line<Line::Storage>, "storage_size * storage_price", "0", rented},
        {"bill.api", "API tokens", usd, line<Line::ApiTokens>, "0", "api.output * output_tokens / 1e6", hasHardware},
        {"bill.guest_capital", "Guest's share of capital", usd, line<Line::GuestCapital>,
         "-guest_share * (bill.write_off + bill.rent + bill.rent_overhead)", "0", hasGuest},
        {"bill.guest_operations", "Guest's share of operations", usd, line<Line::GuestOperations>,
         "-guest_share * (bill.electricity + bill.facility + bill.cooling + bill.colocation + bill.support + bill.software + "
         "bill.hardware_staff)",
         "0", hasGuest},
        {"guest_share", "Guest's share of the nodes", "share", [](E e) { return e.fleetUse.guestShare(); },
         "guest.gpus / (gpus + guest.gpus)"},
        {"guest.gpus", "GPUs of a guest", "", [](E e) { return double(e.fleetUse.guestGpus); }, "", "", nullptr,
         "what fits of guest_replicas on stranded GPUs"},
        {"bill.tuning", "Tuning", usd, line<Line::Tuning>, "tuning_once / (engineering_horizon * 12)", "0",
         hasHardware},
        {"tuning_once", "Tuning, once", "$", [](E e) { return cost::tuningUsd(e.paid); },
         "tuning_weeks * engineers * engineer_week"},
        {"bill.benchmarking", "Benchmarking", usd, line<Line::Benchmarking>, "benchmarking_once / (engineering_horizon * 12)",
         "0", hasHardware},
        {"benchmarking_once", "Benchmarking, once", "$", [](E e) { return cost::benchmarkingUsd(e.paid); },
         "benchmark_hours * benchmark_rate"},
        {"bill.staff", "Operating staff", usd, line<Line::Staff>, "fte * fte_year / 12"},
        {"bill.tools", "Tools", usd, line<Line::Tools>, "tools / 12"},

        {"nodes", "Nodes", "", [](E e) { return double(e.packing.nodes); },
         "ceil(fleet.replicas / max(1, floor(gpus_per_node / gpus_per_replica))) * ceil(gpus_per_replica / gpus_per_node)", "", together,
         pools},
        {"fleet.replicas", "Replicas at the peak", "", [](E e) { return double(e.replicas); }, "replicas",
         "sized_replicas", [](E e) { return !e.fleet.sized; }},
        {"sized_replicas", "Replicas for the peak", "", [](E e) { return double(e.replicas); },
         "ceil(fleet.needed_unrounded) + fleet.spares", "", [](E e) { return e.fleet.needed.replicas == e.replicas; },
         "the knee that leaves each its share of the batch class"},
        {"fleet.needed_unrounded", "Replicas needed, unrounded", "", [](E e) { return e.fleet.needed.unrounded; }, "", "", nullptr,
         "peak with headroom over the knee of one replica"},
        {"fleet.spares", "Spare replicas", "", [](E e) { return double(e.fleet.needed.spares + e.fleet.needed.forZones); }, "", "",
         nullptr, "levers spares and zones"},
        {"paid_gpus", "GPUs paid for", "", [](E e) { return double(e.packing.paidGpus()); }, "nodes * gpus_per_node"},
        {"gpus", "GPUs used", "", [](E e) { return double(e.packing.usedGpus); }, "fleet.replicas * gpus_per_replica", "", together, pools},
        {"stranded", "Stranded GPUs", "", [](E e) { return double(e.fleetUse.strandedGpus()); }, "paid_gpus - gpus - guest.gpus"},
        {"gpus_per_replica", "GPUs of a replica", "", [](E e) { return double(e.packing.gpusPerReplica); },
         "tp * pp * attention_dp"},
        {"gpus_per_node", "GPUs of a node", "", [](E e) { return double(e.packing.gpusPerNode); }, "", "", nullptr,
         "the accelerator's node in the catalogue"},
        {"it_kilowatt_hours", "Energy of computers", "kWh/month",
         [](E e) { return cost::itKilowattHoursPerMonth(e.paid, e.fleetUse, e.traffic.busyShare); },
         "(node_idle_power * powered_node_hours + (node_load_power - node_idle_power) * busy_node_hours) / 1000"},
        {"powered_node_hours", "Node-hours switched on", "node-h/month", used<&F::poweredNodeHoursPerMonth>, "nodes * 730", "",
         aroundTheClock<&F::poweredNodeHoursPerMonth>, day},
        {"busy_node_hours", "Node-hours of work", "node-h/month",
         [](E e) {
             const double busy = e.traffic.busyShare * e.fleetUse.servedShare * e.packing.nodes * cost::hoursPerMonth;
             return std::min(busy, e.fleetUse.poweredNodeHoursPerMonth);
         },
         "min(busy_share * served_share * nodes * 730, powered_node_hours)"},
    };
    return rows;
}

} // namespace trilemma::scenario
