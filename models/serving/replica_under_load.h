// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/memory_plan.h"
#include "models/replica/step_time.h"
#include "models/serving/operating_point.h"
#include "models/serving/workload.h"

#include <vector>

namespace trilemma::serving {

/// One replica with everything that its load curves share, computed once.
class ReplicaUnderLoad {
public:
    /// `workload` as seen by one replica (rates already divided by replicas).
    ReplicaUnderLoad(const replica::Configuration &configuration, const Workload &workload);

    const replica::StepTime &step() const { return m_step; }
    const replica::MemoryPlan &memory() const { return m_memory; }
    double kvBatch() const { return m_kvBatch; }                 ///< sequences the KV pool holds
    double meanContext() const { return m_meanContext; }        ///< length-biased mean over running sequences

    /// Benchmarks: fixed concurrency. Physics 5.1.
    OperatingPoint closedLoop(double concurrency) const;
    /// Poisson (or arrivalCv) arrivals at a rate. Physics 5.2.
    OperatingPoint openLoop(double requestsPerSecond) const;
    /// As the workload says.
    OperatingPoint operate() const;
    /// Largest stable open-loop rate.
    double capacity() const { return m_capacity; }

    /// `points` open-loop operating points from idle to capacity, spaced so that the hockey stick is
    /// smooth: explicit in the running batch, no root finding.
    std::vector<OperatingPoint> loadCurve(int points) const;

private:
    replica::StepTime m_step;
    replica::MemoryPlan m_memory;
    Workload m_workload;
    double m_kvBatch = 0, m_meanContext = 0, m_capacity = 0;
    // H-B owns further members.
};

} // namespace trilemma::serving
