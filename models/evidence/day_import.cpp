// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/day_import.h"

#include "models/evidence/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace trilemma::evidence {

namespace {

constexpr double secondsPerHour = 3600;

std::string nameOf(std::string_view fileName)
{
    return std::string(fileName.substr(fileName.find_last_of("/\\") + 1));
}

std::optional<double> numberIn(std::string_view field)
{
    constexpr std::string_view blanks = " \t\r";
    const std::size_t first = field.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return std::nullopt;
    field = field.substr(first, field.find_last_not_of(blanks) - first + 1);
    double value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    return error == std::errc() && end == field.data() + field.size() ? std::optional(value) : std::nullopt;
}

/// Empty where the text is no list of numbers. Of two columns the second counts: the first tells the hour.
std::vector<double> loadsIn(std::string_view text)
{
    std::vector<double> loads;
    CsvReader reader(text);
    std::vector<std::string_view> fields;
    for (bool isFirst = true; reader.next(fields); isFirst = false) {
        if (!isFirst && fields.size() > 2 && fields.size() != fleet::hoursPerDay)
            return {}; // a table of something else
        const std::size_t from = fields.size() == 2 ? 1 : 0;
        for (std::size_t i = from; i < fields.size(); ++i) {
            const std::optional<double> load = numberIn(fields[i]);
            if (load)
                loads.push_back(*load);
            else if (!isFirst)
                return {};
        }
        if (loads.size() > fleet::hoursPerWeek)
            return {};
    }
    return loads;
}

Result<fleet::DayProfile> profileOf(std::span<const double> loads)
{
    if (loads.size() != fleet::hoursPerDay && loads.size() != fleet::hoursPerWeek)
        return Error{
            {}, "hours", std::to_string(loads.size()) + " numbers are not valid; 24 (a day) or 168 (a week) are expected"};
    const double peak = *std::ranges::max_element(loads);
    if (!std::ranges::all_of(loads, [](double load) { return load >= 0 && std::isfinite(load); }) || !(peak > 0))
        return Error{{}, "hours", "loads of 0 or more are expected, one of them above 0"};
    fleet::DayProfile profile;
    for (std::size_t hour = 0; hour < profile.shareOfPeak.size(); ++hour)
        profile.shareOfPeak[hour] = loads[hour % loads.size()] / peak;
    return profile;
}

} // namespace

Result<ImportedDay> dayOf(const RequestTrace &trace)
{
    if (!trace.hasArrivals || trace.sentByBenchmark)
        return Error{nameOf(trace.fileName), "arrivals",
                     trace.hasArrivals ? "a benchmark sent the requests, and not at a rate: a day needs times of real traffic"
                                       : "the trace has no arrival times: a day needs them"};
    std::vector<double> seconds;
    seconds.reserve(trace.requests.size());
    for (const TraceRequest &request : trace.requests)
        seconds.push_back(request.arrivalSeconds);
    auto profile = fleet::profileOfArrivals(seconds, trace.startSecondOfDay.value_or(0) / secondsPerHour);
    if (!profile)
        return profile.error();
    const bool isWeek = seconds.size() > 1 && *std::ranges::max_element(seconds) >= fleet::hoursPerWeek * secondsPerHour;
    return ImportedDay{*profile, nameOf(trace.fileName) + ", " + trace.title + (isWeek ? ", its first day taken for Monday" : "")};
}

Result<ImportedDay> readDay(std::string_view bytes, std::string_view fileName, const ImportProgress &progress)
{
    const std::vector<double> loads = loadsIn(bytes);
    if (loads.empty()) {
        const auto trace = readTrace(bytes, fileName, progress);
        return trace ? dayOf(*trace) : trace.error();
    }
    auto profile = profileOf(loads);
    if (!profile) {
        Error error = profile.error();
        error.file = nameOf(fileName);
        return error;
    }
    return ImportedDay{*profile, nameOf(fileName)};
}

} // namespace trilemma::evidence
