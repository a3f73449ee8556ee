// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMainWindow;

namespace trilemma::app {

/// Every action of the window that has a key, menu by menu, and what the levers and charts answer to.
void showShortcutSheet(QMainWindow &window);

} // namespace trilemma::app
