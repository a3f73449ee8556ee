// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace trilemma::widgets {

/// Smallest 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten that is at least `value`; 1 for anything
/// that is not positive and finite.
double niceCeiling(double value);
/// Distance of axis labels from 0 to `upper`: 1, 2, 2.5 or 5 times a power of ten, at most `most` intervals.
double niceStep(double upper, int most = 6);

/// Upper end of an axis from 0 that must reach `needed`: stays at `shown` while the data neither leaves it nor
/// shrinks below half of it, so that dragging a lever moves curves and not axes.
double steadyUpper(double shown, double needed);

/// Ends of a logarithmic axis, powers of `base`, that hold [`least`, `most`]; steady in the same sense.
struct LogRange {
    double lower = 1, upper = 10;
};
LogRange steadyLogRange(LogRange shown, double least, double most, double base);

/// Rounded ends of a linear axis that hold [`least`, `most`]; steady in the same sense, but given up where less than 0.7 of
/// it would be used.
struct LinearRange {
    double lower = 0, upper = 0;

    bool operator==(const LinearRange &) const = default;
};
LinearRange steadyRange(LinearRange shown, double least, double most);

/// "4,000", "0.25", "1e+07": short and the same everywhere.
QString axisNumber(double value);

} // namespace trilemma::widgets
