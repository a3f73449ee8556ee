// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/points.h"

#include "models/catalog/json_fields.h"
#include "models/evidence/csv.h"

#include <array>
#include <charconv>
#include <cmath>

namespace trilemma::evidence {
namespace {

struct TextColumn {
    std::string_view name;
    std::string PointConfiguration::*field;
    bool required;
};
constexpr std::array textColumns{
    TextColumn{"id", &PointConfiguration::id, true},
    TextColumn{"engine", &PointConfiguration::engine, true},
    TextColumn{"engine_version", &PointConfiguration::engineVersion, false},
    TextColumn{"model", &PointConfiguration::model, true},
    TextColumn{"gpu", &PointConfiguration::gpu, true},
    TextColumn{"weight_dtype", &PointConfiguration::weightFormat, false},
    TextColumn{"kv_dtype", &PointConfiguration::kvFormat, false},
    TextColumn{"mode", &PointConfiguration::mode, true},
    TextColumn{"spec_decode", &PointConfiguration::speculation, false},
};

struct CountColumn {
    std::string_view name;
    int PointConfiguration::*field;
};
constexpr std::array countColumns{
    CountColumn{"num_gpus", &PointConfiguration::gpus}, CountColumn{"tp", &PointConfiguration::tp},
    CountColumn{"pp", &PointConfiguration::pp},         CountColumn{"ep", &PointConfiguration::ep},
    CountColumn{"dp", &PointConfiguration::dp},
};
constexpr double largestCount = 100'000;

/// Later columns win: realised mean lengths over nominal ones.
struct NumberColumn {
    std::string_view name;
    double PointConfiguration::*field;
    double largest;
};
constexpr std::array numberColumns{
    NumberColumn{"isl", &PointConfiguration::inputTokens, 1e8},
    NumberColumn{"isl_mean", &PointConfiguration::inputTokens, 1e8},
    NumberColumn{"osl", &PointConfiguration::outputTokens, 1e8},
    NumberColumn{"osl_mean", &PointConfiguration::outputTokens, 1e8},
    NumberColumn{"prompts_per_slot", &PointConfiguration::promptsPerSlot, 1e6},
    NumberColumn{"concurrency", &PointConfiguration::concurrency, 1e6},
    NumberColumn{"qps", &PointConfiguration::requestsPerSecond, 1e6},
};

struct MeasuredColumn {
    std::string_view name;
    std::optional<double> Measurement::*field;
    double unitScale;
};
constexpr std::array measuredColumns{
    MeasuredColumn{"output_tok_s_total", &Measurement::outputTokensPerSecond, 1},
    MeasuredColumn{"ttft_ms_mean", &Measurement::ttftSeconds, 1e-3},
    MeasuredColumn{"itl_ms_mean", &Measurement::itlSeconds, 1e-3},
    MeasuredColumn{"e2e_ms_mean", &Measurement::endToEndSeconds, 1e-3},
};

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

std::optional<double> parseNumber(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || std::isnan(value))
        return std::nullopt;
    return value;
}

/// Where each known column stands in this file.
struct Header {
    static constexpr int absent = -1;
    std::array<int, textColumns.size()> text;
    std::array<int, countColumns.size()> count;
    std::array<int, numberColumns.size()> number;
    std::array<int, measuredColumns.size()> measured;
    int disaggregated = absent, source = absent, quality = absent;
    std::size_t columns = 0;
};

Result<Header> readHeader(const std::vector<std::string_view> &names, std::string_view fileName)
{
    const auto error = [&](std::string message) { return Error{std::string(fileName), "header", std::move(message)}; };
    std::optional<std::string_view> repeated;
    const auto find = [&](std::string_view name) {
        int found = Header::absent;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (trimmed(names[i]) != name)
                continue;
            if (found != Header::absent)
                repeated = name;
            found = static_cast<int>(i);
        }
        return found;
    };
    const auto findAll = [&](const auto &columns, auto &places) {
        for (std::size_t i = 0; i < columns.size(); ++i)
            places[i] = find(columns[i].name);
    };
    Header header;
    findAll(textColumns, header.text);
    findAll(countColumns, header.count);
    findAll(numberColumns, header.number);
    findAll(measuredColumns, header.measured);
    header.disaggregated = find("disagg");
    header.source = find("source");
    header.quality = find("quality");
    header.columns = names.size();
    if (repeated)
        return error("column " + std::string(*repeated) + " appears twice");
    for (std::size_t i = 0; i < textColumns.size(); ++i) {
        if (textColumns[i].required && header.text[i] == Header::absent)
            return error("no column " + std::string(textColumns[i].name) +
                         "; a points file needs id, engine, model, gpu, mode, isl and osl");
    }
    for (std::size_t i = 0; i < numberColumns.size(); i += 2) {
        if (i < 4 && header.number[i] == Header::absent && header.number[i + 1] == Header::absent)
            return error("neither column " + std::string(numberColumns[i].name) + " nor " +
                         std::string(numberColumns[i + 1].name) + " is there; lengths cannot be guessed");
    }
    return header;
}

/// One record on its way into a MeasuredPoint; remembers the first thing that could not be understood.
class Row {
public:
    Row(const std::vector<std::string_view> &fields, PointConfiguration &point) : m_fields(fields), m_point(point) {}

    std::string_view field(int column) const
    {
        const auto place = static_cast<std::size_t>(column);
        return column != Header::absent && place < m_fields.size() ? trimmed(m_fields[place]) : std::string_view();
    }

    void complain(std::string_view column, std::string_view text, std::string_view what)
    {
        if (m_point.problem.empty())
            m_point.problem = std::string(column) + ": " + catalog::brief(std::string(text)) + " " + std::string(what);
    }

    /// A number from 0 to `largest`; empty and 0 are "not stated" and leave what is there.
    void read(int column, std::string_view name, double largest, auto &&store)
    {
        const std::string_view text = field(column);
        if (text.empty())
            return;
        const auto value = parseNumber(text);
        if (!value)
            complain(name, text, "is not a number");
        else if (*value < 0 || *value > largest)
            complain(name, text, "is out of range, 0 to " + std::to_string(static_cast<long>(largest)));
        else if (*value > 0)
            store(*value);
    }

private:
    const std::vector<std::string_view> &m_fields;
    PointConfiguration &m_point;
};

void readCounts(Row &row, const Header &header, PointConfiguration &point)
{
    for (std::size_t i = 0; i < countColumns.size(); ++i) {
        const CountColumn &column = countColumns[i];
        row.read(header.count[i], column.name, largestCount, [&](double value) {
            if (value != std::floor(value))
                row.complain(column.name, row.field(header.count[i]), "is not a whole number");
            else
                point.*column.field = static_cast<int>(value);
        });
    }
}

void readNumbers(Row &row, const Header &header, PointConfiguration &point)
{
    for (std::size_t i = 0; i < numberColumns.size(); ++i) {
        const NumberColumn &column = numberColumns[i];
        if (column.field == &PointConfiguration::requestsPerSecond) {
            const std::string_view text = row.field(header.number[i]);
            if (text == "INF" || text == "inf") {
                point.requestsPerSecond = std::numeric_limits<double>::infinity();
                continue;
            }
        }
        row.read(header.number[i], column.name, column.largest, [&](double value) { point.*column.field = value; });
    }
}

/// A measured figure that is no positive number was not measured.
void readMeasured(const Row &row, const Header &header, Measurement &measured)
{
    for (std::size_t i = 0; i < measuredColumns.size(); ++i) {
        const auto value = parseNumber(row.field(header.measured[i]));
        if (value && *value > 0 && std::isfinite(*value))
            measured.*measuredColumns[i].field = *value * measuredColumns[i].unitScale;
    }
}

void readRow(const std::vector<std::string_view> &fields, const Header &header, MeasuredPoint &point)
{
    PointConfiguration &configuration = point.configuration;
    Row row(fields, configuration);
    for (std::size_t i = 0; i < textColumns.size(); ++i)
        configuration.*textColumns[i].field = row.field(header.text[i]);
    readCounts(row, header, configuration);
    readNumbers(row, header, configuration);
    const std::string_view disaggregated = row.field(header.disaggregated);
    configuration.disaggregated = disaggregated == "true" || disaggregated == "True" || disaggregated == "1";
    if (!configuration.disaggregated && !disaggregated.empty() && disaggregated != "false" && disaggregated != "False" &&
        disaggregated != "0")
        row.complain("disagg", disaggregated, "is neither true nor false");
    point.source = row.field(header.source);
    point.quality = row.field(header.quality);
    readMeasured(row, header, point.measured);
    if (fields.size() != header.columns && configuration.problem.empty())
        configuration.problem = "the row has " + std::to_string(fields.size()) + " fields where the header has " +
                                std::to_string(header.columns);
}

} // namespace

Result<std::vector<MeasuredPoint>> readPoints(std::string_view csv, std::string_view fileName)
{
    CsvReader reader(csv);
    std::vector<std::string_view> fields;
    const auto broken = [&] { return Error{std::string(fileName), "", reader.error()}; };
    if (!reader.next(fields)) {
        if (!reader.error().empty())
            return broken();
        return Error{std::string(fileName), "header", "the file is empty; a points file begins with a line of column names"};
    }
    const auto header = readHeader(fields, fileName);
    if (!header)
        return header.error();
    std::vector<MeasuredPoint> points;
    while (reader.next(fields))
        readRow(fields, *header, points.emplace_back());
    if (!reader.error().empty())
        return broken();
    return points;
}

} // namespace trilemma::evidence
