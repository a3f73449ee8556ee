// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/commands.h"

#include "app/session_store.h"
#include "models/catalog/hugging_face_config.h"
#include "models/scenario/levers.h"

#include <QDir>
#include <QFileInfo>

namespace trilemma::app {

using scenario::Scenario;

namespace {

/// config.json says nothing about whose it is: then the folder that it lies in names the model.
QString modelName(const QFileInfo &file)
{
    const QString name = file.completeBaseName();
    const QString folder = file.absoluteDir().dirName();
    return name == QLatin1String("config") && !folder.isEmpty() ? folder : name;
}

Result<Scenario> withModelFile(const Scenario &scenario, const std::string &path, const catalog::Catalog &catalog)
{
    const QString file = QString::fromStdString(path);
    const Result<QByteArray> bytes = readWholeFile(file);
    if (!bytes)
        return bytes.error();
    Result<catalog::LanguageModel> model = catalog::readHuggingFaceConfig(
        {bytes->constData(), static_cast<size_t>(bytes->size())}, modelName(QFileInfo(file)).toStdString());
    if (!model) {
        Error error = model.error();
        error.file = path;
        return error;
    }
    return scenario::withCustomModel(scenario, std::move(model).value(), catalog);
}

Result<Scenario> withSetting(const Scenario &scenario, const std::string &setting, const catalog::Catalog &catalog)
{
    const std::size_t equals = setting.find('=');
    if (equals == std::string::npos || equals == 0)
        return Error{{}, "--set", "\"" + setting + "\" is not LEVER=VALUE; `trilemma levers` lists them"};
    const std::string lever = setting.substr(0, equals), value = setting.substr(equals + 1);
    if (!scenario::findLever(lever))
        return Error{{}, "--set", "no lever \"" + lever + "\"; `trilemma levers` lists them"};
    if (lever == "model" && value.starts_with('@'))
        return withModelFile(scenario, value.substr(1), catalog);
    return scenario::withLeverText(scenario, lever, value, catalog);
}

} // namespace

Result<Scenario> withSettings(Scenario scenario, const std::vector<std::string> &settings, const catalog::Catalog &catalog)
{
    for (const std::string &setting : settings) {
        Result<Scenario> changed = withSetting(scenario, setting, catalog);
        if (!changed)
            return changed;
        scenario = std::move(changed).value();
    }
    return scenario;
}

Result<StoredSession> sessionWith(const std::string &path, const std::vector<std::string> &settings, const catalog::Catalog &catalog)
{
    StoredSession stored;
    Scenario &current = stored.session.current;
    if (path.empty()) {
        current = scenario::defaultScenario(catalog);
    } else {
        Result<StoredSession> loaded = loadStoredSession(QString::fromStdString(path), catalog);
        if (!loaded)
            return loaded.error();
        stored = std::move(loaded).value();
    }
    Result<Scenario> changed = withSettings(std::move(current), settings, catalog);
    if (!changed)
        return changed.error();
    current = std::move(changed).value();
    return stored;
}

} // namespace trilemma::app
