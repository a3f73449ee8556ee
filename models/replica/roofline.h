// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/step_time.h"

#include <string>
#include <vector>

namespace trilemma::replica {

/// A pass on the roofline of one GPU.
struct RooflinePoint {
    std::string label; ///< "decode B=128", "prefill 2k"
    double flopsPerByte = 0, flopsPerSecond = 0;
    bool prefill = false;
    double decodeSequences = 0; ///< batch of the pass; 0 for prefill
};

/// Datasheet and achieved roofs (bandwidth slope to compute ceiling) and the passes under them.
struct Roofline {
    double datasheetFlops = 0, datasheetBytesPerSecond = 0;
    double achievedFlops = 0, achievedBytesPerSecond = 0;
    double ridge() const { return datasheetFlops / datasheetBytesPerSecond; } ///< FLOP/byte
    std::vector<RooflinePoint> points;
};
Roofline roofline(const Configuration &configuration, const StepTime &step, double runningBatch, double meanContext,
                  double promptTokens);

} // namespace trilemma::replica
