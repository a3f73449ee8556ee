// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Drives every lever of the real main window end to end and times value change -> painted: with the Overview shown, with a
// full simulation going beside it, with the Load view shown whose full run each change cuts short, and with the Fleet view
// or the Cost view. Prints, never judges.
//   benchmark_interaction [LEVER or view...]   views: overview, load, fleet, cost; all without one
#include "tests/window/window_fixture.h"

#include "app/window/load_page.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace {

using namespace trilemma;

enum class Mode { Overview, OverviewAndFullRun, Load, Fleet, Cost };

/// Each step of the Load view waits for a full run to begin.
int stepsPerLever(Mode mode)
{
    return mode == Mode::Load ? 20 : 60;
}

std::vector<scenario::LeverValue> sweep(const scenario::Lever &lever, const scenario::LeverRange &range, int steps)
{
    std::vector<scenario::LeverValue> values;
    if (lever.scale == scenario::LeverScale::Choice) {
        std::vector<scenario::LeverValue> options;
        for (const scenario::LeverOption &option : range.options) {
            if (option.disabledReason.empty())
                options.emplace_back(option.id);
        }
        for (int i = 0; i < steps && options.size() > 1; ++i)
            values.push_back(options[static_cast<size_t>(i) % options.size()]);
        return values;
    }
    const bool logarithmic = lever.scale == scenario::LeverScale::Logarithmic && range.minimum > 0;
    for (int i = 0; i < steps; ++i) {
        const double at = i / (steps - 1.0);
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
    std::vector<double> milliseconds, busy, preview; ///< busy: of the milliseconds, those that the thread had the processor
};

double busyMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

double millisecondsOf(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// The Load view's preview is painted and its full run is going.
void waitForFullRun(const tests::WindowFixture &fixture)
{
    app::LoadPage &page = fixture.window->load();
    (void)QTest::qWaitFor([&] { return page.simulated() || !page.simulation().isBusy(); });
    QTest::qWait(app::LoadSimulation::quietMilliseconds + 15);
}

/// One value change: evaluation, panels and every repaint that it asks for; on the Load view, then its preview.
void timeChange(const tests::WindowFixture &fixture, LeverTimes &times, const scenario::LeverValue &value, int gesture, Mode mode)
{
    if (mode == Mode::Load)
        waitForFullRun(fixture);
    const app::LoadPage &page = fixture.window->load();
    const auto simulated = page.simulated();
    const int asked = fixture.window->evaluation().answer().generation;
    QElapsedTimer timer;
    const double before = busyMilliseconds();
    timer.start();
    if (!fixture.document().setLever(times.id, value, gesture))
        return;
    fixture.settle();       // evaluation, queued replots, update requests: each asks for the next
    if (fixture.window->evaluation().answer().generation == asked)
        return;
    times.milliseconds.push_back(millisecondsOf(timer));
    times.busy.push_back(busyMilliseconds() - before);
    if (mode != Mode::Load || page.simulated() == simulated)
        return;             // the lever changes nothing under load
    while (!page.simulated() && timer.elapsed() < 1000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1);
    fixture.settle();
    times.preview.push_back(millisecondsOf(timer));
}

LeverTimes timeLever(const tests::WindowFixture &fixture, const scenario::Lever &lever, int gesture, Mode mode)
{
    LeverTimes times{QString::fromUtf8(lever.id.data(), lever.id.size()), {}, {}, {}};
    const scenario::LeverRange range = lever.range(fixture.document().current(), fixture.store.catalog());
    for (const scenario::LeverValue &value : sweep(lever, range, stepsPerLever(mode)))
        timeChange(fixture, times, value, gesture, mode);
    fixture.document().undoStack().undo();
    fixture.settle();
    return times;
}

void print(const char *what, std::vector<LeverTimes> levers)
{
    std::vector<double> all, busy, previews;
    for (const LeverTimes &lever : levers) {
        all.insert(all.end(), lever.milliseconds.begin(), lever.milliseconds.end());
        busy.insert(busy.end(), lever.busy.begin(), lever.busy.end());
        previews.insert(previews.end(), lever.preview.begin(), lever.preview.end());
    }
    std::ranges::sort(levers, std::greater(), [](const LeverTimes &lever) { return quantile(lever.milliseconds, 0.5); });
    std::printf("interaction, 1600x900, three ghosts, %s, %zu value changes of %zu levers, change to painted: median %.2f ms, p99 %.2f ms\n",
                what, all.size(), levers.size(), quantile(all, 0.5), quantile(all, 0.99));
    std::printf("  of it with the processor: median %.2f ms, p99 %.2f ms\n", quantile(busy, 0.5), quantile(busy, 0.99));
    if (!previews.empty())
        std::printf("  change to preview painted, %zu: median %.2f ms, p99 %.2f ms\n", previews.size(), quantile(previews, 0.5),
                    quantile(previews, 0.99));
    for (size_t i = 0; i < std::min<size_t>(5, levers.size()); ++i) {
        std::printf("  slowest: %-20s median %.2f ms, p99 %.2f ms; with the processor %.2f ms, %.2f ms\n", qPrintable(levers[i].id),
                    quantile(levers[i].milliseconds, 0.5), quantile(levers[i].milliseconds, 0.99), quantile(levers[i].busy, 0.5),
                    quantile(levers[i].busy, 0.99));
    }
    std::fflush(stdout);
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

    // Asked anew whenever it ends, so that workers are never idle.
    app::LoadSimulation background(fixture.store.catalog());
    const scenario::Scenario shown = fixture.document().current();
    QObject::connect(&background, &app::LoadSimulation::delivered, &background, [&](const auto &, int generation, bool isPreview) {
        if (!isPreview)
            background.request(shown, generation + 1);
    });

    constexpr std::array views{"overview", "overview", "load", "fleet", "cost"};
    QStringList wanted = QCoreApplication::arguments().mid(1), wantedViews;
    for (const char *view : views) {
        if (wanted.removeAll(QLatin1String(view)) > 0)
            wantedViews += QLatin1String(view);
    }
    int gesture = 0;
    for (const auto &[mode, what] : {std::pair{Mode::Overview, "Overview"}, std::pair{Mode::OverviewAndFullRun, "Overview and a full run"},
                                     std::pair{Mode::Load, "Load view and its full run"}, std::pair{Mode::Fleet, "Fleet view"},
                                     std::pair{Mode::Cost, "Cost view"}}) {
        const QString view = QLatin1String(views[static_cast<std::size_t>(mode)]);
        if (!wantedViews.isEmpty() && !wantedViews.contains(view))
            continue;
        if (mode == Mode::OverviewAndFullRun)
            background.request(shown, 1);
        else
            background.cancel();
        fixture.action("view." + view)->trigger();
        QTest::qWait(200);
        std::vector<LeverTimes> levers;
        for (const scenario::Lever &lever : scenario::levers()) {
            if (wanted.isEmpty() || wanted.contains(QString::fromUtf8(lever.id)))
                levers.push_back(timeLever(fixture, lever, ++gesture, mode));
        }
        print(what, std::move(levers));
    }
    return 0;
}
