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

/// The parts of the process that the command line borrows, so that tests can stand in for them.
struct Process {
    std::ostream &out;
    std::ostream &err;
    /// Opens the window on these sessions and returns its exit code.
    std::function<int(const std::vector<std::string> &sessions)> openWindow;
};

/// True where the arguments name a text command, --help or --version, which all work without a display.
bool isTextCommand(const std::vector<std::string> &arguments);
/// True where the command draws pictures and so needs QGuiApplication, if only offscreen.
bool isPictureCommand(const std::vector<std::string> &arguments);

/// Runs the program for these arguments (without the program's name). Whatever goes wrong is one line on
/// `err` that names file and field, and ExitCode::BadUsage.
int runCommandLine(const std::vector<std::string> &arguments, const Process &process);

} // namespace trilemma::app
