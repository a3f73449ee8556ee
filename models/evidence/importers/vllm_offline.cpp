// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/formats.h"
#include "models/evidence/importers/reading.h"

#include <array>

namespace trilemma::evidence::importers {

using catalog::JsonFields;
using nlohmann::json;

namespace {

constexpr std::array throughputMapping{
    MappingRow{"tokens_per_second", "tokens/s", "total tokens/s",
               "input and output together; the output rate cannot be told from it alone"},
    MappingRow{"requests_per_second", "requests/s", "requests/s", "gives the output rate once OSL is known"},
    MappingRow{"total_num_tokens / num_requests", "tokens", "ISL + OSL", "their sum"},
};

constexpr std::array latencyMapping{
    MappingRow{"avg_latency", "s", "E2E of one static batch", "all requests of the batch start and end together"},
    MappingRow{"percentiles", "s", "E2E percentiles", "over repetitions of the batch, not over requests"},
};

bool isThroughput(const Document &document)
{
    return document.hasAll({"elapsed_time", "num_requests", "requests_per_second", "tokens_per_second"});
}

void readThroughput(const Document &document, ImportedFile &file, Error &error)
{
    forEachRecord(document, error, [&](const json &record, const std::string &path) {
        JsonFields fields(record, path, error);
        ImportedPoint point;
        point.point.configuration.engine = "vllm";
        point.point.configuration.mode = "offline_max";
        point.requests = fields.number("num_requests", {1, 1e12});
        point.durationSeconds = fields.number("elapsed_time", rateBounds);
        point.requestsPerSecond = positive(fields.number("requests_per_second", rateBounds));
        point.totalTokensPerSecond = positive(fields.number("tokens_per_second", rateBounds));
        point.definitions.onlyTotalThroughput = true;
        if (const auto tokens = positiveNumber(fields, {"total_num_tokens"}, {0, 1e15}); tokens && fields.ok()) {
            point.notes.push_back("Input and output are " + std::to_string(std::llround(*tokens / point.requests)) +
                                  " tokens per request together; their shares are not stated.");
        }
        file.points.push_back(std::move(point));
    });
}

bool isLatency(const Document &document)
{
    return document.shape == Document::Shape::Object && document.hasAll({"avg_latency", "percentiles"});
}

void readLatency(const Document &document, ImportedFile &file, Error &error)
{
    JsonFields fields(document.records.front(), {}, error);
    ImportedPoint point;
    point.point.configuration.engine = "vllm";
    point.point.configuration.mode = "static_batch";
    JsonFields percentiles = fields.object("percentiles");
    point.endToEnd = {latency(fields, "avg_latency", 1), latency(percentiles, "50", 1), latency(percentiles, "90", 1),
                      latency(percentiles, "95", 1),     latency(percentiles, "99", 1), {}};
    file.points.push_back(std::move(point));
}

} // namespace

const Importer vllmThroughput{"vllm-throughput", "vLLM bench throughput", isThroughput, readThroughput, throughputMapping};
const Importer vllmLatency{"vllm-latency", "vLLM bench latency", isLatency, readLatency, latencyMapping};

} // namespace trilemma::evidence::importers
