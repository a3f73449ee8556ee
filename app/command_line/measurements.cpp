// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/measurements.h"

#include "app/accuracy_report.h"
#include "app/session_store.h"
#include "models/evidence/gunzip.h"
#include "models/evidence/importers/importer.h"

namespace trilemma::app {

namespace {

constexpr qint64 largestPointsFile = 4LL << 30;

Result<QByteArray> bytesOf(const std::string &path)
{
    return readWholeFile(QString::fromStdString(path), largestPointsFile);
}

std::string_view textOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

Result<std::vector<evidence::MeasuredPoint>> pointsIn(const std::string &path)
{
    const Result<QByteArray> bytes = bytesOf(path);
    if (!bytes)
        return bytes.error();
    return evidence::readPoints(textOf(*bytes), path);
}

Result<std::vector<evidence::MeasuredPoint>> measurementsIn(const std::vector<std::string> &paths)
{
    std::vector<evidence::MeasuredPoint> points;
    for (const std::string &path : paths) {
        const Result<QByteArray> bytes = bytesOf(path);
        if (!bytes)
            return bytes.error();
        const auto file = evidence::importFile(textOf(*bytes), path);
        if (!file)
            return file.error();
        for (const evidence::ImportedPoint &imported : file->points)
            points.push_back(imported.point);
    }
    return points;
}

Result<catalog::Catalog> withCalibration(const catalog::Catalog &catalog, const std::string &path)
{
    if (path.empty())
        return catalog;
    const Result<QByteArray> bytes = readWholeFile(QString::fromStdString(path));
    if (!bytes)
        return bytes.error();
    auto calibrated = catalog::extendCatalog(catalog, {path, bytes->toStdString()});
    if (calibrated && calibrated->corrections.size() == catalog.corrections.size())
        return Error{path, "corrections", "a calibration file is expected to have some"};
    return calibrated;
}

std::vector<evidence::MeasuredPoint> referencePoints()
{
    std::vector<evidence::MeasuredPoint> points;
    for (const MeasurementFile &file : referenceMeasurements()) {
        for (const evidence::ImportedPoint &imported : file->points)
            points.push_back(imported.point);
    }
    return points;
}

Result<evidence::RequestTrace> traceIn(const std::string &path)
{
    const Result<QByteArray> bytes = bytesOf(path);
    if (!bytes)
        return bytes.error();
    return evidence::readTrace(textOf(*bytes), path);
}

Result<evidence::TracedTraffic> trafficIn(const std::string &path)
{
    const auto trace = traceIn(path);
    if (!trace)
        return trace.error();
    return evidence::trafficOf(*trace);
}

Result<evidence::ImportedDay> dayIn(const std::string &path)
{
    const Result<QByteArray> bytes = bytesOf(path);
    if (!bytes)
        return bytes.error();
    return evidence::readDay(textOf(*bytes), path);
}

Result<std::vector<evidence::MeasuredPass>> passesIn(const std::vector<std::string> &paths)
{
    std::vector<evidence::MeasuredPass> passes;
    for (const std::string &path : paths) {
        const Result<QByteArray> bytes = bytesOf(path);
        if (!bytes)
            return bytes.error();
        const bool packed = evidence::isGzip(textOf(*bytes));
        const auto unpacked = packed ? evidence::gunzip(textOf(*bytes), path) : Result(std::string());
        if (!unpacked)
            return unpacked.error();
        const std::string_view text = packed ? std::string_view(*unpacked) : textOf(*bytes);
        if (passes.empty() && !evidence::isPassTrace(text))
            return passes;
        auto more = evidence::readPassTrace(text, path);
        if (!more)
            return more.error();
        passes.insert(passes.end(), more->begin(), more->end());
    }
    return passes;
}

std::optional<Error> settingsWithoutPasses(const std::vector<std::string> &settings)
{
    if (settings.empty())
        return std::nullopt;
    return Error{{}, "--set", "measured runs say themselves what they ran on; only a pass trace needs levers"};
}

} // namespace trilemma::app
