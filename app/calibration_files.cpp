// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibration_files.h"

#include "app/session_store.h"
#include "models/catalog/json_fields.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace trilemma::app {

namespace {

constexpr auto onSuffix = ".json", offSuffix = ".off";
constexpr double mostPoints = 1e9, mostError = 1e6;

QString tr(const char *text)
{
    return QCoreApplication::translate("CalibrationFiles", text);
}

Error wrong(const QString &fileName, const char *field, const QString &message)
{
    return {fileName.toStdString(), field, message.toStdString()};
}

bool holdsMore(const catalog::Catalog &read)
{
    return !read.accelerators.empty() || !read.models.empty() || !read.engines.empty() || !read.kernels.empty() ||
           !read.prices.entries.empty() || !read.presets.empty();
}

/// What the file says of itself, for people.
std::optional<Error> readHeader(const std::string &text, const std::string &fileName, CalibrationFile &calibration)
{
    const auto document = catalog::parseJsonObject(text, fileName);
    if (!document)
        return document.error();
    Error error;
    catalog::JsonFields root(*document, {}, error);
    catalog::JsonFields header = root.object("calibration");
    header.text("name", "");
    const int points = header.integer("points", {0, mostPoints}, 0), terms = header.integer("terms", {0, mostPoints}, 0);
    const auto before = header.numberOrUnknown("median_error_before", {0, mostError}),
               after = header.numberOrUnknown("median_error_after", {0, mostError}),
               leftOut = header.numberOrUnknown("median_error_left_out", {0, mostError});
    if (!header.ok()) {
        error.file = fileName;
        return error;
    }
    calibration.points = points;
    calibration.terms = terms;
    calibration.before = before;
    calibration.after = after;
    calibration.leftOut = leftOut;
    return std::nullopt;
}

Result<CalibrationFile> readCorrections(const QByteArray &text, const QString &fileName)
{
    auto read = catalog::extendCatalog({}, {fileName.toStdString(), text.toStdString()});
    if (!read)
        return read.error();
    CalibrationFile calibration;
    calibration.corrections = std::move(read->corrections);
    if (calibration.corrections.empty() || holdsMore(*read))
        return wrong(fileName, "corrections", tr("a calibration holds corrections and nothing else"));
    const std::string &name = calibration.corrections.front().calibration;
    const bool one = std::ranges::all_of(calibration.corrections, [&](const auto &scoped) { return scoped.calibration == name; });
    if (name.empty() || !one)
        return wrong(fileName, "corrections.calibration", tr("all corrections of a calibration have its name, one name"));
    calibration.name = QString::fromStdString(name);
    calibration.text = text;
    return calibration;
}

/// Letters and digits of the name, so that no name leaves the folder.
QString stemOf(const QString &name)
{
    constexpr int longest = 60;
    QString stem;
    for (const QChar each : name) {
        if (each.isLetterOrNumber())
            stem += each.toLower();
        else if (!stem.isEmpty() && !stem.endsWith(QLatin1Char('-')))
            stem += QLatin1Char('-');
    }
    stem.truncate(longest);
    while (stem.endsWith(QLatin1Char('-')))
        stem.chop(1);
    return stem.isEmpty() ? QStringLiteral("calibration") : stem;
}

QString freeFileName(const CalibrationFiles &files, const QString &name)
{
    const QString stem = QStringLiteral("calibration-") + stemOf(name);
    QString fileName = stem + QLatin1String(onSuffix);
    const auto taken = [&] { return std::ranges::count(files, fileName, &CalibrationFile::fileName) > 0; };
    for (int i = 2; taken(); ++i)
        fileName = stem + QStringLiteral("-%1").arg(i) + QLatin1String(onSuffix);
    return fileName;
}

QString pathOf(const QString &folder, const CalibrationFile &calibration)
{
    return QDir(folder).filePath(calibration.on ? calibration.fileName : calibration.fileName + QLatin1String(offSuffix));
}

template<class Entry> QString nameOf(const Entry *entry, const std::string &id)
{
    return QString::fromStdString(entry ? entry->name : id);
}

bool meet(const std::string &a, const std::string &b)
{
    return a.empty() || b.empty() || a == b;
}

bool meet(const catalog::CorrectionScope &a, const catalog::CorrectionScope &b)
{
    return meet(a.engineId, b.engineId) && meet(a.acceleratorId, b.acceleratorId) && meet(a.modelId, b.modelId) &&
           (!a.weightFormat || !b.weightFormat || *a.weightFormat == *b.weightFormat);
}

} // namespace

Result<CalibrationFile> readCalibration(const QByteArray &text, const QString &fileName)
{
    Result<CalibrationFile> calibration = readCorrections(text, fileName);
    if (calibration) {
        if (auto error = readHeader(text.toStdString(), fileName.toStdString(), calibration.value()))
            return *error;
    }
    return calibration;
}

CalibrationFiles calibrationsIn(const QString &folder)
{
    CalibrationFiles found;
    const QString on = QLatin1Char('*') + QLatin1String(onSuffix);
    const QStringList names = QDir(folder).entryList({on, on + QLatin1String(offSuffix)}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const Result<QByteArray> bytes = readWholeFile(QDir(folder).filePath(name));
        if (!bytes)
            continue;
        Result<CalibrationFile> calibration = readCorrections(*bytes, name);
        if (!calibration)
            continue;   // another kind of catalogue file; the store says what is wrong with a broken one
        // Its corrections hold whatever its header says: without figures it is still to be switched off.
        [[maybe_unused]] const auto unread = readHeader(bytes->toStdString(), name.toStdString(), calibration.value());
        calibration.value().on = name.endsWith(QLatin1String(onSuffix));
        calibration.value().fileName = calibration->on ? name : name.chopped(static_cast<qsizetype>(qstrlen(offSuffix)));
        found.push_back(std::move(calibration).value());
    }
    std::ranges::stable_sort(found, [](const auto &a, const auto &b) { return QString::localeAwareCompare(a.name, b.name) < 0; });
    return found;
}

std::optional<Error> changeCalibrations(const QString &folder, const CalibrationFiles &from, const CalibrationFiles &to)
{
    QDir().mkpath(folder);
    QStringList kept;
    for (const CalibrationFile &calibration : to) {
        kept += pathOf(folder, calibration);
        if (std::ranges::count(from, calibration) > 0)
            continue;
        if (auto error = writeWholeFile(kept.back(), calibration.text))
            return error;
    }
    for (const CalibrationFile &calibration : from) {
        QFile file(pathOf(folder, calibration));
        if (!kept.contains(file.fileName()) && file.exists() && !file.remove())
            return wrong(file.fileName(), "", tr("cannot be removed: %1").arg(file.errorString()));
    }
    return std::nullopt;
}

bool overlap(const CalibrationFile &a, const CalibrationFile &b)
{
    return std::ranges::any_of(a.corrections, [&](const catalog::ScopedCorrections &one) {
        return std::ranges::any_of(b.corrections, [&](const catalog::ScopedCorrections &other) { return meet(one.scope, other.scope); });
    });
}

CalibrationFiles switched(CalibrationFiles files, std::size_t index, bool on)
{
    for (std::size_t i = 0; on && i < files.size(); ++i)
        files[i].on = files[i].on && !overlap(files[i], files[index]);
    files[index].on = on;
    return files;
}

CalibrationFiles withCalibration(CalibrationFiles files, CalibrationFile added)
{
    const auto same = std::ranges::find(files, added.name, &CalibrationFile::name);
    added.fileName = same == files.end() ? freeFileName(files, added.name) : same->fileName;
    const auto place = static_cast<std::size_t>(same - files.begin());
    if (same == files.end())
        files.push_back(std::move(added));
    else
        *same = std::move(added);
    return switched(std::move(files), place, true);
}

catalog::Catalog withoutCalibrations(catalog::Catalog catalog)
{
    std::erase_if(catalog.corrections, [](const catalog::ScopedCorrections &scoped) { return !scoped.calibration.empty(); });
    return catalog;
}

QString scopeText(const catalog::CorrectionScope &scope, const catalog::Catalog &catalog)
{
    const QString format = scope.weightFormat ? QString::fromUtf8(catalog::info(*scope.weightFormat).label) : tr("any weights");
    return QStringList{scope.engineId.empty() ? tr("any engine") : nameOf(catalog.engine(scope.engineId), scope.engineId),
                       scope.acceleratorId.empty() ? tr("any accelerator")
                                                   : nameOf(catalog.accelerator(scope.acceleratorId), scope.acceleratorId),
                       scope.modelId.empty() ? tr("any model") : nameOf(catalog.model(scope.modelId), scope.modelId), format}
        .join(QStringLiteral(" · "));
}

} // namespace trilemma::app
