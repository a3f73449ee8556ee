// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line/command_line.h"

#include <QFile>
#include <QStringList>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <sstream>

namespace trilemma::test {

struct Run {
    int code = -1;
    std::string out, err;
    std::string opened = "(none)";
};

inline Run run(const QStringList &arguments)
{
    std::vector<std::string> texts;
    for (const QString &argument : arguments)
        texts.push_back(argument.toStdString());
    std::ostringstream out, err;
    Run result;
    result.code = app::runCommandLine(texts, {out, err, [&](const std::string &session) {
                                                  result.opened = session;
                                                  return 0;
                                              }});
    result.out = out.str();
    result.err = err.str();
    return result;
}

/// Path of a new file with this content.
inline QString written(const QTemporaryDir &folder, const QString &name, const QByteArray &content)
{
    const QString path = folder.filePath(name);
    QFile target(path);
    if (!target.open(QIODevice::WriteOnly) || target.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

/// What every refusal looks like.
inline void compareToOneLine(const Run &result)
{
    QCOMPARE(result.code, int(app::BadUsage));
    QCOMPARE(result.out, std::string());
    QVERIFY2(result.err.starts_with("trilemma: "), result.err.c_str());
    QCOMPARE(std::count(result.err.begin(), result.err.end(), '\n'), 1);
    QCOMPARE(result.err.back(), '\n');
}

} // namespace trilemma::test
