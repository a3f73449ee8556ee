// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/metrics.h"
#include "models/serving/slo.h"

#include <QString>

#include <optional>

namespace trilemma::widgets {

/// Three significant digits, as everywhere in the program.
inline QString number(double value)
{
    return QString::fromStdString(scenario::formatNumber(value));
}

/// "41 ms"; "-" where there is no finite value.
inline QString number(std::optional<double> value, const QString &unit)
{
    return value ? number(*value) + QLatin1Char(' ') + unit : QStringLiteral("-");
}

/// How charts and labels write a latency.
struct LatencyUnit {
    const char *unit;
    double perSecond;               ///< shown value of one second
};
LatencyUnit unitOf(serving::LatencyMetric metric);
QString nameOf(serving::LatencyMetric metric);
QString nameOf(serving::Percentile percentile);

} // namespace trilemma::widgets
