// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/levers.h"

namespace trilemma::widgets {

/// Where values lie on a slider: 0..1 from left to right, and back to round values.
/// A logarithmic scale that starts at 0 ("off") gives 0 the leftmost stretch and starts the decades after it.
class LeverTrack {
public:
    LeverTrack() = default;
    LeverTrack(scenario::LeverScale scale, const scenario::LeverRange &range);

    /// Clamped to 0..1.
    double fraction(double value) const;
    /// Rounded to what the slider can tell apart: three significant digits, whole where the lever is.
    double value(double fraction) const;
    /// `steps` keyboard steps up (down where negative), always a change unless at the end.
    double stepped(double value, int steps) const;
    double minimum() const { return m_minimum; }
    double maximum() const { return m_maximum; }

private:
    double rounded(double value) const;
    double clamped(double value) const;

    double m_minimum = 0, m_maximum = 1, m_step = 0;
    double m_floor = 0;             ///< first value of the decades; the minimum where that is above 0
    bool m_logarithmic = false, m_whole = false;
};

} // namespace trilemma::widgets
