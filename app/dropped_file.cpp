// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dropped_file.h"

#include "app/session_store.h"
#include "models/catalog/hugging_face_config.h"
#include "widgets/picture.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <initializer_list>

namespace trilemma::app {

namespace {

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

Result<DroppedFile> readPicture(const QString &path, const catalog::Catalog &catalog)
{
    const QString name = QFileInfo(path).fileName();
    const std::optional<QByteArray> json = widgets::sessionInPicture(path);
    if (!json) {
        return Error{name.toStdString(), {},
                     QCoreApplication::translate("DroppedFile", "this picture carries no session; only pictures exported by "
                                                                "Trilemma do").toStdString()};
    }
    Result<scenario::Session> session = scenario::readSession(view(*json), catalog);
    if (!session)
        return withFile(session, name);
    return DroppedFile(DroppedSession{std::move(session).value(), true});
}

Result<DroppedFile> readSessionText(const QByteArray &text, const QString &name, const catalog::Catalog &catalog)
{
    Result<scenario::Session> session = scenario::readSession(view(text), catalog);
    if (!session)
        return withFile(session, name);
    return DroppedFile(DroppedSession{std::move(session).value(), false});
}

Result<DroppedFile> readCatalogText(const QByteArray &text, const QString &name, const catalog::Catalog &catalog)
{
    const Result<catalog::Catalog> extended = catalog::extendCatalog(catalog, {name.toStdString(), text.toStdString()});
    if (!extended)
        return withFile(extended, name);
    return DroppedFile(DroppedCatalog{text});
}

Result<DroppedFile> readModelText(const QByteArray &text, const QString &name, const QString &modelName)
{
    Result<catalog::LanguageModel> model = catalog::readHuggingFaceConfig(view(text), modelName.toStdString());
    if (!model)
        return withFile(model, name);
    return DroppedFile(DroppedModel{std::move(model).value()});
}

Result<DroppedFile> readText(const QByteArray &text, const QString &name, const QString &modelName,
                             const catalog::Catalog &catalog)
{
    if (isSession(text) || name.endsWith(QLatin1Char('.') + QLatin1String(sessionSuffix)))
        return readSessionText(text, name, catalog);
    if (isCatalog(text))
        return readCatalogText(text, name, catalog);
    if (isModelConfig(text))
        return readModelText(text, name, modelName);
    return Error{name.toStdString(), {},
                 QCoreApplication::translate("DroppedFile", "is no session, config.json, catalogue file or picture exported by "
                                                            "Trilemma").toStdString()};
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

Result<DroppedFile> readDroppedText(const QByteArray &text, const QString &name, const catalog::Catalog &catalog)
{
    return readText(text, name, name, catalog);
}

} // namespace trilemma::app
