// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

namespace trilemma::app {

/// One remembered thing of this machine (never of a session): its key and what holds before it is set.
template<class T> struct Setting {
    const char *key;
    T fallback;
};

/// All of them.
namespace setting {
inline const Setting<QString> theme{"window/theme", QStringLiteral("system")};     // system, light, dark
inline const Setting<QByteArray> windowGeometry{"window/geometry", {}};
inline const Setting<QByteArray> pageSplitter{"window/pageSplitter", {}};
inline const Setting<bool> rulesFolded{"window/rulesFolded", false};
inline const Setting<QStringList> recentSessions{"sessions/recent", {}};
inline const Setting<QString> sessionFolder{"sessions/folder", {}};
inline const Setting<QString> exportFolder{"export/folder", {}};
inline const Setting<QString> exportFormat{"export/format", QStringLiteral("png")};
inline const Setting<int> exportScale{"export/scale", 2};                          // 1..4; 0 = 1920x1080 slide
inline const Setting<bool> exportDark{"export/dark", false};
} // namespace setting

class Settings {
public:
    static constexpr int maximumRecent = 8;

    /// The user's own, as QSettings finds them.
    Settings() = default;
    /// Another file, for tests.
    explicit Settings(const QString &iniFile) : m_store(iniFile, QSettings::IniFormat) {}

    template<class T> T get(const Setting<T> &setting) const
    {
        return m_store.value(QLatin1String(setting.key), QVariant::fromValue(setting.fallback)).template value<T>();
    }
    template<class T> void set(const Setting<T> &setting, const T &value)
    {
        m_store.setValue(QLatin1String(setting.key), QVariant::fromValue(value));
    }

    void addRecent(const QString &path);
    QStringList existingRecent() const;     ///< newest first, without files that are gone

private:
    QSettings m_store;
};

} // namespace trilemma::app
