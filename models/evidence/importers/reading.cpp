// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/reading.h"

#include "models/evidence/quantile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace trilemma::evidence::importers {

using catalog::Bounds;
using catalog::JsonFields;

std::optional<double> positive(std::optional<double> value)
{
    return value && *value > 0 ? value : std::nullopt;
}

std::optional<double> positiveNumber(JsonFields &fields, std::initializer_list<const char *> keys, Bounds bounds)
{
    return positive(fields.numberOrUnknown(fields.firstOf(keys), bounds));
}

std::optional<double> latency(JsonFields &fields, const std::string &key, double unitSeconds)
{
    const auto value = positive(fields.numberOrUnknown(key, {0, longestLatencySeconds / unitSeconds}));
    return value ? std::optional(*value * unitSeconds) : std::nullopt;
}

LatencyStatistics latencyByPattern(JsonFields &fields, const std::string &pattern, double unitSeconds)
{
    const std::size_t place = pattern.find('#');
    const auto read = [&](const char *statistic) {
        return latency(fields, std::string(pattern).replace(place, 1, statistic), unitSeconds);
    };
    LatencyStatistics statistics{read("mean"), read("median"), read("p90"), read("p95"), read("p99"), read("std")};
    if (!statistics.p50)
        statistics.p50 = read("p50");
    return statistics;
}

LatencyStatistics statisticsOf(std::vector<double> &values)
{
    if (values.empty())
        return {};
    std::ranges::sort(values);
    const auto count = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    const double squares = std::accumulate(values.begin(), values.end(), 0.0,
                                           [mean](double sum, double value) { return sum + (value - mean) * (value - mean); });
    return {mean,
            quantile(values, 0.5),
            quantile(values, 0.9),
            quantile(values, 0.95),
            quantile(values, 0.99),
            std::sqrt(squares / count)};
}

std::optional<double> requestRate(JsonFields &fields, const std::string &key)
{
    const nlohmann::json &value = fields.raw(key);
    if (!value.is_string())
        return positiveNumber(fields, {key.c_str()}, rateBounds);
    const std::string word = lowerCase(value.get_ref<const std::string &>());
    if (word == "inf" || word == "infinity")
        return std::numeric_limits<double>::infinity();
    if (word != "not set" && word != "none" && word != "trace")
        fields.fail(key, catalog::brief(value) + " is not valid; a number or \"inf\" is expected");
    return std::nullopt;
}

void setLoad(PointConfiguration &configuration, std::optional<double> concurrency, std::optional<double> rate, double prompts)
{
    if (rate && std::isfinite(*rate)) {
        configuration.mode = "qps";
        configuration.requestsPerSecond = *rate;
        configuration.concurrency = concurrency.value_or(0);
    } else if (concurrency) {
        configuration.mode = "concurrency";
        configuration.concurrency = *concurrency;
        configuration.promptsPerSlot = prompts / *concurrency;
    } else if (rate && prompts > 0) {
        configuration.mode = "burst";
        configuration.concurrency = prompts;
        configuration.promptsPerSlot = 1;
    }
}

} // namespace trilemma::evidence::importers
