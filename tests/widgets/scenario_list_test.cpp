// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/widget_fixture.h"
#include "models/scenario/metrics.h"
#include "widgets/scenario_list.h"

#include <QAbstractButton>
#include <QApplication>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>

using namespace trilemma;
using widgets::ScenarioCard;
using widgets::ScenarioCardWidget;
using widgets::ScenarioList;

class ScenarioListTest : public QObject {
    Q_OBJECT

private:
    static std::vector<ScenarioCard> cards(int pinned)
    {
        ScenarioCard now;
        now.name = QStringLiteral("now");
        now.summary = QStringLiteral("1 × TP4, FP8");
        now.current = true;
        std::vector<ScenarioCard> result{now};
        for (int index = 0; index < pinned; ++index) {
            ScenarioCard card;
            card.name = QString(QChar(u'A' + index));
            card.series = index + 1;
            card.baseline = index == 0;
            result.push_back(card);
        }
        return result;
    }
    static ScenarioCardWidget *card(ScenarioList &list, const char *name)
    {
        return list.findChild<ScenarioCardWidget *>(QStringLiteral("card.") + QLatin1StringView(name));
    }
    static void chooseFromMenu(QWidget *card, const QString &text)
    {
        QContextMenuEvent asked(QContextMenuEvent::Mouse, QPoint(5, 5), card->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(card, &asked);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        bool found = false;
        for (QAction *action : menu->actions()) {
            if (action->text() != text)
                continue;
            action->trigger();
            found = true;
        }
        menu->close();
        QVERIFY2(found, qPrintable(text));
    }

private slots:
    void cardSaysTheFiguresOfTheMetricTable()
    {
        const auto catalog = test::shippedCatalog();
        const auto shown = test::answered(scenario::defaultScenario(catalog), catalog);
        const ScenarioCard card = widgets::scenarioCard(shown.scenario, shown.evaluation, 2, false, true);
        const auto *knee = scenario::findMetric("knee.output");
        QCOMPARE(card.throughput, QString::fromStdString(scenario::formatNumber(*knee->read(shown.evaluation))));
        QVERIFY(card.baseline && card.series == 2);
        QVERIFY(card.summary.contains(QStringLiteral("TP4")));
    }

    void overloadedCardShowsNoLatency()
    {
        const auto catalog = test::shippedCatalog();
        auto scenario = scenario::defaultScenario(catalog);
        scenario.workload.requestsPerSecond = 5000;
        const auto shown = test::answered(scenario, catalog);
        QCOMPARE(widgets::scenarioCard(shown.scenario, shown.evaluation, 0, true, false).itl, QStringLiteral("overloaded"));
    }

    void buttonPins()
    {
        ScenarioList list;
        list.showCards(cards(2));
        QSignalSpy pins(&list, &ScenarioList::pinRequested);
        QTest::mouseClick(list.findChild<QAbstractButton *>(QStringLiteral("scenarios.pin")), Qt::LeftButton);
        QCOMPARE(pins.count(), 1);
    }

    void fullListRefusesASeventhWithASentence()
    {
        ScenarioList list;
        list.showCards(cards(ScenarioList::mostPinned));
        QSignalSpy pins(&list, &ScenarioList::pinRequested), messages(&list, &ScenarioList::message);
        list.requestPin();
        QTest::mouseClick(list.findChild<QAbstractButton *>(QStringLiteral("scenarios.pin")), Qt::LeftButton);
        QCOMPARE(pins.count(), 0);
        QCOMPARE(messages.count(), 2);
        QVERIFY(messages.front().front().toString().contains(QStringLiteral("delete one")));
        list.showCards(cards(ScenarioList::mostPinned - 1));
        list.requestPin();
        QCOMPARE(pins.count(), 1);
    }

    void menuActsOnThePinnedIndex()
    {
        ScenarioList list;
        list.resize(200, 700);
        list.showCards(cards(3));
        list.show();
        QSignalSpy loads(&list, &ScenarioList::loadRequested), removals(&list, &ScenarioList::deleteRequested),
            baselines(&list, &ScenarioList::baselineRequested);
        chooseFromMenu(card(list, "B"), QStringLiteral("Load into the levers"));
        QCOMPARE(loads.front().front().toInt(), 1);
        chooseFromMenu(card(list, "C"), QStringLiteral("Delete"));
        QCOMPARE(removals.front().front().toInt(), 2);
        chooseFromMenu(card(list, "C"), QStringLiteral("Make it the baseline"));
        QCOMPARE(baselines.front().front().toInt(), 2);
        chooseFromMenu(card(list, "A"), QStringLiteral("Stop comparing with it"));
        QCOMPARE(baselines.back().front().toInt(), -1);
    }

    void keysLoadRenameAndDelete()
    {
        ScenarioList list;
        list.resize(200, 700);
        list.showCards(cards(2));
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        QSignalSpy loads(&list, &ScenarioList::loadRequested), removals(&list, &ScenarioList::deleteRequested),
            renames(&list, &ScenarioList::renameRequested);
        auto *b = card(list, "B");
        QTest::keyClick(b, Qt::Key_Return);
        QCOMPARE(loads.count(), 1);
        QTest::keyClick(b, Qt::Key_F2);
        auto *editor = b->findChild<QLineEdit *>();
        QVERIFY(editor->isVisible());
        QTest::keyClicks(editor, QStringLiteral("night shift"));
        QTest::keyClick(editor, Qt::Key_Return);
        QCOMPARE(renames.count(), 1);
        QCOMPARE(renames.front().at(0).toInt(), 1);
        QCOMPARE(renames.front().at(1).toString(), QStringLiteral("night shift"));
        QTest::mouseDClick(b, Qt::LeftButton, {}, QPoint(60, 12));
        QVERIFY(editor->isVisible());
        QTest::keyClicks(editor, QStringLiteral("other"));
        QTest::keyClick(editor, Qt::Key_Escape);
        QVERIFY(!editor->isVisible());
        QCOMPARE(renames.count(), 1);
        QTest::keyClick(b, Qt::Key_Delete);
        QCOMPARE(removals.front().front().toInt(), 1);
    }

    void currentCardIsNotPinned()
    {
        ScenarioList list;
        list.showCards(cards(1));
        auto *current = card(list, "current");
        QVERIFY(current);
        QSignalSpy removals(&list, &ScenarioList::deleteRequested);
        QTest::keyClick(current, Qt::Key_Delete);
        QCOMPARE(removals.count(), 0);
        QVERIFY(current->accessibleName().contains(QStringLiteral("current")));
    }

    void deletingFromInsideASignalIsSafe()
    {
        ScenarioList list;
        list.showCards(cards(3));
        connect(&list, &ScenarioList::deleteRequested, &list, [&list] { list.showCards(cards(0)); });
        QTest::keyClick(card(list, "C"), Qt::Key_Delete);
        QTest::qWait(1);
        QCOMPARE(list.findChildren<ScenarioCardWidget *>().size(), 1);
    }

    void cardsAreNamedForAssistiveTools()
    {
        ScenarioList list;
        list.showCards(cards(2));
        for (const auto *each : list.findChildren<ScenarioCardWidget *>()) {
            QVERIFY(!each->accessibleName().isEmpty());
            QVERIFY(each->accessibleDescription().contains(QStringLiteral("tok/s")));
        }
    }
};

QTEST_MAIN(ScenarioListTest)
#include "scenario_list_test.moc"
