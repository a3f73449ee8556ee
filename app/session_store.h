// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/session.h"

#include <QString>

#include <optional>

namespace trilemma::app {

inline constexpr auto sessionSuffix = "trilemma";

/// The whole file as bytes; an Error says why not. Files past 64 MiB are no session, model or picture of ours.
Result<QByteArray> readWholeFile(const QString &path);
/// All or nothing: a failure leaves the old file as it was.
std::optional<Error> writeWholeFile(const QString &path, const QByteArray &bytes);

/// A session file. The Error names file and field; nothing is ever read in part.
Result<scenario::Session> loadSession(const QString &path, const catalog::Catalog &catalog);
std::optional<Error> saveSession(const QString &path, scenario::Session session, const catalog::Catalog &catalog);

/// The session as JSON, stamped with the version of this program: what files and pictures carry.
QByteArray sessionJson(scenario::Session session, const catalog::Catalog &catalog);

} // namespace trilemma::app
