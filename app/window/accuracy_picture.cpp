// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/accuracy_picture.h"

#include "app/window/quiet_table.h"
#include "widgets/chart_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace trilemma::app {

namespace {

using widgets::number;

constexpr std::array texts{FigureText{AccuracyFigure::Tpot, "TPOT mean", "ms", 1000},
                           FigureText{AccuracyFigure::Ttft, "TTFT mean", "ms", 1000},
                           FigureText{AccuracyFigure::Throughput, "Output throughput", "tok/s", 1}};

QString tr(const char *text)
{
    return QCoreApplication::translate("AccuracyPicture", text);
}

QString engineName(const evidence::PointConfiguration &configuration)
{
    return configuration.engine.empty() ? tr("not stated") : QString::fromStdString(configuration.engine);
}

QString factsOf(const AccuracyReport &report, std::size_t point, const FigurePair &pair, const std::optional<double> &before,
                const FigureText &text)
{
    const evidence::MeasuredPoint &measured = report.points[point];
    QStringList lines{deploymentText(measured.configuration),
                      tr("measured %1 %3, model %2 %3 (%4)")
                          .arg(number(pair.measured * text.scale), number(pair.predicted * text.scale), QLatin1String(text.unit),
                               signedPercent(pair.ratio() - 1)),
                      QString::fromStdString(measured.source).section(QStringLiteral(", http"), 0, 0)};
    if (before)
        lines.insert(2, tr("before %1 %2 (%3)")
                            .arg(number(*before), QLatin1String(text.unit), signedPercent(*before / (pair.measured * text.scale) - 1)));
    return (lines + unusual(report, point)).join(QLatin1Char('\n'));
}

} // namespace

std::span<const FigureText> figureTexts()
{
    return texts;
}

const FigureText &textOf(AccuracyFigure figure)
{
    return *std::ranges::find(texts, figure, &FigureText::figure);
}

widgets::AccuracyPicture accuracyPicture(const AccuracyReport &report, AccuracyFigure figure, const AccuracyReport *before)
{
    const FigureText &text = textOf(figure);
    widgets::AccuracyPicture picture;
    picture.title = QLatin1String(text.name);
    picture.unit = QLatin1String(text.unit);
    if (before)
        picture.note = tr(" · hollow: before, filled: calibrated");
    for (std::size_t i = 0; i < report.points.size(); ++i) {
        const auto pair = figureAt(report, i, figure);
        if (!pair)
            continue;
        const QString engine = engineName(report.points[i].configuration);
        if (!picture.series.contains(engine))
            picture.series += engine;
        widgets::AccuracyDot dot;
        dot.measured = pair->measured * text.scale;
        dot.predicted = pair->predicted * text.scale;
        if (before) {
            if (const auto earlier = figureAt(*before, i, figure))
                dot.before = earlier->predicted * text.scale;
        }
        dot.series = static_cast<int>(picture.series.indexOf(engine));
        dot.id = static_cast<int>(i);
        dot.text = factsOf(report, i, *pair, dot.before, text);
        picture.dots.push_back(std::move(dot));
    }
    return picture;
}

} // namespace trilemma::app
