// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Drives every lever of the real main window end to end and times value change -> painted. Prints, never judges.
//   benchmark_interaction [LEVER...]
#include "tests/window/window_fixture.h"

#include "widgets/chart.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace {

using namespace trilemma;

constexpr int stepsPerLever = 60;

std::vector<scenario::LeverValue> sweep(const scenario::Lever &lever, const scenario::LeverRange &range)
{
    std::vector<scenario::LeverValue> values;
    if (lever.scale == scenario::LeverScale::Choice) {
        std::vector<scenario::LeverValue> options;
        for (const scenario::LeverOption &option : range.options) {
            if (option.disabledReason.empty())
                options.emplace_back(option.id);
        }
        for (int i = 0; i < stepsPerLever && options.size() > 1; ++i)
            values.push_back(options[static_cast<size_t>(i) % options.size()]);
        return values;
    }
    const bool logarithmic = lever.scale == scenario::LeverScale::Logarithmic && range.minimum > 0;
    for (int i = 0; i < stepsPerLever; ++i) {
        const double at = i / (stepsPerLever - 1.0);
        const double value = logarithmic ? range.minimum * std::pow(range.maximum / range.minimum, at)
                                         : std::lerp(range.minimum, range.maximum, at);
        values.emplace_back(range.whole ? std::round(value) : std::clamp(value, range.minimum, range.maximum));
    }
    return values;
}

double quantile(std::vector<double> times, double share)
{
    if (times.empty())
        return 0;
    std::ranges::sort(times);
    return times[std::min(times.size() - 1, static_cast<size_t>(share * static_cast<double>(times.size())))];
}

struct LeverTimes {
    QString id;
    std::vector<double> milliseconds;
};

/// One value change: evaluation, panels and every repaint that it asks for.
double timeChange(const tests::WindowFixture &fixture, const QString &id, const scenario::LeverValue &value, int gesture)
{
    QElapsedTimer timer;
    timer.start();
    if (!fixture.document().setLever(id, value, gesture))
        return 0;
    fixture.settle();       // evaluation, queued replots, update requests: each asks for the next
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

LeverTimes timeLever(const tests::WindowFixture &fixture, const scenario::Lever &lever, int gesture)
{
    LeverTimes times{QString::fromUtf8(lever.id.data(), lever.id.size()), {}};
    const scenario::LeverRange range = lever.range(fixture.document().current(), fixture.store.catalog());
    for (const scenario::LeverValue &value : sweep(lever, range)) {
        const int asked = fixture.window->evaluation().answer().generation;
        const double milliseconds = timeChange(fixture, times.id, value, gesture);
        if (fixture.window->evaluation().answer().generation > asked)
            times.milliseconds.push_back(milliseconds);
    }
    fixture.document().undoStack().undo();
    fixture.settle();
    return times;
}

} // namespace

int main(int argc, char *argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const tests::WindowFixture fixture;
    const std::array ghosts{std::pair{"max_sequences", 64.0}, std::pair{"token_budget", 2048.0}, std::pair{"replicas", 2.0}};
    for (const auto &[lever, value] : ghosts) {
        fixture.document().pinCurrent();
        fixture.document().setLever(lever, value);
        fixture.settle();
    }

    std::vector<LeverTimes> levers;
    std::vector<double> all;
    int gesture = 0;
    const QStringList wanted = QCoreApplication::arguments().mid(1);
    for (const scenario::Lever &lever : scenario::levers()) {
        if (!wanted.isEmpty() && !wanted.contains(QString::fromUtf8(lever.id)))
            continue;
        levers.push_back(timeLever(fixture, lever, ++gesture));
        all.insert(all.end(), levers.back().milliseconds.begin(), levers.back().milliseconds.end());
    }
    std::ranges::sort(levers, std::greater(), [](const LeverTimes &lever) { return quantile(lever.milliseconds, 0.5); });
    std::printf("interaction, 1600x900, three ghosts, %zu value changes of %zu levers, change to painted: median %.2f ms, p99 %.2f ms\n",
                all.size(), levers.size(), quantile(all, 0.5), quantile(all, 0.99));
    for (size_t i = 0; i < std::min<size_t>(5, levers.size()); ++i) {
        std::printf("  slowest: %-20s median %.2f ms, p99 %.2f ms\n", qPrintable(levers[i].id),
                    quantile(levers[i].milliseconds, 0.5), quantile(levers[i].milliseconds, 0.99));
    }
    return 0;
}
