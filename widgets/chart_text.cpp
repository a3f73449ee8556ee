// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart_text.h"

namespace trilemma::widgets {

LatencyUnit unitOf(serving::LatencyMetric metric)
{
    return metric == serving::LatencyMetric::EndToEnd ? LatencyUnit{"s", 1} : LatencyUnit{"ms", 1000};
}

QString nameOf(serving::LatencyMetric metric)
{
    switch (metric) {
    case serving::LatencyMetric::Ttft: return QStringLiteral("TTFT");
    case serving::LatencyMetric::Itl: return QStringLiteral("ITL");
    case serving::LatencyMetric::EndToEnd: return QStringLiteral("E2E");
    }
    return {};
}

QString nameOf(serving::Percentile percentile)
{
    switch (percentile) {
    case serving::Percentile::Mean: return QStringLiteral("mean");
    case serving::Percentile::P50: return QStringLiteral("p50");
    case serving::Percentile::P95: return QStringLiteral("p95");
    case serving::Percentile::P99: return QStringLiteral("p99");
    }
    return {};
}

} // namespace trilemma::widgets
