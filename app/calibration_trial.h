// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accuracy_report.h"
#include "app/calibration_files.h"

namespace trilemma::app {

/// A calibration that is not kept yet, and what it makes of measured points: before is the program as it ships.
struct CalibrationTrial {
    CalibrationFile calibration;
    std::vector<std::string> next;          ///< what to measure to tell more, a sentence each
    AccuracyReport before, after;           ///< the same points in the same order
};

/// Fits a calibration to all points of `files`. Takes seconds: for another thread. The Error says what is missing.
Result<CalibrationTrial> fitCalibration(const Measurements &files, const catalog::Catalog &catalog, const QString &name);

/// What a given calibration makes of the points of `files`.
CalibrationTrial tryCalibration(CalibrationFile calibration, const Measurements &files, const catalog::Catalog &catalog);

/// The same under another name, for one that was fitted here.
CalibrationFile renamed(CalibrationFile calibration, const QString &name);

} // namespace trilemma::app
