// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace trilemma::app {

/// Puts palette and font of the application to "light", "dark" or, for anything else, to what the
/// system's own palette is.
void applyTheme(const QString &theme);

/// The value after `theme` in the order system, light, dark.
QString nextTheme(const QString &theme);

} // namespace trilemma::app
