// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The checklist of tuning rules beside the charts.
#include "tests/window/window_fixture.h"

#include "widgets/tuning_checklist.h"

#include <QAbstractButton>

using namespace trilemma;
using tests::WindowFixture;
using widgets::RuleRow;
using widgets::RuleText;

namespace {

std::vector<RuleRow *> rows(const WindowFixture &fixture)
{
    std::vector<RuleRow *> shown;
    for (RuleRow *row : fixture.find("rules")->findChildren<RuleRow *>()) {
        if (row->isVisible())
            shown.push_back(row);
    }
    return shown;
}

RuleRow *row(const WindowFixture &fixture, const char *id)
{
    return fixture.find<RuleRow>(QStringLiteral("rule.") + QLatin1String(id));
}

void waitForSteps(const WindowFixture &fixture)
{
    fixture.settle();
    const auto &answer = fixture.window->evaluation().answer();
    QTRY_VERIFY(answer.ruleSteps == decision::RuleSteps::Tried &&
                (!answer.rules.empty() || !fixture.window->page().rules().isShown()));
    fixture.settle();
}

} // namespace

class RulesTest : public QObject {
    Q_OBJECT

private slots:
    void firstStartListsTheRulesOfChat()
    {
        WindowFixture fixture;
        QCOMPARE(fixture.find<QAbstractButton>("rules.title")->text(), QStringLiteral("Latency rules"));
        QVERIFY(rows(fixture).size() >= 8);
        for (const RuleRow *shown : rows(fixture)) {
            QVERIFY(shown->rule().mark != RuleText::Mark::DoesNotApply);
            QVERIFY(!shown->accessibleName().isEmpty() && !shown->accessibleDescription().isEmpty());
            QCOMPARE(shown->isOpen(), shown->rule().mark == RuleText::Mark::Broken);
            QVERIFY2(shown->width() <= fixture.find("rules")->width(), qPrintable(shown->objectName()));
        }
    }

    void presetBringsTheRulesOfItsObjective()
    {
        WindowFixture fixture;
        fixture.document().setLever("preset", std::string("synthetic-data"));
        waitForSteps(fixture);
        QCOMPARE(fixture.find<QAbstractButton>("rules.title")->text(), QStringLiteral("Throughput rules"));
        QVERIFY(row(fixture, "large-budget"));
        fixture.document().setLever("objective", std::string("hybrid"));
        waitForSteps(fixture);
        QCOMPARE(fixture.find<QAbstractButton>("rules.title")->text(), QStringLiteral("Hybrid rules"));
        QVERIFY(row(fixture, "spare-for-batch"));
    }

    void enterMakesTheStepAsOneUndoStep()
    {
        WindowFixture fixture;
        fixture.document().setLever("batching", std::string("continuous"));
        fixture.settle();
        waitForSteps(fixture);
        RuleRow *chunking = row(fixture, "chunked-prefill");
        QCOMPARE(chunking->rule().mark, RuleText::Mark::Broken);
        QVERIFY2(chunking->rule().stepHolds && !chunking->rule().step.isEmpty(), qPrintable(chunking->rule().sentence));
        const scenario::Scenario before = fixture.document().current();
        const int steps = fixture.document().undoStack().count();
        chunking->setFocus();
        QTest::keyClick(chunking, Qt::Key_Return);
        waitForSteps(fixture);
        QCOMPARE(chunking->rule().mark, RuleText::Mark::Kept);
        QCOMPARE(fixture.document().undoStack().count(), steps + 1);
        fixture.document().undoStack().undo();
        fixture.settle();
        QCOMPARE(fixture.document().current(), before);
    }

    void stepOfTwoLeversIsOneUndoStepToo()
    {
        WindowFixture fixture;
        for (const auto &[lever, value] : {std::pair{"preset", "synthetic-data"}, {"model", "llama-3.1-8b"}, {"tp", "8"}})
            fixture.document().setLever(lever, std::string(value));
        fixture.settle();
        waitForSteps(fixture);
        RuleRow *split = row(fixture, "replicas-not-tp");
        QVERIFY2(!split->rule().step.isEmpty(), qPrintable(split->rule().sentence));
        const int gpus = fixture.evaluation().gpus, steps = fixture.document().undoStack().count();
        emit split->stepRequested();
        waitForSteps(fixture);
        QCOMPARE(split->rule().mark, RuleText::Mark::Kept);
        QCOMPARE(fixture.evaluation().gpus, gpus);
        QVERIFY(fixture.evaluation().replicas > 1);
        QCOMPARE(fixture.document().undoStack().count(), steps + 1);
    }

    void stepsOfAnotherScenarioCannotBeMade()
    {
        WindowFixture fixture;
        fixture.document().setLever("batching", std::string("continuous"));
        fixture.settle();
        waitForSteps(fixture);
        RuleRow *chunking = row(fixture, "chunked-prefill");
        QTest::qWait(app::LiveEvaluation::rulesMilliseconds);
        fixture.document().setLever("qps", 3.0);
        fixture.settle();
        QVERIFY(!chunking->rule().stepHolds && !chunking->rule().step.isEmpty());
        const scenario::Scenario before = fixture.document().current();
        QTest::keyClick(chunking, Qt::Key_Return);
        fixture.settle();
        QCOMPARE(fixture.document().current(), before);
        waitForSteps(fixture);
        QVERIFY(chunking->rule().stepHolds);
    }

    void foldedOrHiddenRulesAreNotComputed()
    {
        WindowFixture fixture;
        QVERIFY(!fixture.window->evaluation().answer().rules.empty());
        fixture.action("rules")->trigger();
        fixture.document().setLever("qps", 3.0);
        fixture.settle();
        QVERIFY(fixture.window->evaluation().answer().rules.empty());
        QVERIFY(rows(fixture).empty());
        fixture.find<QAbstractButton>("rules.title")->setChecked(true);
        fixture.settle();
        QVERIFY(fixture.action("rules")->isChecked());
        QVERIFY(!fixture.window->evaluation().answer().rules.empty());
        fixture.action("view.accuracy")->trigger();
        fixture.document().setLever("qps", 2.0);
        fixture.settle();
        QVERIFY(fixture.window->evaluation().answer().rules.empty());
        fixture.action("view.overview")->trigger();
        fixture.settle();
        QVERIFY(!fixture.window->evaluation().answer().rules.empty());
    }

    void foldedStaysFolded()
    {
        WindowFixture fixture;
        fixture.action("rules")->trigger();
        fixture.window->close();
        fixture.start();
        QVERIFY(!fixture.action("rules")->isChecked());
        QVERIFY(fixture.window->page().rules().isFolded());
    }

    void spaceOpensARowAndWhatDoesNotApplyUnfolds()
    {
        WindowFixture fixture;
        RuleRow *bounds = row(fixture, "bounds-set");
        QVERIFY(!bounds->isOpen());
        const int closed = bounds->height();
        QTest::keyClick(bounds, Qt::Key_Space);
        fixture.settle();
        QVERIFY(bounds->isOpen());
        QVERIFY(bounds->height() > closed);
        fixture.document().setLever("slo_itl", 0.0);
        waitForSteps(fixture);
        auto *others = fixture.find<QAbstractButton>("rules.others");
        QVERIFY(others->isVisible());
        const size_t before = rows(fixture).size();
        others->click();
        fixture.settle();
        QVERIFY(rows(fixture).size() > before);
    }

    /// Set TRILEMMA_PICTURES to a folder to keep them.
    void fitsEverySizeInBothThemes()
    {
        const QString folder = qEnvironmentVariable("TRILEMMA_PICTURES");
        for (const QSize size : {QSize(1008, 600), QSize(1280, 800), QSize(2560, 1440)}) {
            for (const char *theme : {"light", "dark"}) {
                WindowFixture fixture(size);
                app::applyTheme(QLatin1String(theme));
                fixture.document().setLever("weights", std::string("bf16"));
                fixture.document().setLever("qps", 9.0);
                fixture.settle();
                waitForSteps(fixture);
                for (const RuleRow *shown : rows(fixture)) {
                    QVERIFY2(shown->height() == shown->heightForWidth(shown->width()),
                             qPrintable(QStringLiteral("%1 at %2: %3, not %4")
                                            .arg(shown->objectName())
                                            .arg(shown->width())
                                            .arg(shown->height())
                                            .arg(shown->heightForWidth(shown->width()))));
                    QVERIFY(shown->width() <= fixture.find("rules")->width());
                }
                if (!folder.isEmpty())
                    fixture.window->grab().save(
                        QStringLiteral("%1/rules-%2-%3.png").arg(folder).arg(size.width()).arg(QLatin1String(theme)));
            }
        }
    }
};

QTEST_MAIN(RulesTest)
#include "rules_test.moc"
