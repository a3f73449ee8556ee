// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/json_fields.h"
#include "models/evidence/importers/importer.h"

namespace trilemma::evidence::importers {

inline constexpr double milliseconds = 1e-3, nanoseconds = 1e-9;
inline constexpr double longestLatencySeconds = 1e6;
inline constexpr catalog::Bounds rateBounds{0, 1e9}, countBounds{0, 1e12}, lengthBounds{0, 1e8}, gpuBounds{1, 1e5};

/// A figure that tools write as 0 where they did not measure it.
std::optional<double> positive(std::optional<double> value);
/// The first of the keys that is there, as a positive number; empty where none is, or it is 0.
std::optional<double> positiveNumber(catalog::JsonFields &fields, std::initializer_list<const char *> keys,
                                     catalog::Bounds bounds);
/// A latency in `unitSeconds`; empty where absent or 0.
std::optional<double> latency(catalog::JsonFields &fields, const std::string &key, double unitSeconds);

/// Fields named by a pattern with `#` for the statistic: "#_ttft_ms" reads mean_ttft_ms, median_ttft_ms, p99_ttft_ms ...
LatencyStatistics latencyByPattern(catalog::JsonFields &fields, const std::string &pattern, double unitSeconds);
/// Statistics from single values in seconds, which are sorted on the way.
LatencyStatistics statisticsOf(std::vector<double> &values);

/// A request rate that may be "inf" or a word for "not set".
std::optional<double> requestRate(catalog::JsonFields &fields, const std::string &key);
/// Closed loop at `concurrency` where given, else an open loop at `rate`, else all `prompts` at once.
void setLoad(PointConfiguration &configuration, std::optional<double> concurrency, std::optional<double> rate, double prompts);

/// Names as the catalogue and the points layout spell them; unknown ones come back without the maker's name.
std::string engineName(std::string_view stated);
std::string gpuName(std::string_view stated);
/// Sets model and, where the name ends in one, weight format: "org/Name-FP8" is Name in fp8.
void setModel(ImportedPoint &point, const std::string &stated);
/// "0.19.0" of "vllm/vllm-openai:v0.19.0"; empty where there is no tag.
std::string versionOfImage(std::string_view image);

std::string lowerCase(std::string_view text);

} // namespace trilemma::evidence::importers
