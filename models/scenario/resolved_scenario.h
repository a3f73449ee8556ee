// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/configuration.h"
#include "models/scenario/evaluation.h"
#include "models/serving/replica_under_load.h"

#include <optional>
#include <string>

namespace trilemma::scenario {

/// A scenario with its ids looked up, or the reason why that makes no configuration. Refers to both
/// arguments; stays where it was made, because the configuration refers to the corrected constants in it.
class ResolvedScenario {
public:
    ResolvedScenario(const Scenario &scenario, const catalog::Catalog &catalog);
    ResolvedScenario(const ResolvedScenario &) = delete;
    ResolvedScenario &operator=(const ResolvedScenario &) = delete;

    const Scenario &scenario() const { return m_scenario; }
    const catalog::Catalog &catalog() const { return m_catalog; }
    const std::string &problem() const { return m_problem; }
    const catalog::KernelConstants &kernels() const { return m_kernels; }
    /// Only where there is no problem.
    const replica::Configuration &configuration() const { return *m_configuration; }
    /// Of one prefill instance, where these are apart.
    replica::Configuration prefillConfiguration() const;
    /// The calibration in force; null where there is none.
    const catalog::ScopedCorrections *calibration() const { return m_calibration; }
    /// As set, or as many as a sized fleet needs; a fleet that no number makes big enough stays as set.
    int replicas() const { return m_replicas; }
    /// Traffic that each replica sees: an even share of the fleet's.
    serving::Workload replicaWorkload() const;
    /// One replica in closed form, with its prefill instances and the turns of conversations.
    serving::ReplicaUnderLoad underLoad() const { return underLoad(*m_configuration); }
    /// The same with another configuration of what decodes.
    serving::ReplicaUnderLoad underLoad(const replica::Configuration &configuration) const;

private:
    void sizeFleet();

    const Scenario &m_scenario;
    const catalog::Catalog &m_catalog;
    std::string m_problem;
    int m_replicas;
    catalog::EngineProfile m_engine;
    catalog::KernelConstants m_kernels;
    const catalog::ScopedCorrections *m_calibration = nullptr;
    std::optional<replica::Configuration> m_configuration;
};

/// What evaluate() says where no configuration exists.
Evaluation infeasible(const ResolvedScenario &resolved);
/// What evaluate() says of a configuration and its replica under load.
Evaluation judged(const ResolvedScenario &resolved, const serving::ReplicaUnderLoad &replica);

/// Everything worth a warning about an answer that is otherwise complete.
std::vector<Warning> warningsFor(const ResolvedScenario &resolved, const Evaluation &evaluation);

} // namespace trilemma::scenario
