// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/command_line.h"
#include "app/window/run_window.h"

#include <QApplication>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace {

using trilemma::app::Surface;

bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") || !qEnvironmentVariableIsEmpty("DISPLAY") ||
           !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
}

/// Keeps Qt's remarks about its surroundings out of what scripts read.
void onlyCritical(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::cerr << "trilemma: " << message.toStdString() << '\n';
}

int openWindow(const std::string &session)
{
    return trilemma::app::runWindow(session.empty() ? QStringList() : QStringList(QString::fromStdString(session)));
}

} // namespace

int main(int argc, char *argv[])
{
    std::ios::sync_with_stdio(false);
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const Surface surface = trilemma::app::surfaceFor(arguments);
    if (surface == Surface::Pictures && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (surface != Surface::Window)
        qInstallMessageHandler(onlyCritical);
    if (surface == Surface::Window && !hasDisplay()) {
        std::cerr << "trilemma: there is no display to open a window on; `trilemma evaluate` and `trilemma export` need none\n";
        return trilemma::app::BadUsage;
    }
    const std::unique_ptr<QCoreApplication> application(
        surface == Surface::Text ? new QCoreApplication(argc, argv) : new QApplication(argc, argv));
    QCoreApplication::setOrganizationName(QStringLiteral("trilemma"));
    QCoreApplication::setApplicationName(QStringLiteral("trilemma"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TRILEMMA_VERSION));
    return trilemma::app::runCommandLine(arguments, {std::cout, std::cerr, openWindow});
}
