// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dropped_file.h"

#include "app/session_store.h"
#include "models/catalog/hugging_face_config.h"
#include "models/evidence/importers/importer.h"
#include "widgets/picture.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <initializer_list>

namespace trilemma::app {

namespace {

/// What is parsed within a frame, and as much of a file as tells what it is.
constexpr qint64 largestAtOnce = 500'000, longestHead = 64'000, largestResult = 4LL << 30;

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

/// Keys are looked for in the text, not in parsed JSON: a truncated config.json is still a config.json, and the
/// reader that knows the format says best what is missing.
bool holdsAny(const QByteArray &text, std::initializer_list<const char *> keys)
{
    return std::ranges::any_of(keys, [&](const char *key) { return text.contains('"' + QByteArray(key) + '"'); });
}

bool isPicture(const QByteArray &bytes)
{
    return bytes.startsWith("\x89PNG") || bytes.startsWith("%PDF") || bytes.left(1024).contains("<svg");
}

bool isModelConfig(const QByteArray &text)
{
    return holdsAny(text, {"architectures", "model_type", "hidden_size", "text_config"});
}

bool isSession(const QByteArray &text)
{
    return holdsAny(text, {"schema"}) && holdsAny(text, {"current"});
}

bool isCalibration(const QByteArray &text)
{
    return holdsAny(text, {"calibration"});
}

bool isCatalog(const QByteArray &text)
{
    return holdsAny(text, {"schema"}) && !isSession(text);
}

template<class T> Error withFile(const Result<T> &result, const QString &name)
{
    Error error = result.error();
    error.file = name.toStdString();
    return error;
}

Result<DroppedFile> readSessionText(const QByteArray &text, const QString &name, const catalog::Catalog &catalog, bool fromPicture)
{
    Result<StoredSession> stored = readStoredSession(view(text), catalog);
    if (!stored)
        return withFile(stored, name);
    return DroppedFile(DroppedSession{std::move(stored).value(), fromPicture});
}

Result<DroppedFile> readPicture(const QString &path, const catalog::Catalog &catalog)
{
    const QString name = QFileInfo(path).fileName();
    const std::optional<QByteArray> json = widgets::sessionInPicture(path);
    if (!json) {
        return Error{name.toStdString(), {},
                     QCoreApplication::translate("DroppedFile", "this picture carries no session; only pictures exported by "
                                                                "Trilemma do").toStdString()};
    }
    return readSessionText(*json, name, catalog, true);
}

Result<DroppedFile> readCatalogText(const QByteArray &text, const QString &name, const catalog::Catalog &catalog)
{
    const Result<catalog::Catalog> extended = catalog::extendCatalog(catalog, {name.toStdString(), text.toStdString()});
    if (!extended)
        return withFile(extended, name);
    if (!isCalibration(text))
        return DroppedFile(DroppedCatalog{text});
    Result<CalibrationFile> calibration = readCalibration(text, name);
    return calibration ? DroppedFile(std::move(calibration).value()) : Result<DroppedFile>(calibration.error());
}

Result<DroppedFile> readModelText(const QByteArray &text, const QString &name, const QString &modelName)
{
    Result<catalog::LanguageModel> model = catalog::readHuggingFaceConfig(view(text), modelName.toStdString());
    if (!model)
        return withFile(model, name);
    return DroppedFile(DroppedModel{std::move(model).value()});
}

bool isBenchmark(const QByteArray &text)
{
    const auto document = evidence::importers::readDocument(view(text), {});
    return document && evidence::recognise(*document);
}

Result<DroppedFile> readTraffic(const QByteArray &text, const QString &name, const evidence::ImportProgress &progress = {})
{
    const Result<evidence::RequestTrace> trace = evidence::readTrace(view(text), name.toStdString(), progress);
    return trace ? Result<DroppedFile>(evidence::trafficOf(*trace)) : Result<DroppedFile>(trace.error());
}

Result<DroppedFile> readMeasurements(const QByteArray &text, const QString &name, const evidence::ImportProgress &progress = {})
{
    Result<evidence::ImportedFile> imported = evidence::importFile(view(text), name.toStdString(), progress);
    if (!imported && evidence::isRequestTrace(view(text)))
        return readTraffic(text, name, progress);
    return imported ? Result<DroppedFile>(DroppedMeasurements{std::move(imported).value()}) : Result<DroppedFile>(imported.error());
}

Result<DroppedFile> readText(const QByteArray &text, const QString &name, const QString &modelName,
                             const catalog::Catalog &catalog)
{
    if (isSession(text) || name.endsWith(QLatin1Char('.') + QLatin1String(sessionSuffix)))
        return readSessionText(text, name, catalog, false);
    if (isBenchmark(text))
        return readMeasurements(text, name);
    if (evidence::isRequestTrace(view(text)))
        return readTraffic(text, name);
    if (isCatalog(text))
        return readCatalogText(text, name, catalog);
    if (isModelConfig(text))
        return readModelText(text, name, modelName);
    if (text.startsWith('{') || text.startsWith('['))
        return readMeasurements(text, name);    // broken, or of an unknown format: the reader says best which
    return Error{name.toStdString(), {},
                 QCoreApplication::translate("DroppedFile", "is no session, config.json, catalogue file, benchmark result, request trace or "
                                                            "picture exported by Trilemma").toStdString()};
}

/// Downloads keep a model's name in the folder: "Llama-3.3-70B/config.json".
QString modelNameOf(const QFileInfo &file)
{
    const QString folder = file.absoluteDir().dirName();
    return file.fileName() == QLatin1String("config.json") && !folder.isEmpty() ? folder : file.completeBaseName();
}

} // namespace

Result<DroppedFile> readDroppedFile(const QString &path, const catalog::Catalog &catalog)
{
    const Result<QByteArray> bytes = readWholeFile(path);
    if (!bytes)
        return bytes.error();
    const QFileInfo file(path);
    return isPicture(*bytes) ? readPicture(path, catalog) : readText(*bytes, file.fileName(), modelNameOf(file), catalog);
}

bool isLongImport(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray head = file.read(longestHead);
    if (head.startsWith("\x1f\x8b"))
        return true;
    const bool ours = isPicture(head) || holdsAny(head, {"schema"}) || path.endsWith(QLatin1Char('.') + QLatin1String(sessionSuffix));
    return file.size() > largestAtOnce && !ours;
}

Result<DroppedFile> readMeasurementFile(const QString &path, const evidence::ImportProgress &progress)
{
    const Result<QByteArray> bytes = readWholeFile(path, largestResult);
    return bytes ? readMeasurements(*bytes, QFileInfo(path).fileName(), progress) : Result<DroppedFile>(bytes.error());
}

Result<DroppedFile> readTrafficFile(const QString &path, const evidence::ImportProgress &progress)
{
    const Result<QByteArray> bytes = readWholeFile(path, largestResult);
    return bytes ? readTraffic(*bytes, QFileInfo(path).fileName(), progress) : Result<DroppedFile>(bytes.error());
}

Result<DroppedFile> readDroppedText(const QByteArray &text, const QString &name, const catalog::Catalog &catalog)
{
    return readText(text, name, name, catalog);
}

} // namespace trilemma::app
