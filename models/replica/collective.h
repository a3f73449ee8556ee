// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/configuration.h"

namespace trilemma::replica {

/// Time of a collective operation: fixed + perByte * bytes that each rank contributes.
struct CollectiveCost {
    double fixedSeconds = 0, secondsPerByte = 0;
};

/// GPUs that reach each other without leaving the node or the scale-up fabric.
int scaleUpGpus(const catalog::Accelerator &accelerator);

/// All-reduce over `ranks`. Inside the scale-up domain the fitted law of 2, 4 and 8 ranks,
/// interpolated in log2(ranks): a + 2(n-1)/n * X/(eta*N). Beyond it hierarchical: reduce-scatter and
/// all-gather inside each domain, all-reduce of the slices over the NICs.
/// Staged in the host's memory: a quarter of the link and 20 us for two ranks, more by log2(ranks), as one
/// published run over PCIe 5 without peer access states its link (16 GB/s, 20 us).
CollectiveCost allReduce(const Configuration &configuration, int ranks);

/// Dispatch or combine of tokens to experts over `ranks`: low-latency all-to-all as DeepEP does it.
/// Inside one domain 0.57 of the link; over s domains the remote share (s-1)/s passes the NIC at 0.93
/// of its rate, which reproduces the measured 93, 62 and 53 GB/s over 2, 4 and 8 H100 nodes.
CollectiveCost allToAll(const Configuration &configuration, int ranks);

/// Activations from one pipeline stage to the next: 10 us + X/N.
CollectiveCost pointToPoint(const Configuration &configuration);

} // namespace trilemma::replica
