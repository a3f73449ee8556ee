// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/day_profile.h"

#include <boost/math/tools/roots.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <numeric>
#include <vector>

namespace trilemma::fleet {

namespace {

constexpr double secondsPerHour = 3600;

double wrapped(double value, double period)
{
    const double rest = std::fmod(value, period);
    return rest < 0 ? rest + period : rest;
}

double peakOf(const DayProfile &profile)
{
    return *std::ranges::max_element(profile.shareOfPeak);
}

/// With a largest value of 1; no load at all stays none.
DayProfile normalised(DayProfile profile)
{
    if (const double peak = peakOf(profile); peak > 0) {
        for (double &share : profile.shareOfPeak)
            share /= peak;
    }
    return profile;
}

/// (1+cos)/2 of the hours of a day from its peak; hardly above 0 at the trough, which a power near 0 can raise to 1.
std::array<double, hoursPerDay> bell()
{
    constexpr int peakHour = 15;
    constexpr double trough = 1e-16;
    std::array<double, hoursPerDay> shape{};
    for (int hour = 0; hour < hoursPerDay; ++hour)
        shape[hour] = std::max(trough, (1 + std::cos(2 * std::numbers::pi * (hour - peakHour) / hoursPerDay)) / 2);
    return shape;
}

double meanOfPower(const std::array<double, hoursPerDay> &shape, double power)
{
    double sum = 0;
    for (const double value : shape)
        sum += std::pow(value, power);
    return sum / hoursPerDay;
}

double powerForMean(const std::array<double, hoursPerDay> &shape, double mean)
{
    if (mean >= 1)
        return 0;
    constexpr double mostPower = 1e5; // leaves one hour a day
    const auto excess = [&](double power) { return meanOfPower(shape, power) - mean; };
    if (excess(mostPower) >= 0)
        return mostPower;
    // The mean of a day without steps is Gamma(p+1/2)/(sqrt(pi)*Gamma(p+1)), near 1/sqrt(pi*p+1).
    const double guess = std::max(1e-6, (1 / (mean * mean) - 1) / std::numbers::pi);
    std::uintmax_t steps = 100;
    constexpr int bits = 50;
    const auto [low, high] = boost::math::tools::bracket_and_solve_root(excess, guess, 2.0, false,
                                                                        boost::math::tools::eps_tolerance<double>(bits), steps);
    return std::midpoint(low, high);
}

/// Requests and the seconds in which they came, of each hour of a week or day.
struct HourlyCounts {
    std::vector<double> requests, seconds;

    explicit HourlyCounts(int hours) : requests(hours), seconds(hours) {}
    double meanRate() const
    {
        return std::reduce(requests.begin(), requests.end()) / std::reduce(seconds.begin(), seconds.end());
    }
    double rate(int hour) const
    {
        constexpr double tooShort = secondsPerHour / 10; // to tell a rate
        return seconds[hour] > tooShort ? requests[hour] / seconds[hour] : meanRate();
    }
};

void cover(HourlyCounts &counts, double fromSecond, double toSecond)
{
    const auto hours = static_cast<double>(counts.seconds.size());
    for (double hour = std::floor(fromSecond / secondsPerHour); hour * secondsPerHour < toSecond; ++hour) {
        const double begin = std::max(fromSecond, hour * secondsPerHour), end = std::min(toSecond, (hour + 1) * secondsPerHour);
        counts.seconds[static_cast<std::size_t>(wrapped(hour, hours))] += end - begin;
    }
}

} // namespace

double DayProfile::at(double minuteOfWeek) const
{
    const double hours = wrapped(minuteOfWeek / minutesPerHour, hoursPerWeek);
    const int hour = std::min(static_cast<int>(hours), hoursPerWeek - 1);
    return std::lerp(shareOfPeak[hour], shareOfPeak[(hour + 1) % hoursPerWeek], hours - hour);
}

double DayProfile::mean() const
{
    return std::reduce(shareOfPeak.begin(), shareOfPeak.end()) / hoursPerWeek;
}

DayProfile smoothDay(double meanOverPeak)
{
    const auto shape = bell();
    const double power = powerForMean(shape, std::clamp(meanOverPeak, 1.0 / hoursPerDay, 1.0));
    DayProfile profile;
    for (int hour = 0; hour < hoursPerWeek; ++hour)
        profile.shareOfPeak[hour] = std::pow(shape[hour % hoursPerDay], power);
    return profile;
}

DayProfile shifted(const DayProfile &profile, double hours)
{
    DayProfile moved;
    for (int hour = 0; hour < hoursPerWeek; ++hour)
        moved.shareOfPeak[hour] = profile.at((hour - hours) * minutesPerHour);
    return normalised(moved);
}

Result<DayProfile> profileOfArrivals(std::span<const double> seconds, double startHourOfWeek)
{
    if (seconds.empty() || !std::ranges::all_of(seconds, [](double second) { return std::isfinite(second); }))
        return Error{{}, "arrivals", seconds.empty() ? "there are none: at least one" : "a time is not finite"};
    const auto [first, last] = std::ranges::minmax(seconds);
    constexpr double longestHours = 20.0 * 366 * hoursPerDay;
    if (last - first > longestHours * secondsPerHour)
        return Error{{}, "arrivals", "they span more than twenty years: times in seconds"};
    const double start = startHourOfWeek * secondsPerHour;
    const bool isWeek = last - first >= hoursPerWeek * secondsPerHour;
    HourlyCounts counts(isWeek ? hoursPerWeek : hoursPerDay);
    cover(counts, start + first, start + std::max(last, first + 1));
    const auto hours = static_cast<double>(counts.requests.size());
    for (const double second : seconds)
        ++counts.requests[static_cast<std::size_t>(wrapped(std::floor((start + second) / secondsPerHour), hours))];
    DayProfile profile;
    for (int hour = 0; hour < hoursPerWeek; ++hour)
        profile.shareOfPeak[hour] = counts.rate(hour % static_cast<int>(hours));
    return normalised(profile);
}

SummedLoad sum(const DayProfile &first, double firstPeak, const DayProfile &second, double secondPeak)
{
    SummedLoad total;
    for (int hour = 0; hour < hoursPerWeek; ++hour)
        total.profile.shareOfPeak[hour] = firstPeak * first.shareOfPeak[hour] + secondPeak * second.shareOfPeak[hour];
    total.peak = peakOf(total.profile);
    total.profile = normalised(total.profile);
    return total;
}

} // namespace trilemma::fleet
