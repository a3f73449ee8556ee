// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/measurements.h"

#include "app/session_store.h"
#include "models/evidence/importers/importer.h"

namespace trilemma::app {

namespace {

constexpr qint64 largestPointsFile = 4LL << 30;

std::string_view textOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

Result<std::vector<evidence::MeasuredPoint>> pointsIn(const std::string &path)
{
    const Result<QByteArray> bytes = readWholeFile(QString::fromStdString(path), largestPointsFile);
    if (!bytes)
        return bytes.error();
    return evidence::readPoints(textOf(*bytes), path);
}

Result<std::vector<evidence::MeasuredPoint>> measurementsIn(const std::vector<std::string> &paths)
{
    std::vector<evidence::MeasuredPoint> points;
    for (const std::string &path : paths) {
        const Result<QByteArray> bytes = readWholeFile(QString::fromStdString(path), largestPointsFile);
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

} // namespace trilemma::app
