// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/operating_point.h"

namespace trilemma::serving {

double Latency::at(Percentile percentile) const
{
    switch (percentile) {
    case Percentile::Mean:
        return mean;
    case Percentile::P50:
        return p50;
    case Percentile::P95:
        return p95;
    case Percentile::P99:
        break;
    }
    return p99;
}

} // namespace trilemma::serving
