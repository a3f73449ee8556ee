// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/catalog.h"
#include "models/result.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace trilemma::app {

/// A calibration as a file of its own: a catalogue file that holds corrections of one name and nothing else. In the
/// user's catalogue folder it is in use as FILENAME, and switched off as FILENAME.off.
struct CalibrationFile {
    QString fileName;                   ///< ends in .json; empty: not in the folder
    bool on = true;
    QString name;
    int points = 0, terms = 0;          ///< of the fit; 0 where the file does not say
    std::optional<double> before, after, leftOut;   ///< median error of TPOT, relative, as the file says
    std::vector<catalog::ScopedCorrections> corrections;
    QByteArray text;

    bool operator==(const CalibrationFile &) const = default;
};
using CalibrationFiles = std::vector<CalibrationFile>;

/// The Error names the field that is wrong, or says what else the file is.
Result<CalibrationFile> readCalibration(const QByteArray &text, const QString &fileName);

/// All in the folder, on and off, by name.
CalibrationFiles calibrationsIn(const QString &folder);
/// Makes the folder hold `to` where it held `from`; other files stay. What is new is written before what is old goes.
std::optional<Error> changeCalibrations(const QString &folder, const CalibrationFiles &from, const CalibrationFiles &to);

/// Some configuration is covered by both.
bool overlap(const CalibrationFile &a, const CalibrationFile &b);
/// Each calibration stands on what ships, so that of those that overlap only one may be in use: switching one on
/// switches the others off.
CalibrationFiles switched(CalibrationFiles files, std::size_t index, bool on);
/// With `added` in use, in place of the one of that name.
CalibrationFiles withCalibration(CalibrationFiles files, CalibrationFile added);

/// The catalogue without the user's calibrations: what a new one is fitted on top of.
catalog::Catalog withoutCalibrations(catalog::Catalog catalog);

/// "vLLM · H100 SXM · Llama 3.3 70B · FP8"; what a scope leaves open is "any model" and the like.
QString scopeText(const catalog::CorrectionScope &scope, const catalog::Catalog &catalog);

} // namespace trilemma::app
