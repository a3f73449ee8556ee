// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/week_form.h"

#include "app/catalog_store.h"
#include "models/scenario/fleet_study.h"
#include "widgets/week_table.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

using namespace trilemma;
using app::WeekForm;

class WeekFormTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    const app::CatalogStore m_store{m_folder.filePath("catalog")};
    const scenario::Scenario m_scenario = scenario::defaultScenario(m_store.catalog());

    static void type(widgets::WeekTable &week, const QString &text)
    {
        week.edit(week.currentIndex());
        auto *editor = week.viewport()->findChild<QWidget *>();
        QVERIFY(editor);
        QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        QCoreApplication::processEvents(); // editors commit when the key has been dealt with
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    static QModelIndex cell(widgets::WeekTable &week, int day, int hour) { return week.model()->index(day, hour); }

private slots:
    void showsTheDayThatTheScenarioHas()
    {
        WeekForm form(m_scenario);
        const auto profile = form.week().profile();
        QVERIFY(profile);
        QVERIFY(std::abs(profile->mean() - m_scenario.cost.utilisation) < 0.01);
        QVERIFY(form.message().contains("60"));
        QVERIFY(form.message().startsWith("One peak a day"));
        for (std::size_t hour = 0; hour < profile->shareOfPeak.size(); ++hour)
            QVERIFY(std::abs(profile->shareOfPeak[hour] - scenario::dayProfile(m_scenario).shareOfPeak[hour]) < 1e-12);
    }

    void typingFillsTheSelectedHours()
    {
        WeekForm form(m_scenario);
        form.show();
        widgets::WeekTable &week = form.week();
        week.selectAll();
        type(week, "50");
        QCOMPARE(week.profile()->mean(), 1.0);
        week.clearSelection();
        week.setCurrentIndex(cell(week, 1, 15));
        type(week, "200");
        const scenario::FleetPlan plan = form.plan();
        QVERIFY(plan.followsOwnDay());
        QCOMPARE(plan.ownDay->shareOfPeak[24 + 15], 1.0);
        QCOMPARE(plan.ownDay->shareOfPeak[0], 0.25);
        QVERIFY(form.message().contains("Edited by hand"));
        for (const char *nonsense : {"-3", "x", "1e99"}) {
            week.selectAll();
            type(week, QString::fromLatin1(nonsense));
            QCOMPARE(form.plan().ownDay->shareOfPeak, plan.ownDay->shareOfPeak);
        }
    }

    void repeatsADayAndTakesPastedCells()
    {
        WeekForm form(m_scenario);
        form.show();
        widgets::WeekTable &week = form.week();
        week.setCurrentIndex(cell(week, 2, 0));
        QApplication::clipboard()->setText("100\t7\nx\t9\n");
        QTest::keyClick(&week, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(week.model()->data(cell(week, 2, 1)).toString(), QStringLiteral("7"));
        QCOMPARE(week.model()->data(cell(week, 3, 1)).toString(), QStringLiteral("9"));
        QTest::mouseClick(form.findChild<QPushButton *>("weekForm.weekdays"), Qt::LeftButton);
        for (int day = 0; day < 5; ++day)
            QCOMPARE(week.model()->data(cell(week, day, 1)).toString(), QStringLiteral("7"));
        QVERIFY(week.model()->data(cell(week, 5, 1)).toString() != QStringLiteral("7"));
        week.selectAll();
        QTest::keyClick(&week, Qt::Key_Delete);
        QVERIFY(!week.profile());
        QVERIFY(!form.findChild<QPushButton *>("weekForm.use")->isEnabled());
    }

    void beginsWithAPresetOrAFile()
    {
        WeekForm form(m_scenario);
        auto *start = form.findChild<QComboBox *>("weekForm.start");
        QVERIFY(start->count() > 4);
        start->setCurrentIndex(1);
        emit start->activated(1);
        QVERIFY(form.message().startsWith(start->currentText()));

        QTemporaryDir folder;
        QFile file(folder.filePath("day.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int hour = 0; hour < 24; ++hour)
            file.write(hour == 9 ? "4\n" : "1\n");
        file.close();
        form.takeFile(file.fileName());
        QTRY_VERIFY(!form.isBusy());
        QVERIFY(form.message().startsWith("day.csv"));
        QCOMPARE(form.plan().ownDay->shareOfPeak[9], 1.0);
        form.takeFile(folder.filePath("nothing.csv"));
        QTRY_VERIFY(!form.isBusy());
        QVERIFY(form.message().contains("nothing.csv"));
        QCOMPARE(form.plan().ownDay->shareOfPeak[9], 1.0);
    }
};

QTEST_MAIN(WeekFormTest)
#include "week_form_test.moc"
