// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace trilemma::app {

/// What scripts rely on.
enum ExitCode { Done = 0, NoFeasibleAnswer = 1, BadUsage = 2 };

/// What a run needs of Qt, to be decided before there is an application object.
enum class Surface {
    Text,       ///< QCoreApplication; works on any machine
    Pictures,   ///< QApplication, offscreen where nothing else is asked for
    Window      ///< QApplication on a display
};
Surface surfaceFor(const std::vector<std::string> &arguments);

/// The parts of the process that the command line borrows, so that tests can stand in for them.
struct Process {
    std::ostream &out;
    std::ostream &err;
    /// Opens the window on this session (empty: none) and returns its exit code.
    std::function<int(const std::string &session)> openWindow;
};

/// Runs the program for these arguments (without the program's name). Whatever goes wrong is one line on
/// `err` that names file and field, and ExitCode::BadUsage.
int runCommandLine(const std::vector<std::string> &arguments, const Process &process);

} // namespace trilemma::app
