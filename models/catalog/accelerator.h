// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/precision.h"
#include "models/catalog/provenance.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace trilemma::catalog {

/// Who rents GPUs out: what they are paid for differs by more than the hardware does.
enum class ProviderClass { Any, Hyperscaler, Neocloud, Marketplace };

/// One dated price per GPU-hour, dollars.
struct RentalPrice {
    std::string provider;
    std::string kind;           ///< "on-demand", "reserved", "spot", as the source says it
    ProviderClass providerClass = ProviderClass::Any;   ///< Any: an index over several, or not said
    double termYears = 0;       ///< committed to; 0 = not said
    double usdPerGpuHour = 0;
    std::string date;
    std::string sourceId;

    bool operator==(const RentalPrice &) const = default;
};

/// Observed range in dollars; any may be unknown.
struct PriceRange {
    std::optional<double> low, median, high;
    std::string date;
    std::vector<std::string> sourceIds;

    bool operator==(const PriceRange &) const = default;
};

/// One accelerator as sold. SI units; FLOP/s are dense, never sparse. Unknown stays empty.
struct Accelerator {
    std::string id;
    std::string vendor;
    std::string name;
    int launchYear = 0;

    double memoryBytes = 0;                         ///< as marketed, decimal
    double usableMemoryBytes = 0;                   ///< as the driver reports it; marketed where unknown
    double memoryBytesPerSecond = 0;
    std::array<std::optional<double>, computeRateCount> peakFlops;  ///< dense FLOP/s by ComputeRate
    std::vector<std::string> nativeFormats;         ///< "fp8", "mxfp4", ... as the hardware multiplies them
    std::vector<std::string> weightOnlyFormats;     ///< stored so, multiplied at the BF16 rate by today's engines
    std::optional<double> tdpWatts;

    std::string fabric;                             ///< "NVLink 4 + NVSwitch"
    std::optional<double> linkBytesPerSecond;       ///< scale-up, one direction, per GPU
    int scaleUpDomain = 1;                          ///< GPUs that reach each other over the fabric
    int acceleratorsPerNode = 8;                    ///< what one buys at once
    std::optional<double> nicBytesPerSecond;        ///< scale-out, per GPU

    std::string nodeName;
    std::optional<double> nodeIdleWatts, nodeMaxWatts;
    PriceRange gpuPriceUsd, nodePriceUsd;
    std::vector<RentalPrice> rentals;

    std::vector<std::string> aliases;               ///< names under which measurements know it
    std::string kernelsLike;                        ///< accelerator whose kernel efficiencies stand in for its own; may be empty
    std::vector<Citation> citations;

    bool operator==(const Accelerator &) const = default;
    /// No fabric of their own between the GPUs of a node; a bridge between two may be optional.
    bool linksOverPcie() const { return fabric.starts_with("PCIe"); }
    std::optional<double> peak(ComputeRate rate) const { return peakFlops[static_cast<std::size_t>(rate)]; }
};

} // namespace trilemma::catalog
