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
#include <array>

namespace trilemma::app {

namespace {

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

/// Keys are looked for in the text, not in parsed JSON: a truncated config.json is still a config.json, and the
/// reader that knows the format says best what is missing.
template<size_t N> bool holdsKey(const QByteArray &text, const std::array<const char *, N> &keys)
{
    return std::ranges::any_of(keys, [&](const char *key) { return text.contains('"' + QByteArray(key) + '"'); });
}

bool isPicture(const QByteArray &bytes)
{
    return bytes.startsWith("\x89PNG") || bytes.startsWith("%PDF") || bytes.left(1024).contains("<svg");
}

bool isModelConfig(const QByteArray &text)
{
    return holdsKey(text, std::array{"architectures", "model_type", "hidden_size", "text_config"});
}

bool isSession(const QByteArray &text)
{
    return holdsKey(text, std::array{"current", "pinned"});
}

bool isCatalog(const QByteArray &text)
{
    return holdsKey(text, std::array{"accelerators", "models", "engines", "kernels", "prices", "presets", "sources"});
}

template<class T> Error withFile(const Result<T> &result, const QString &name)
{
    Error error = result.error();
    if (error.file.empty())
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

Result<DroppedFile> readText(const QByteArray &text, const QString &name, const catalog::Catalog &catalog)
{
    if (isModelConfig(text)) {
        Result<catalog::LanguageModel> model =
            catalog::readHuggingFaceConfig(view(text), QFileInfo(name).completeBaseName().toStdString());
        if (!model)
            return withFile(model, name);
        return DroppedFile(DroppedModel{std::move(model).value()});
    }
    if (isSession(text) || name.endsWith(QLatin1String(sessionSuffix))) {
        Result<scenario::Session> session = scenario::readSession(view(text), catalog);
        if (!session)
            return withFile(session, name);
        return DroppedFile(DroppedSession{std::move(session).value(), false});
    }
    if (isCatalog(text)) {
        const Result<catalog::Catalog> extended = catalog::extendCatalog(catalog, {name.toStdString(), text.toStdString()});
        if (!extended)
            return withFile(extended, name);
        return DroppedFile(DroppedCatalog{text});
    }
    return Error{name.toStdString(), {},
                 QCoreApplication::translate("DroppedFile", "is no session, config.json, catalogue file or picture exported by "
                                                            "Trilemma").toStdString()};
}

} // namespace

Result<DroppedFile> readDroppedFile(const QString &path, const catalog::Catalog &catalog)
{
    const Result<QByteArray> bytes = readWholeFile(path);
    if (!bytes)
        return bytes.error();
    if (isPicture(*bytes))
        return readPicture(path, catalog);
    // A config.json is best named after its folder: that is where downloads keep the model's name.
    const QFileInfo info(path);
    const QString parent = info.absoluteDir().dirName();
    const bool namedByFolder = info.fileName() == QLatin1String("config.json") && !parent.isEmpty();
    if (namedByFolder && isModelConfig(*bytes)) {
        Result<catalog::LanguageModel> model = catalog::readHuggingFaceConfig(view(*bytes), parent.toStdString());
        if (!model)
            return withFile(model, info.fileName());
        return DroppedFile(DroppedModel{std::move(model).value()});
    }
    return readText(*bytes, info.fileName(), catalog);
}

Result<DroppedFile> readDroppedText(const QByteArray &text, const QString &name, const catalog::Catalog &catalog)
{
    return readText(text, name, catalog);
}

} // namespace trilemma::app
