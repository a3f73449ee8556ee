// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/formats.h"
#include "models/evidence/importers/reading.h"

#include <array>
#include <cmath>

namespace trilemma::evidence::importers {

using catalog::JsonFields;
using nlohmann::json;

namespace {

constexpr std::array servingMapping{
    MappingRow{"max_concurrency", "requests", "concurrency, closed loop",
               "with an infinite request_rate; prompts per slot = num_prompts / it"},
    MappingRow{"request_rate", "requests/s, or \"inf\"", "request rate, open loop",
               "\"inf\" without max_concurrency: all requests at once"},
    MappingRow{"total_input_tokens / completed", "tokens", "ISL", "realised mean"},
    MappingRow{"total_output_tokens / completed", "tokens", "OSL", "realised mean"},
    MappingRow{"output_throughput", "tokens/s", "output tokens/s", "of the whole deployment"},
    MappingRow{"total_token_throughput", "tokens/s", "total tokens/s", "input and output together; never taken for output"},
    MappingRow{"mean/median/std/pNN_ttft_ms", "ms", "TTFT", "from sending the request; the client's own queue is outside"},
    MappingRow{"..._tpot_ms", "ms", "TPOT", "(E2E - TTFT) / (OSL - 1) of each request, without the first token"},
    MappingRow{"..._itl_ms", "ms", "gap between chunks", "kept apart: with speculative decoding a chunk holds several tokens"},
    MappingRow{"..._e2el_ms, ..._e2e_latency_ms", "ms", "E2E", "the client's own queue is outside"},
    MappingRow{"..._client_queue_time_ms", "ms", "client queue", "shown beside TTFT, not added to it"},
    MappingRow{"input_lens, output_lens", "tokens", "length distribution", "of detailed files"},
};

constexpr std::array aggregateMapping{
    MappingRow{"median_ttft, p99_ttft", "s", "TTFT percentiles", "the mean is not stated and not guessed"},
    MappingRow{"median_tpot, p99_tpot", "s", "TPOT percentiles", "the median stands for the mean"},
    MappingRow{"median_e2el, p99_e2el", "s", "E2E percentiles", "the median stands for the mean"},
    MappingRow{"output_throughput", "tokens/s", "output tokens/s", "of the whole deployment"},
    MappingRow{"max_concurrency", "requests", "concurrency, closed loop", "prompts per slot = num_prompts / it"},
};

double required(JsonFields &fields, std::initializer_list<const char *> keys, catalog::Bounds bounds)
{
    return fields.number(fields.firstOf(keys), bounds);
}

std::vector<double> lengths(JsonFields &fields, const std::string &key)
{
    std::vector<double> values;
    const json &list = fields.raw(key);
    if (!list.is_null() && !list.is_array())
        fields.fail(key, catalog::brief(list) + " is not valid; a list of numbers is expected");
    if (!list.is_array())
        return values;
    values.reserve(list.size());
    for (const json &element : list) {
        const double value = element.is_number() ? element.get<double>() : -1;
        if (!(value >= 0) || value > 1e12) {
            fields.fail(key, catalog::brief(element) + " in the list is not valid; a number of at least 0 is expected");
            return {};
        }
        values.push_back(value);
    }
    return values;
}

void readRequests(JsonFields &fields, ImportedPoint &point, ImportedFile &file)
{
    const std::vector<double> input = lengths(fields, "input_lens"), output = lengths(fields, "output_lens");
    const std::vector<double> starts = lengths(fields, "start_times");
    if (input.size() != output.size() && !input.empty() && !output.empty())
        return fields.fail("output_lens", std::to_string(output.size()) + " lengths are listed where input_lens has " +
                                              std::to_string(input.size()));
    const std::size_t listed = std::min(input.size(), output.size());
    if (listed > 0 && static_cast<double>(listed) < point.requests)
        point.notes.push_back("Lengths are listed for " + std::to_string(listed) + " of " +
                              std::to_string(std::llround(point.requests)) + " requests.");
    for (std::size_t i = 0; i < listed; ++i) {
        const double arrival = starts.size() == input.size() ? starts[i] : std::numeric_limits<double>::quiet_NaN();
        file.requests.push_back({arrival, input[i], output[i]});
    }
}

void readLatencies(JsonFields &fields, ImportedPoint &point)
{
    const bool inSeconds = fields.has("median_ttft") || fields.has("mean_ttft");
    const std::string suffix = inSeconds ? "" : "_ms";
    const double unit = inSeconds ? 1 : milliseconds;
    point.ttft = latencyByPattern(fields, "#_ttft" + suffix, unit);
    point.tpot = latencyByPattern(fields, "#_tpot" + suffix, unit);
    point.itl = latencyByPattern(fields, "#_itl" + suffix, unit);
    point.endToEnd = latencyByPattern(fields, "#_e2el" + suffix, unit);
    if (point.endToEnd.empty())
        point.endToEnd = latencyByPattern(fields, "#_e2e_latency_ms", milliseconds);
    point.clientQueue = latencyByPattern(fields, "#_client_queue_time_ms", milliseconds);
    point.definitions.clientQueue = MetricDefinitions::ClientQueue::OutsideTtft;
    point.definitions.tokenTime = !point.tpot.empty()  ? MetricDefinitions::TokenTime::WithoutFirstToken
                                  : !point.itl.empty() ? MetricDefinitions::TokenTime::PerStreamedChunk
                                                       : MetricDefinitions::TokenTime::NotReported;
}

void readLoad(JsonFields &fields, ImportedPoint &point)
{
    const std::string concurrencyKey =
        fields.firstOf({"max_concurrency", "maximum_request_concurrency", "max_request_concurrency"});
    const auto rate =
        requestRate(fields, fields.firstOf({"request_rate", "traffic_request_rate", "request_rate_configured_rps"}));
    const auto concurrency = requestRate(fields, concurrencyKey); // consoles print "not set"
    const auto prompts = positiveNumber(fields, {"num_prompts"}, countBounds);
    if (concurrency && (*concurrency < 1 || *concurrency > 1e6))
        return fields.fail(concurrencyKey, "the concurrency is out of range, 1 to 1000000");
    setLoad(point.point.configuration, concurrency, rate, prompts.value_or(point.requests));
}

ImportedPoint readServing(JsonFields fields, ImportedFile &file)
{
    ImportedPoint point;
    PointConfiguration &configuration = point.point.configuration;
    point.requests = required(fields, {"completed", "successful_requests"}, countBounds);
    point.durationSeconds = required(fields, {"duration", "benchmark_duration_s"}, rateBounds);
    const double input = required(fields, {"total_input_tokens"}, {0, 1e15});
    const double output = required(fields, {"total_output_tokens", "total_generated_tokens"}, {0, 1e15});
    if (fields.ok() && point.requests < 1)
        fields.fail("completed", "no request was completed, so nothing was measured");
    if (!fields.ok())
        return point;
    configuration.inputTokens = input / point.requests;
    configuration.outputTokens = output / point.requests;
    configuration.engine = engineName(fields.text(fields.firstOf({"backend", "endpoint_type"}), ""));
    if (const std::string model = fields.text(fields.firstOf({"model_id", "model"}), ""); !model.empty())
        setModel(point, model);
    configuration.gpu = gpuName(fields.text("GPU", ""));
    point.date = fields.text("date", "");
    point.point.measured.outputTokensPerSecond =
        positiveNumber(fields, {"output_throughput", "output_token_throughput_tok/s"}, rateBounds);
    point.totalTokensPerSecond =
        positiveNumber(fields, {"total_token_throughput", "total_throughput", "total_token_throughput_tok/s"}, rateBounds);
    point.requestsPerSecond = positiveNumber(fields, {"request_throughput", "request_throughput_req/s"}, rateBounds);
    readLoad(fields, point);
    readLatencies(fields, point);
    readRequests(fields, point, file);
    return point;
}

void readServingRecords(const Document &document, ImportedFile &file, Error &error)
{
    forEachRecord(document, error, [&](const json &record, const std::string &path) {
        file.points.push_back(readServing(JsonFields(record, path, error), file));
    });
}

bool hasMillisecondLatency(const Document &document)
{
    return document.has("mean_ttft_ms") || document.has("median_ttft_ms") || document.has("mean_e2e_latency_ms") ||
           document.has("mean_e2el_ms") || document.has("median_itl_ms");
}

bool isServing(const Document &document)
{
    return document.hasAll({"completed", "duration", "total_output_tokens"}) && hasMillisecondLatency(document);
}

bool isSglang(const Document &document)
{
    return isServing(document) && (document.has("total_output_tokens_retokenized") || document.has("random_input_len"));
}

bool isVllm(const Document &document)
{
    return isServing(document) && !isSglang(document);
}

bool isAggregate(const Document &document)
{
    return document.hasAll({"completed", "duration", "total_output_tokens"}) &&
           (document.has("median_ttft") || document.has("mean_ttft"));
}

constexpr std::string_view blockTitle = "Serving Benchmark Result";

bool isConsole(const Document &document)
{
    return !document.isJson() && document.text.find(blockTitle) != std::string_view::npos;
}

/// A console may hold several blocks; lines about the load may stand before a block or in it.
void readConsole(const Document &document, ImportedFile &file, Error &error)
{
    constexpr std::string_view endOfBlock = "\n=====";
    std::string_view rest = document.text;
    for (int number = 1; error.message.empty(); ++number) {
        const std::size_t title = rest.find(blockTitle);
        if (title == std::string_view::npos)
            return;
        const std::string path = "block " + std::to_string(number);
        const std::size_t end = rest.find(endOfBlock, title);
        if (end == std::string_view::npos || rest.find(blockTitle, title + 1) < end) {
            error = {{}, path, "the block is cut off: the line that closes it is not there"};
            return;
        }
        json block = labelledLines(rest.substr(0, title), true);
        block.update(labelledLines(rest.substr(title, end - title), true));
        file.points.push_back(readServing(JsonFields(block, path, error), file));
        rest.remove_prefix(end + endOfBlock.size());
    }
}

} // namespace

const Importer vllmServe{"vllm-serve", "vLLM bench serve, also InferenceX client results", isVllm, readServingRecords,
                         servingMapping};
const Importer sglangServing{"sglang", "SGLang bench_serving", isSglang, readServingRecords, servingMapping};
const Importer inferencexAggregate{"inferencex-aggregate", "InferenceX aggregated result in seconds", isAggregate,
                                   readServingRecords, aggregateMapping};
const Importer servingConsole{"serving-console", "console output of vLLM and SGLang benchmarks", isConsole, readConsole,
                              servingMapping};

} // namespace trilemma::evidence::importers
