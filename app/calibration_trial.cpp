// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibration_trial.h"

#include "models/evidence/calibration.h"

namespace trilemma::app {

namespace {

std::vector<evidence::MeasuredPoint> pointsOf(const Measurements &files)
{
    std::vector<evidence::MeasuredPoint> points;
    for (const MeasurementFile &file : files) {
        for (const evidence::ImportedPoint &imported : file->points)
            points.push_back(imported.point);
    }
    return points;
}

CalibrationFile fileOf(evidence::Calibration calibration, const QString &name)
{
    CalibrationFile file;
    file.name = name;
    file.points = calibration.points;
    file.terms = calibration.terms;
    file.before = calibration.medianErrorBefore;
    file.after = calibration.medianErrorAfter;
    file.leftOut = calibration.medianErrorLeftOut;
    for (catalog::ScopedCorrections &scoped : calibration.corrections)
        scoped.calibration = name.toStdString();
    file.text = QByteArray::fromStdString(evidence::toJson(calibration, name.toStdString()));
    file.corrections = std::move(calibration.corrections);
    return file;
}

} // namespace

Result<CalibrationTrial> fitCalibration(const Measurements &files, const catalog::Catalog &catalog, const QString &name)
{
    auto fitted = evidence::calibrate(pointsOf(files), withoutCalibrations(catalog), name.toStdString());
    if (!fitted)
        return fitted.error();
    std::vector<std::string> next = std::move(fitted.value().next);
    CalibrationTrial trial = tryCalibration(fileOf(std::move(fitted).value(), name), files, catalog);
    trial.next = std::move(next);
    return trial;
}

CalibrationTrial tryCalibration(CalibrationFile calibration, const Measurements &files, const catalog::Catalog &catalog)
{
    catalog::Catalog with = withoutCalibrations(catalog);
    AccuracyReport before = accuracyReport(files, with);
    with.corrections.insert(with.corrections.end(), calibration.corrections.begin(), calibration.corrections.end());
    AccuracyReport after = accuracyReport(files, with);
    return {std::move(calibration), {}, std::move(before), std::move(after)};
}

CalibrationFile renamed(CalibrationFile calibration, const QString &name)
{
    evidence::Calibration under;
    under.corrections = std::move(calibration.corrections);
    under.points = calibration.points;
    under.terms = calibration.terms;
    under.medianErrorBefore = calibration.before.value_or(0);
    under.medianErrorAfter = calibration.after.value_or(0);
    under.medianErrorLeftOut = calibration.leftOut.value_or(0);
    return fileOf(std::move(under), name);
}

} // namespace trilemma::app
