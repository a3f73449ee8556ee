// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace trilemma::app {

/// Opens the window and runs until it is closed; needs a QApplication. The first path, if any, is opened
/// as if it had been dropped on the window (session, config.json, exported picture). Returns the exit code.
int runWindow(const QStringList &sessionPaths);

} // namespace trilemma::app
