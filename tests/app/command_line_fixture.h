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

inline constexpr auto points = "id,engine,model,gpu,num_gpus,tp,isl,osl,mode,concurrency,weight_dtype,itl_ms_mean\n"
                               "a,vllm,Llama-3.3-70B,H100,4,4,1024,256,concurrency,32,fp8,20\n"
                               "b,vllm,Nobody-1B,H100,1,1,1024,256,concurrency,32,fp8,20\n";

/// Prompts of 100 to 400 tokens, ten seconds apart, answers half as long.
inline constexpr auto azure =
    "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:00:00.0,100,50\n2023-11-16 18:00:10.0,200,100\n"
    "2023-11-16 18:00:20.0,300,150\n2023-11-16 18:00:30.0,400,200\n";
inline constexpr auto lengthsOnly = "num_prefill_tokens,num_decode_tokens,num_total_tokens\n100,20,120\n200,40,240\n";
inline constexpr auto passHeading = "ctx_tokens,ctx_requests,ctx_kv_tokens,decode_requests,mean_decode_kv_tokens,latency_ms\n";

} // namespace trilemma::test
