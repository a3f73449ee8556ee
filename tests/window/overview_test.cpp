// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/window/window_fixture.h"

#include "models/scenario/metrics.h"
#include "widgets/hockey_stick_chart.h"
#include "widgets/scenario_list.h"
#include "widgets/why_line.h"

#include <QAccessible>
#include <QDialog>
#include <QLabel>
#include <QRegularExpression>
#include <QSlider>

#include <cmath>

using namespace trilemma;
using tests::WindowFixture;

namespace {

std::array<int, 4> replots(const WindowFixture &fixture)
{
    std::array<int, 4> counts{};
    for (size_t i = 0; i < counts.size(); ++i)
        counts[i] = fixture.window->page().charts()[i]->replotCount();
    return counts;
}

/// Everything that the window says in words.
QString allText(const WindowFixture &fixture)
{
    QStringList texts{fixture.stripText(), fixture.window->page().why().text()};
    for (const QLabel *label : fixture.window->findChildren<QLabel *>())
        texts += label->text();
    for (widgets::Chart *chart : fixture.window->page().charts())
        texts += chart->subtitle() + '\n' + chart->readOut();
    return texts.join('\n');
}

QString nonFiniteWord(const QString &text)
{
    static const QRegularExpression words(R"((^|[^A-Za-z])(nan|inf|infinity)([^A-Za-z]|$))", QRegularExpression::CaseInsensitiveOption);
    return words.match(text).captured(2);
}

} // namespace

class OverviewTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<WindowFixture> m_swept;     ///< one window for the walk over the lever table

private slots:
    void cleanupTestCase() { m_swept.reset(); }

    void firstStartShowsACompleteScenario()
    {
        const WindowFixture fixture;
        const scenario::Evaluation &evaluation = fixture.evaluation();
        QVERIFY(evaluation.replica.finite);
        QVERIFY(evaluation.fleetOutputTokensPerSecond() > 0);
        QVERIFY(evaluation.cost.usdPerMillionOutput > 0);
        QVERIFY(std::isfinite(evaluation.replica.itl.p99));
        QVERIFY2(fixture.stripText().contains("tok/s"), qPrintable(fixture.stripText()));
        QVERIFY(!fixture.window->page().why().text().isEmpty());
        for (const int count : replots(fixture))
            QVERIFY(count > 0);
        QVERIFY(nonFiniteWord(allText(fixture)).isEmpty());
        QVERIFY(!fixture.window->isWindowModified());
        QVERIFY(fixture.toast().isEmpty());
    }

    void draggedSliderMovesEverythingAndIsOneStep()
    {
        WindowFixture fixture;
        auto *slider = fixture.find<QSlider>("lever.qps.slider");
        const scenario::Scenario before = fixture.document().current();
        const QString strip = fixture.stripText();
        const auto counts = replots(fixture);
        const QPoint from(slider->width() / 4, slider->height() / 2);
        QTest::mousePress(slider, Qt::LeftButton, {}, from);
        for (int x = from.x(); x < slider->width() / 2; x += 4) {
            QTest::mouseMove(slider, {x, from.y()});
            fixture.settle();
        }
        QTest::mouseRelease(slider, Qt::LeftButton, {}, {slider->width() / 2, from.y()});
        fixture.settle();
        QVERIFY(fixture.document().current() != before);
        QCOMPARE(fixture.document().undoStack().count(), 1);
        QVERIFY(fixture.stripText() != strip);
        QVERIFY(replots(fixture)[0] > counts[0]);
        QVERIFY(replots(fixture)[2] > counts[2]);

        QTest::keyClick(fixture.window.get(), Qt::Key_Z, Qt::ControlModifier);
        fixture.settle();
        QCOMPARE(fixture.document().current(), before);
        QCOMPARE(fixture.stripText(), strip);
        QTest::keyClick(fixture.window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        fixture.settle();
        QVERIFY(fixture.document().current() != before);
    }

    void keysOnASliderStepIt()
    {
        WindowFixture fixture;
        auto *slider = fixture.find<QSlider>("lever.qps.slider");
        const double before = fixture.document().current().workload.requestsPerSecond;
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Right);
        fixture.settle();
        QVERIFY(fixture.document().current().workload.requestsPerSecond > before);
        QTest::keyClick(slider, Qt::Key_Left);
        fixture.settle();
        QVERIFY(std::abs(fixture.document().current().workload.requestsPerSecond / before - 1) < 0.01);
    }

    void pinMakesAGhostAndDeltas()
    {
        WindowFixture fixture;
        QTest::keyClick(fixture.window.get(), Qt::Key_P, Qt::ControlModifier);
        fixture.settle();
        QCOMPARE(fixture.document().session().pinned.size(), size_t{1});
        for (const widgets::Chart *chart : fixture.window->page().charts())
            QCOMPARE(chart->scenarios().size(), size_t{2});
        fixture.document().setLever("token_budget", 1024.0);
        fixture.settle();
        const QString strip = fixture.stripText();
        QVERIFY2(strip.contains(QChar(0x25b2)) || strip.contains(QChar(0x25bc)), qPrintable(strip));
        QVERIFY(!fixture.window->evaluation().answer().moved.empty());
    }

    /// The trilemma itself: a larger batch limit gives throughput and takes latency and cost.
    void batchLimitTradesLatencyForThroughputAndCost()
    {
        WindowFixture fixture;
        const auto at = [&](double limit) {
            fixture.document().setLever("max_sequences", limit);
            fixture.document().setLever("qps", 1000.0);
            fixture.settle();
            return fixture.evaluation();
        };
        const scenario::Evaluation low = at(8), high = at(256);
        QVERIFY(high.replica.capacityRequestsPerSecond > low.replica.capacityRequestsPerSecond);
        QVERIFY(high.step.seconds > low.step.seconds);
        QVERIFY(high.cost.usdPerMillionOutput < low.cost.usdPerMillionOutput);
    }

    void overloadShowsNoFiniteLatency()
    {
        WindowFixture fixture;
        fixture.document().setLever("qps", 5000.0);
        fixture.settle();
        QCOMPARE(fixture.evaluation().state, scenario::State::Overloaded);
        QVERIFY2(fixture.stripText().contains("OVERLOADED"), qPrintable(fixture.stripText()));
        QVERIFY(nonFiniteWord(allText(fixture)).isEmpty());
    }

    void draggedOperatingPointMovesTheRate()
    {
        WindowFixture fixture;
        auto *chart = static_cast<widgets::HockeyStickChart *>(fixture.window->page().charts()[0]);
        const scenario::Evaluation &evaluation = fixture.evaluation();
        const double before = fixture.document().current().workload.requestsPerSecond;
        QWidget *plot = chart->plotWidget();
        const QPoint at =
            chart->pixelAt({evaluation.fleetOutputTokensPerSecond(), evaluation.replica.itl.p99 * 1e3}).toPoint();
        QVERIFY2(chart->plotRect().contains(at), "the operating point is drawn inside the axes");
        QTest::mouseMove(plot, at);
        QTest::mousePress(plot, Qt::LeftButton, {}, at);
        for (int step = 1; step <= 10; ++step) {
            QTest::mouseMove(plot, at + QPoint(-3 * step, 0));
            fixture.settle();
        }
        QTest::mouseRelease(plot, Qt::LeftButton, {}, at + QPoint(-30, 0));
        fixture.settle();
        QVERIFY(fixture.document().current().workload.requestsPerSecond < before);
        QCOMPARE(fixture.document().undoStack().count(), 1);
    }

    void lockedLeverCannotBeDraggedOnAChart()
    {
        WindowFixture fixture;
        fixture.window->page().levers().setLocked("qps", true);
        emit fixture.window->page().charts()[0]->leverDragged("qps", 3.0, true);
        QCOMPARE(fixture.document().undoStack().count(), 0);
    }

    void crosshairIsOneForAllCharts()
    {
        WindowFixture fixture;
        auto *chart = static_cast<widgets::HockeyStickChart *>(fixture.window->page().charts()[0]);
        const auto counts = replots(fixture);
        const QPoint middle = chart->plotRect().center().toPoint() - QPoint(40, 0);
        QTest::mouseMove(chart->plotWidget(), middle);
        fixture.settle();
        QVERIFY(chart->crosshair());
        for (const widgets::Chart *linked : fixture.window->page().charts())
            QCOMPARE(linked->crosshair(), chart->crosshair());
        QCOMPARE(replots(fixture), counts);
    }

    void nextBestMoveIsOneClick()
    {
        WindowFixture fixture;
        QTRY_VERIFY_WITH_TIMEOUT(fixture.action("nextMove")->isEnabled() || !fixture.window->evaluation().nextMove(), 2000);
        QTest::qWait(2 * app::LiveEvaluation::restMilliseconds);
        const auto move = fixture.window->evaluation().nextMove();
        if (!move)
            QSKIP("nothing helps the default scenario");
        fixture.action("nextMove")->trigger();
        QCOMPARE(fixture.document().undoStack().count(), 1);
        const scenario::Lever &lever = *scenario::findLever(move->leverId);
        QVERIFY(lever.read(fixture.document().current(), fixture.store.catalog()) == move->value);
    }

    void everyLeverTurnsThroughItsWholeRange_data()
    {
        QTest::addColumn<QString>("id");
        for (const scenario::Lever &lever : scenario::levers())
            QTest::newRow(std::string(lever.id).c_str()) << QString::fromUtf8(lever.id.data(), lever.id.size());
    }
    void everyLeverTurnsThroughItsWholeRange()
    {
        QFETCH(QString, id);
        // Not before: a second window at the same place takes the mouse from the one under test.
        if (!m_swept)
            m_swept = std::make_unique<WindowFixture>();
        const WindowFixture &fixture = *m_swept;
        fixture.document().undoStack().setIndex(0);
        fixture.settle();
        const scenario::Lever &lever = *scenario::findLever(id.toStdString());
        const scenario::LeverRange range = lever.range(fixture.document().current(), fixture.store.catalog());
        std::vector<scenario::LeverValue> values;
        for (const scenario::LeverOption &option : range.options) {
            if (option.disabledReason.empty())
                values.emplace_back(option.id);
        }
        if (lever.scale != scenario::LeverScale::Choice) {
            const double middle = lever.scale == scenario::LeverScale::Logarithmic ? std::sqrt(range.minimum * range.maximum)
                                                                                   : (range.minimum + range.maximum) / 2;
            values = {range.minimum, range.whole ? std::round(middle) : middle, range.maximum};
        }
        QVERIFY(!values.empty());
        for (const scenario::LeverValue &value : values) {
            QVERIFY2(fixture.document().setLever(id, value), qPrintable(fixture.toast()));
            fixture.settle();
            const QString word = nonFiniteWord(allText(fixture));
            const std::string shown = scenario::formatLeverValue(lever, value, fixture.document().current(), fixture.store.catalog());
            QVERIFY2(word.isEmpty(), qPrintable(QString::fromStdString(shown) + ": " + word + "\n" + allText(fixture)));
            for (const scenario::Metric &metric : scenario::metrics()) {
                const auto number = metric.read(fixture.evaluation());
                QVERIFY2(!number || std::isfinite(*number), std::string(metric.id).c_str());
            }
        }
    }

    void themesSwitchByKeyAndRepaintAll()
    {
        m_swept.reset();
        WindowFixture fixture;
        const QColor light = fixture.window->palette().color(QPalette::Window);
        QTest::keyClick(fixture.window.get(), Qt::Key_T, Qt::ControlModifier);
        fixture.settle();
        const QColor dark = fixture.window->palette().color(QPalette::Window);
        QVERIFY(dark.lightness() < light.lightness());
        for (const widgets::Chart *chart : fixture.window->page().charts())
            QVERIFY(chart->theme().dark);
        QCOMPARE(fixture.settings.get(app::setting::theme), QString("dark"));
        fixture.action("theme.light")->trigger();
        fixture.settle();
        QCOMPARE(fixture.window->palette().color(QPalette::Window), light);
    }

    void fitsFromSmallToLarge_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("small") << QSize(900, 600);
        QTest::newRow("laptop") << QSize(1280, 800);
        QTest::newRow("drawn") << QSize(1600, 900);
        QTest::newRow("large") << QSize(2560, 1440);
    }
    void fitsFromSmallToLarge()
    {
        QFETCH(QSize, size);
        const WindowFixture fixture(size);
        QVERIFY2(fixture.window->width() <= size.width() && fixture.window->height() <= size.height(),
                 qPrintable(QStringLiteral("needs %1 x %2").arg(fixture.window->width()).arg(fixture.window->height())));
        for (const widgets::Chart *chart : fixture.window->page().charts()) {
            QVERIFY(chart->width() >= chart->minimumSizeHint().width());
            QVERIFY(chart->height() >= chart->minimumSizeHint().height());
        }
        // No label is narrower than its text, unless it is one that wraps.
        for (const QLabel *label : fixture.window->findChildren<QLabel *>()) {
            if (label->isVisible() && !label->wordWrap() && !label->visibleRegion().isEmpty())
                QVERIFY2(label->width() >= label->minimumSizeHint().width(), qPrintable(label->text()));
        }
    }

    void fullScreenAndBack()
    {
        WindowFixture fixture;
        QTest::keyClick(fixture.window.get(), Qt::Key_F11);
        QVERIFY(fixture.window->isFullScreen());
        QTest::keyClick(fixture.window.get(), Qt::Key_F11);
        QVERIFY(!fixture.window->isFullScreen());
    }

    void shortcutSheetListsEveryKey()
    {
        WindowFixture fixture;
        QTest::keyClick(fixture.window.get(), Qt::Key_Question);
        auto *sheet = fixture.find<QDialog>("shortcutSheet");
        QVERIFY(sheet->isVisible());
        QStringList texts;
        for (const QLabel *label : sheet->findChildren<QLabel *>())
            texts += label->text();
        for (const QAction *action : fixture.window->findChildren<QAction *>()) {
            if (action->objectName().startsWith("action.") && !action->shortcut().isEmpty())
                QVERIFY2(texts.contains(action->shortcut().toString(QKeySequence::NativeText)), qPrintable(action->text()));
        }
    }

    void everyControlHasANameForAssistiveTools()
    {
        const WindowFixture fixture;
        for (const QWidget *widget : fixture.window->findChildren<QWidget *>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus))
                continue;
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            const QString name = accessible ? accessible->text(QAccessible::Name) : QString();
            QVERIFY2(!name.isEmpty() && !name.contains('&'),
                     qPrintable(widget->objectName() + " (" + widget->metaObject()->className() + "): " + name));
        }
    }
};

QTEST_MAIN(OverviewTest)
#include "overview_test.moc"
