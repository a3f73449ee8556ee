// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/request_trace.h"
#include "models/scenario/scenario.h"

#include <string>
#include <vector>

namespace trilemma::evidence {

/// What a trace says of traffic, and where it comes from in words.
struct TracedTraffic {
    std::string fileName; ///< "conv.csv", without folders
    std::string format;   ///< "Azure LLM inference trace"
    TraceSummary summary;
    std::vector<std::string> notes; ///< of the reader, a sentence each

    std::string title() const { return fileName.empty() ? format : fileName + ", " + format; }
};

/// A figure of a trace to be read: whole from 100 on, else three significant digits: "4,083", "27.9".
std::string figureText(double value);

/// `trace` must have at least one request.
TracedTraffic trafficOf(const RequestTrace &trace);

/// A scenario with the traffic of a trace, and in words what of it was set and what stayed as it was, and why.
struct TrafficImport {
    scenario::Scenario scenario;
    std::vector<std::string> set;  ///< "Input length 1,155 tokens (p50 1,020, p95 4,083, p99 4,142)"
    std::vector<std::string> kept; ///< "Request rate: the trace has no arrival times"
};

/// Sets mean lengths, their spread and shape, rate, burstiness and prefix hits where the trace states them within what
/// the levers may be; the rest of the scenario, its SLO among it, stays. Prefix hits are those of a cache without limit.
TrafficImport withTraffic(const scenario::Scenario &scenario, const TracedTraffic &traffic, const catalog::Catalog &catalog);

/// Both lists in a paragraph: "Traffic from ...: Input length ...; ... Kept: ..."
std::string inWords(const TrafficImport &traffic);

} // namespace trilemma::evidence
