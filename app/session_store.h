// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/measurements.h"
#include "models/scenario/session.h"

#include <QString>

#include <optional>

namespace trilemma::app {

inline constexpr auto sessionSuffix = "trilemma";

/// No session, model or picture of ours is larger.
inline constexpr qint64 largestFileBytes = 64'000'000;

/// The whole file as bytes; an Error says why not.
Result<QByteArray> readWholeFile(const QString &path, qint64 largestBytes = largestFileBytes);
/// All or nothing: a failure leaves the old file as it was.
std::optional<Error> writeWholeFile(const QString &path, const QByteArray &bytes);

/// What a session file or picture holds: the session, and beside its keys "measurements".
struct StoredSession {
    scenario::Session session;
    Measurements measurements;
};

/// The Error names the field; nothing is ever read in part.
Result<StoredSession> readStoredSession(std::string_view json, const catalog::Catalog &catalog);
/// A session file. The Error names file and field.
Result<StoredSession> loadStoredSession(const QString &path, const catalog::Catalog &catalog);
/// The same without its measurements.
Result<scenario::Session> loadSession(const QString &path, const catalog::Catalog &catalog);
std::optional<Error> saveSession(const QString &path, const scenario::Session &session, const catalog::Catalog &catalog,
                                 const Measurements &measurements = {});

/// The session as JSON, stamped with the version of this program: what files and pictures carry.
QByteArray sessionJson(scenario::Session session, const catalog::Catalog &catalog, const Measurements &measurements = {});

} // namespace trilemma::app
