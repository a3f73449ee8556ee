// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/request_trace.h"

#include "models/catalog/json_fields.h"
#include "models/evidence/csv.h"
#include "models/evidence/gunzip.h"
#include "models/evidence/importers/importer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <exception>

namespace trilemma::evidence {
namespace {

using catalog::JsonFields;
using importers::Document;
using nlohmann::json;

/// Fields of one published layout. A unit of 0 means a date and time of day.
struct Layout {
    std::string_view id, title, arrival, input, output, blocks;
    double arrivalUnit, blockTokens;
    bool arrivalIsClock;
};
constexpr std::array layouts{
    Layout{"azure", "Azure LLM inference trace", "TIMESTAMP", "ContextTokens", "GeneratedTokens", "", 0, 0, true},
    Layout{"burstgpt", "BurstGPT trace", "Timestamp", "Request tokens", "Response tokens", "", 1, 0, true},
    Layout{"mooncake", "Mooncake trace", "timestamp", "input_length", "output_length", "hash_ids", 1e-3, 512, false},
    Layout{"vidur", "Vidur trace", "arrived_at", "num_prefill_tokens", "num_decode_tokens", "", 1, 0, false},
    Layout{"servegen", "ServeGen trace", "timestamp", "input_tokens", "output_tokens", "", 1, 0, false},
    Layout{"engine-log", "engine request log", "arrival_time", "input_toks", "output_toks", "", 1, 0, false},
    Layout{"engine-log-ns", "engine request log", "arrival_time_ns", "input_toks", "output_toks", "", 1e-9, 0, false},
};

constexpr double secondsPerDay = 86400, longestPrompt = 1e8, largestTime = 1e13;
constexpr std::size_t mostBlocks = 1u << 20;
constexpr std::size_t rowsBetweenReports = 1u << 16;

const Layout *layoutOf(const Document &document)
{
    for (const Layout &layout : layouts) {
        const bool hasArrival = document.has(layout.arrival);
        if (document.hasAll({layout.input, layout.output}) && (hasArrival || layout.id == "vidur"))
            return &layout;
    }
    return nullptr;
}

std::optional<double> number(std::string_view text)
{
    double value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

/// "2023-11-16 18:17:03.9799600" and the like with T or an offset of zero, in seconds.
std::optional<double> clockTime(std::string_view text)
{
    if (text.ends_with("+00:00"))
        text.remove_suffix(6);
    if (text.ends_with('Z'))
        text.remove_suffix(1);
    constexpr std::string_view shape = "0000-00-00 00:00:0";
    if (text.size() < shape.size() + 1)
        return std::nullopt;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const bool fits =
            shape[i] == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == shape[i] || (shape[i] == ' ' && text[i] == 'T');
        if (!fits)
            return std::nullopt;
    }
    const auto whole = [&](std::size_t place, std::size_t digits) {
        return static_cast<int>(*number(text.substr(place, digits)));
    };
    const std::chrono::year_month_day date(std::chrono::year(whole(0, 4)), std::chrono::month(static_cast<unsigned>(whole(5, 2))),
                                           std::chrono::day(static_cast<unsigned>(whole(8, 2))));
    const auto seconds = number(text.substr(17));
    if (!date.ok() || !seconds || *seconds >= 61 || whole(11, 2) > 23 || whole(14, 2) > 59)
        return std::nullopt;
    const auto days = std::chrono::sys_days(date).time_since_epoch().count();
    return static_cast<double>(days) * secondsPerDay + whole(11, 2) * 3600 + whole(14, 2) * 60 + *seconds;
}

/// Collects requests, leaving out failed ones.
class TraceBuilder {
public:
    explicit TraceBuilder(RequestTrace &trace) : m_trace(trace) {}

    void add(double arrivalSeconds, double inputTokens, double outputTokens)
    {
        if (outputTokens <= 0 || inputTokens <= 0) {
            ++m_failed;
            return;
        }
        m_trace.requests.push_back({arrivalSeconds, inputTokens, outputTokens, m_trace.blocks.size(), 0});
    }

    void addBlock(std::uint64_t id)
    {
        m_trace.blocks.push_back(id);
        ++m_trace.requests.back().blockCount;
    }

    void finish(const Layout *layout, Error &error)
    {
        auto &requests = m_trace.requests;
        if (requests.empty()) {
            error = {{}, {}, "no completed request is in it"};
            return;
        }
        if (m_failed > 0)
            m_trace.notes.push_back(std::to_string(m_failed) + " requests without input or output are left out.");
        if (!m_trace.hasArrivals)
            return;
        std::ranges::stable_sort(requests, {}, &TraceRequest::arrivalSeconds);
        const double first = requests.front().arrivalSeconds;
        if (layout && layout->arrivalIsClock)
            m_trace.startSecondOfDay = std::fmod(first, secondsPerDay);
        for (TraceRequest &request : requests)
            request.arrivalSeconds -= first;
    }

private:
    RequestTrace &m_trace;
    std::size_t m_failed = 0;
};

/// Rows of a table, by column place: such files have millions.
class TableRows {
public:
    TableRows(const Document &document, const Layout &layout)
        : m_layout(layout), m_arrival(place(document, layout.arrival)), m_input(place(document, layout.input)),
          m_output(place(document, layout.output)), m_columns(document.columns.size())
    {
    }

    bool hasArrival() const { return m_arrival < m_columns; }

    /// Empty where the row is understood, else what is wrong with it.
    std::string read(const std::vector<std::string_view> &fields, TraceBuilder &builder) const
    {
        if (fields.size() < m_columns)
            return "the row has " + std::to_string(fields.size()) + " fields where the header has " + std::to_string(m_columns);
        const auto input = number(fields[m_input]), output = number(fields[m_output]);
        if (!input || *input < 0 || *input > longestPrompt)
            return wrong(m_layout.input, fields[m_input], "a number of tokens");
        if (!output || *output < 0 || *output > longestPrompt)
            return wrong(m_layout.output, fields[m_output], "a number of tokens");
        double arrival = 0;
        if (hasArrival()) {
            const std::string_view text = fields[m_arrival];
            const auto time = m_layout.arrivalUnit > 0 ? number(text) : clockTime(text);
            if (!time || std::abs(*time) > largestTime)
                return wrong(m_layout.arrival, text, m_layout.arrivalUnit > 0 ? "a time" : "a date and time of day");
            arrival = m_layout.arrivalUnit > 0 ? *time * m_layout.arrivalUnit : *time;
        }
        builder.add(arrival, *input, *output);
        return {};
    }

private:
    static std::size_t place(const Document &document, std::string_view column)
    {
        return static_cast<std::size_t>(std::ranges::find(document.columns, column) - document.columns.begin());
    }
    static std::string wrong(std::string_view column, std::string_view text, std::string_view expected)
    {
        return std::string(column) + ": " + catalog::brief(std::string(text)) + " is not valid; " + std::string(expected) +
               " is expected";
    }

    const Layout &m_layout;
    std::size_t m_arrival, m_input, m_output, m_columns;
};

void readTable(const Document &document, const Layout &layout, RequestTrace &trace, const ImportProgress &progress, Error &error)
{
    const TableRows rows(document, layout);
    trace.hasArrivals = rows.hasArrival();
    TraceBuilder builder(trace);
    CsvReader reader(document.text);
    std::vector<std::string_view> fields;
    reader.next(fields);
    for (std::size_t count = 1; reader.next(fields); ++count) {
        if (const std::string problem = rows.read(fields, builder); !problem.empty()) {
            error = {{}, "line " + std::to_string(reader.line()), problem};
            return;
        }
        const auto done =
            static_cast<double>(fields.front().data() - document.text.data()) / static_cast<double>(document.text.size());
        if (count % rowsBetweenReports == 0 && progress && !progress(std::clamp(done, 0.0, 1.0))) {
            error = {{}, {}, "the import was cancelled; nothing is imported"};
            return;
        }
    }
    if (!reader.error().empty())
        error = {{}, {}, reader.error()};
    else
        builder.finish(&layout, error);
}

void addBlocks(const json &ids, JsonFields &fields, const std::string &key, TraceBuilder &builder)
{
    if (ids.is_null())
        return;
    if (!ids.is_array() || ids.size() > mostBlocks)
        return fields.fail(key, catalog::brief(ids) + " is not valid; a list of block ids is expected");
    for (const json &id : ids) {
        if (!id.is_number_integer() || id.get<double>() < 0)
            return fields.fail(key, catalog::brief(id) + " in the list is not valid; a whole number of at least 0 is expected");
        builder.addBlock(id.get<std::uint64_t>());
    }
}

void readLines(const Document &document, const Layout &layout, RequestTrace &trace, Error &error)
{
    trace.hasArrivals = document.has(layout.arrival);
    trace.blockTokens = document.has(layout.blocks) ? layout.blockTokens : 0;
    TraceBuilder builder(trace);
    const std::string arrivalKey(layout.arrival), inputKey(layout.input), outputKey(layout.output), blocksKey(layout.blocks);
    importers::forEachRecord(document, error, [&](const json &record, const std::string &path) {
        JsonFields fields(record, path, error);
        const double arrival = trace.hasArrivals ? fields.number(arrivalKey, {0, 1e20}) * layout.arrivalUnit : 0;
        const std::size_t before = trace.requests.size();
        builder.add(arrival, fields.number(inputKey, {0, longestPrompt}), fields.number(outputKey, {0, longestPrompt}));
        if (fields.ok() && trace.requests.size() > before && trace.blockTokens > 0)
            addBlocks(fields.raw(blocksKey), fields, blocksKey, builder);
    });
    if (error.message.empty())
        builder.finish(&layout, error);
}

Result<RequestTrace> fromBenchmark(std::string_view text, const std::string &fileName, const ImportProgress &progress)
{
    const auto file = importFile(text, fileName, progress);
    if (!file)
        return file.error();
    RequestTrace trace;
    trace.formatId = file->formatId;
    trace.title = file->tool;
    trace.fileName = fileName;
    trace.hasArrivals = !file->requests.empty() && std::ranges::all_of(file->requests, [](const RequestRecord &request) {
        return std::isfinite(request.arrivalSeconds);
    });
    const bool atRate = file->points.size() == 1 && file->points.front().point.configuration.mode == "qps" &&
                        std::isfinite(file->points.front().point.configuration.requestsPerSecond);
    trace.sentByBenchmark = !atRate;
    TraceBuilder builder(trace);
    for (const RequestRecord &request : file->requests)
        builder.add(trace.hasArrivals ? request.arrivalSeconds : 0, request.inputTokens, request.outputTokens);
    Error error{fileName, {}, {}};
    builder.finish(nullptr, error);
    if (!error.message.empty())
        return Error{fileName, {}, "the file lists no single requests; a detailed result or a trace is needed"};
    return trace;
}

Result<RequestTrace> readText(std::string_view text, const std::string &fileName, const ImportProgress &progress)
{
    auto document = importers::readDocument(text, progress);
    if (!document)
        return Error{fileName, document.error().field, document.error().message};
    // ServeGen keeps the lengths of a request in an object of their own
    for (json &record : document.value().records) {
        if (record.is_object() && record.contains("data") && record["data"].is_object()) {
            const json data = std::move(record["data"]);
            record.update(data);
        }
    }
    const Layout *layout = layoutOf(*document);
    if (!layout && recognise(*document))
        return fromBenchmark(text, fileName, progress);
    if (!layout)
        return Error{fileName,
                     {},
                     "the content is no request trace of a known format; known are Azure LLM inference, BurstGPT, Mooncake, "
                     "Vidur, ServeGen, engine request logs and detailed benchmark results"};
    RequestTrace trace;
    trace.formatId = layout->id;
    trace.title = layout->title;
    trace.fileName = fileName;
    Error error;
    if (document->shape == Document::Shape::Table)
        readTable(*document, *layout, trace, progress, error);
    else
        readLines(*document, *layout, trace, error);
    error.file = fileName;
    if (!error.message.empty())
        return error;
    return trace;
}

} // namespace

bool isRequestTrace(std::string_view bytes)
{
    constexpr std::size_t head = 1u << 16;
    std::string unpacked;
    if (isGzip(bytes)) {
        auto text = gunzip(bytes, {});
        if (!text)
            return false;
        unpacked = std::move(text).value();
        bytes = unpacked;
    }
    const bool isJson = bytes.starts_with('{') || bytes.starts_with('[');
    const std::string_view text = isJson ? bytes.substr(0, head) : bytes.substr(0, std::min(head, bytes.find('\n')));
    const auto names = [&](std::string_view field) {
        return text.find(isJson ? '"' + std::string(field) + '"' : std::string(field)) != std::string_view::npos;
    };
    return std::ranges::any_of(layouts, [&](const Layout &layout) {
        return names(layout.input) && names(layout.output) && (names(layout.arrival) || layout.id == "vidur");
    });
}

Result<RequestTrace> readTrace(std::string_view bytes, std::string_view fileName, const ImportProgress &progress)
{
    const std::string name(fileName);
    try {
        if (!isGzip(bytes))
            return readText(bytes, name, progress);
        const auto text = gunzip(bytes, name);
        return text ? readText(*text, name, progress) : Result<RequestTrace>(text.error());
    } catch (const std::exception &problem) { // memory, above all: the file decides how much is needed
        return Error{name, {}, std::string("the trace could not be read: ") + problem.what()};
    }
}

} // namespace trilemma::evidence
