// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/csv.h"
#include "models/evidence/scenario_simulation.h"

namespace trilemma::evidence {

namespace {

constexpr int digits = 10;

} // namespace

std::string requestsCsv(std::span<const serving::RequestRecord> requests)
{
    std::string csv = "request,arrival_s,first_token_s,finish_s,queue_s,input_tokens,output_tokens,cached_tokens,preemptions\n";
    csv.reserve(96 * (requests.size() + 1));
    CsvWriter writer(csv);
    for (const serving::RequestRecord &request : requests) {
        writer.number(static_cast<double>(request.index));
        for (const double seconds : {request.arrival, request.firstToken, request.finish, request.queueSeconds()})
            writer.number(seconds, digits);
        for (const int count : {request.inputTokens, request.outputTokens, request.cachedTokens, request.preemptions})
            writer.number(count);
        writer.endRecord();
    }
    return csv;
}

std::string seriesCsv(std::span<const serving::SeriesPoint> series)
{
    std::string csv = "time_s,running,waiting,kv_share,output_tokens_per_s\n";
    CsvWriter writer(csv);
    for (const serving::SeriesPoint &point : series) {
        writer.number(point.time, digits);
        for (const int count : {point.running, point.waiting})
            writer.number(count);
        for (const double value : {point.kvShare, point.outputTokensPerSecond})
            writer.number(value);
        writer.endRecord();
    }
    return csv;
}

} // namespace trilemma::evidence
