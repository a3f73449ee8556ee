// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session_store.h"

#include "models/catalog/json_fields.h"
#include "models/evidence/measurement_set.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace trilemma::app {

namespace {

Error fileError(const QString &path, const QString &message)
{
    return {QFileInfo(path).fileName().toStdString(), {}, message.toStdString()};
}

constexpr auto measurementsKey = "measurements";
constexpr int indentation = 2;

std::string withMeasurements(const std::string &session, const Measurements &measurements)
{
    std::vector<const evidence::ImportedFile *> files;
    for (const MeasurementFile &file : measurements)
        files.push_back(file.get());
    auto json = nlohmann::ordered_json::parse(session);
    json[measurementsKey] = evidence::measurementsJson(files);
    return json.dump(indentation, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

Result<StoredSession> withoutMeasurements(const Result<scenario::Session> &session)
{
    return session ? Result<StoredSession>(StoredSession{*session, {}}) : Result<StoredSession>(session.error());
}

} // namespace

Result<QByteArray> readWholeFile(const QString &path, qint64 largestBytes)
{
    QFile file(path);
    if (QFileInfo(path).isDir())
        return fileError(path, QCoreApplication::translate("SessionStore", "is a folder, not a file"));
    if (!file.open(QIODevice::ReadOnly))
        return fileError(path, QCoreApplication::translate("SessionStore", "cannot be read (%1)").arg(file.errorString()));
    if (file.size() > largestBytes)
        return fileError(path, QCoreApplication::translate("SessionStore", "has %1 MB, more than any file of its kind (%2 MB)")
                                   .arg(file.size() / 1'000'000).arg(largestBytes / 1'000'000));
    return file.readAll();
}

std::optional<Error> writeWholeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return std::nullopt;
    return fileError(path, QCoreApplication::translate("SessionStore", "cannot be written (%1)").arg(file.errorString()));
}

Result<StoredSession> readStoredSession(std::string_view json, const catalog::Catalog &catalog)
{
    if (json.find(measurementsKey) == std::string_view::npos)
        return withoutMeasurements(scenario::readSession(json, catalog));
    auto document = catalog::parseJsonObject(json, {});
    if (!document || !document->contains(measurementsKey))
        return withoutMeasurements(scenario::readSession(json, catalog));
    const nlohmann::json array = std::move(document.value()[measurementsKey]);
    document.value().erase(measurementsKey);
    Result<StoredSession> stored = withoutMeasurements(scenario::readSession(document->dump(), catalog));
    if (!stored)
        return stored;
    auto files = evidence::measurementsFromJson(array, measurementsKey);
    if (!files)
        return files.error();
    for (evidence::ImportedFile &file : files.value())
        stored.value().measurements.push_back(std::make_shared<const evidence::ImportedFile>(std::move(file)));
    return stored;
}

Result<StoredSession> loadStoredSession(const QString &path, const catalog::Catalog &catalog)
{
    const Result<QByteArray> bytes = readWholeFile(path);
    if (!bytes)
        return bytes.error();
    Result<StoredSession> stored = readStoredSession({bytes->constData(), static_cast<size_t>(bytes->size())}, catalog);
    if (stored)
        return stored;
    Error error = stored.error();
    if (error.file.empty())
        error.file = QFileInfo(path).fileName().toStdString();
    return error;
}

Result<scenario::Session> loadSession(const QString &path, const catalog::Catalog &catalog)
{
    Result<StoredSession> stored = loadStoredSession(path, catalog);
    return stored ? Result<scenario::Session>(std::move(stored).value().session) : Result<scenario::Session>(stored.error());
}

std::optional<Error> saveSession(const QString &path, const scenario::Session &session, const catalog::Catalog &catalog,
                                 const Measurements &measurements)
{
    return writeWholeFile(path, sessionJson(session, catalog, measurements));
}

QByteArray sessionJson(scenario::Session session, const catalog::Catalog &catalog, const Measurements &measurements)
{
    session.applicationVersion = TRILEMMA_VERSION;
    const std::string json = scenario::writeSession(session, catalog);
    return QByteArray::fromStdString(measurements.empty() ? json : withMeasurements(json, measurements));
}

} // namespace trilemma::app
