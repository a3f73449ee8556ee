// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/step_time.h"
#include "models/serving/latency_law.h"
#include "models/serving/workload.h"

namespace trilemma::serving {

/// Instances that compute prompts and nothing else, in closed form: a queue with several servers, first come first
/// served, one prompt at a time each. Service times are those of log-normal prompt lengths.
class PrefillLaw {
public:
    /// `prefill` is the configuration of one instance. Rates of `workload` are not used.
    PrefillLaw(const replica::Configuration &prefill, const Workload &workload, int instances);

    /// Seconds of one prompt, pass by pass.
    const Moments &service() const { return m_service; }
    /// Prompts per second beyond which the queue grows without end.
    double capacity() const { return m_instances / m_service.mean; }
    double load(double requestsPerSecond) const { return requestsPerSecond / capacity(); }
    /// Wait for an instance, and the wait of those who do wait. Erlang C (1917) for how many wait; Allen and Cunneen
    /// (1978) for variations of arrivals and service other than 1.
    struct Wait {
        Moments moments;
        double share = 0; ///< of requests that wait
    };
    Wait wait(double requestsPerSecond) const;
    /// Of wait and service together, after `base` seconds that everybody has.
    Latency latency(double base, double requestsPerSecond) const;

private:
    Moments m_service;
    double m_instances, m_arrivalCv;
};

} // namespace trilemma::serving
