// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lever_track.h"

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {
namespace {

constexpr double offStretch = 0.04;     // of a track whose first value is 0
constexpr double decadesBelowTop = 1e-4;

double roundedToDigits(double value, int digits)
{
    if (value == 0)
        return 0;
    const double power = std::floor(std::log10(std::abs(value))) - (digits - 1);
    // Dividing by a whole power of ten is exact where multiplying by its reciprocal is not.
    return power < 0 ? std::round(value * std::pow(10, -power)) / std::pow(10, -power)
                     : std::round(value / std::pow(10, power)) * std::pow(10, power);
}

} // namespace

LeverTrack::LeverTrack(scenario::LeverScale scale, const scenario::LeverRange &range)
    : m_minimum(range.minimum), m_maximum(std::max(range.minimum, range.maximum)), m_step(range.step),
      m_logarithmic(scale == scenario::LeverScale::Logarithmic && m_maximum > 0), m_whole(range.whole)
{
    m_floor = m_minimum;
    if (m_logarithmic && m_minimum <= 0)
        m_floor = m_whole ? std::min(1.0, m_maximum) : m_maximum * decadesBelowTop;
    if (m_logarithmic && m_step <= 1)
        m_step = 1.1;
    if (!m_logarithmic && m_step <= 0)
        m_step = m_whole ? 1 : (m_maximum - m_minimum) / 100;
}

double LeverTrack::clamped(double value) const
{
    return std::clamp(value, m_minimum, m_maximum);
}

double LeverTrack::rounded(double value) const
{
    if (m_whole)
        value = std::round(value);
    if (m_logarithmic)
        return clamped(roundedToDigits(value, 3));
    const double spread = (m_maximum - m_minimum) / 200;
    if (m_whole || spread <= 0)
        return clamped(value);
    const double digitsOfGrid = -std::floor(std::log10(spread));
    const double inverse = std::pow(10, std::abs(digitsOfGrid));
    return clamped(digitsOfGrid >= 0 ? std::round(value * inverse) / inverse : std::round(value / inverse) * inverse);
}

double LeverTrack::fraction(double value) const
{
    if (!(m_maximum > m_minimum))
        return 0;
    if (!m_logarithmic)
        return std::clamp((value - m_minimum) / (m_maximum - m_minimum), 0.0, 1.0);
    const double start = m_floor > m_minimum ? offStretch : 0;
    if (value < m_floor || !(m_maximum > m_floor))
        return 0;
    return std::clamp(start + (1 - start) * std::log(value / m_floor) / std::log(m_maximum / m_floor), 0.0, 1.0);
}

double LeverTrack::value(double fraction) const
{
    if (fraction <= 0 || fraction >= 1)
        return fraction <= 0 ? m_minimum : m_maximum;      // the ends are exact whatever they round to
    if (!m_logarithmic)
        return rounded(m_minimum + fraction * (m_maximum - m_minimum));
    const double start = m_floor > m_minimum ? offStretch : 0;
    if (start > 0 && fraction < start / 2)
        return m_minimum;
    const double along = std::max(0.0, (fraction - start) / (1 - start));
    return rounded(m_floor * std::pow(m_maximum / m_floor, along));
}

double LeverTrack::stepped(double value, int steps) const
{
    if (!m_logarithmic) {
        const double target = value + steps * m_step;
        return clamped(m_whole ? std::round(target) : roundedToDigits(target, 12));
    }
    for (int left = std::abs(steps); left > 0; --left) {
        if (value < m_floor || (value <= m_floor && steps < 0)) {
            value = steps > 0 ? m_floor : m_minimum;
            continue;
        }
        const double factor = steps > 0 ? m_step : 1 / m_step;
        const double target = m_whole ? std::round(value * factor) : roundedToDigits(value * factor, 3);
        value = m_whole && target == value ? value + (steps > 0 ? 1 : -1) : target;
        value = std::clamp(value, std::min(m_floor, m_maximum), m_maximum);
    }
    return clamped(value);
}

} // namespace trilemma::widgets
