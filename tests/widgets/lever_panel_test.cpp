// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panel_owner.h"
#include "widgets/lever_combo.h"
#include "widgets/lever_row.h"
#include "widgets/lever_segments.h"
#include "widgets/lever_slider.h"
#include "widgets/lever_track.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>

using namespace trilemma;
using scenario::LeverValue;
using test::PanelOwner;
using widgets::LeverPanel;
using widgets::LeverSlider;
using widgets::LeverTrack;

class LeverPanelTest : public QObject {
    Q_OBJECT

private:
    const catalog::Catalog m_catalog = test::shippedCatalog();

private slots:
    void everyLeverHasARowInTableOrder()
    {
        PanelOwner owner(m_catalog);
        int lastY = -1;
        for (const auto &lever : scenario::levers()) {
            const QString id = QString::fromUtf8(lever.id.data(), static_cast<qsizetype>(lever.id.size()));
            owner.panel.focusLever(id);
            auto *row = owner.panel.findChild<QWidget *>(QStringLiteral("lever.") + id);
            QVERIFY2(row && row->isVisible(), qPrintable(id));
            QVERIFY2(!row->visibleRegion().isEmpty(), qPrintable(id));
            const int y = row->mapTo(owner.panel.widget(), QPoint(0, 0)).y();
            QVERIFY2(y > lastY, qPrintable(id));
            lastY = y;
        }
        QVERIFY(owner.edits.empty());
    }

    void onlyBasicLeversAreShownUntilUnfolded()
    {
        PanelOwner owner(m_catalog);
        QVERIFY(owner.part<QWidget>("lever.qps")->isVisible());
        auto *extra = owner.panel.findChild<QWidget *>(QStringLiteral("lever.arrivals"));
        QVERIFY(!extra->isVisible());
        QTest::mouseClick(owner.part<QAbstractButton>("levers.more.Traffic and SLO"), Qt::LeftButton);
        QVERIFY(extra->isVisible());
        QTest::mouseClick(owner.part<QAbstractButton>("levers.more.Traffic and SLO"), Qt::LeftButton);
        QVERIFY(!extra->isVisible());
    }

    void foldedRowsShowTheCurrentValueOnceUnfolded()
    {
        PanelOwner owner(m_catalog);
        owner.set("concurrency", "77");
        owner.panel.focusLever(QStringLiteral("concurrency"));
        QCOMPARE(owner.part<QLineEdit>("lever.concurrency.entry")->text(), QStringLiteral("77"));
    }

    void showScenarioEmitsNothing()
    {
        PanelOwner owner(m_catalog);
        QSignalSpy resets(&owner.panel, &LeverPanel::leverReset), messages(&owner.panel, &LeverPanel::message);
        for (const auto &lever : scenario::levers()) {
            const auto range = lever.range(owner.current, m_catalog);
            auto changed = owner.current;
            if (lever.scale == scenario::LeverScale::Choice) {
                if (!range.options.empty())
                    lever.write(changed, range.options.back().id, m_catalog);
            } else {
                lever.write(changed, range.maximum, m_catalog);
            }
            owner.panel.showScenario(changed, m_catalog);
            owner.panel.showGhost(&owner.current);
            owner.panel.showGhost(nullptr);
        }
        QVERIFY(owner.edits.empty());
        QCOMPARE(resets.count() + messages.count(), 0);
    }

    void comboMarksAnotherBaseline()
    {
        PanelOwner owner(m_catalog);
        const auto baseline = owner.current;
        auto *combo = owner.part<widgets::LeverCombo>("lever.gpu.combo");
        auto *row = owner.part<widgets::LeverRow>("lever.gpu");
        owner.panel.showGhost(&baseline);
        QVERIFY2(!combo->differsFromGhost(), "the baseline has the same accelerator");
        owner.set("gpu", "a100-80-sxm");
        QVERIFY(combo->differsFromGhost());
        QVERIFY2(row->help().contains(QStringLiteral("baseline: H100 SXM5 80GB")), qPrintable(row->help()));
        owner.panel.showGhost(nullptr);
        QVERIFY(!combo->differsFromGhost());
        QVERIFY(!row->help().contains(QStringLiteral("baseline")));
    }

    void baselineIsATickOnTheSlider()
    {
        PanelOwner owner(m_catalog);
        const auto baseline = owner.current;
        owner.set("qps", "3");
        owner.panel.showGhost(&baseline);
        auto *slider = owner.part<LeverSlider>("lever.qps.slider");
        QVERIFY(slider->ghost().has_value());
        QVERIFY(std::abs(*slider->ghost() - slider->fraction()) > 0.01);
        owner.panel.showGhost(nullptr);
        QVERIFY(!slider->ghost().has_value());
    }

    void lockedLeverStaysPut()
    {
        PanelOwner owner(m_catalog);
        QSignalSpy locks(&owner.panel, &LeverPanel::lockChanged);
        owner.panel.setLocked(QStringLiteral("qps"), true);
        QVERIFY(owner.panel.isLocked(QStringLiteral("qps")));
        QCOMPARE(locks.count(), 1);
        auto *slider = owner.part<LeverSlider>("lever.qps.slider");
        QVERIFY(!slider->isEnabled());
        QTest::mouseClick(slider, Qt::LeftButton, {}, slider->handleAt(0.9).toPoint());
        QTest::keyClick(slider, Qt::Key_Right);
        QVERIFY(owner.edits.empty());
        owner.set("qps", "3");
        QCOMPARE(owner.part<QLineEdit>("lever.qps.entry")->text(), QStringLiteral("3 QPS"));
        owner.panel.setLocked(QStringLiteral("qps"), false);
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(owner.edits.size(), std::size_t{1});
    }

    void menuLocksResetsAndCopiesTheId()
    {
        PanelOwner owner(m_catalog);
        QSignalSpy messages(&owner.panel, &LeverPanel::message), resets(&owner.panel, &LeverPanel::leverReset);
        auto *row = owner.part<QWidget>("lever.qps");
        const auto choose = [row](int index) {
            QContextMenuEvent asked(QContextMenuEvent::Mouse, QPoint(5, 5), row->mapToGlobal(QPoint(5, 5)));
            QApplication::sendEvent(row, &asked);
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            QVERIFY(menu);
            menu->actions().at(index)->trigger();
            menu->close();
        };
        choose(0);
        QVERIFY(owner.panel.isLocked(QStringLiteral("qps")));
        choose(0);
        QVERIFY(!owner.panel.isLocked(QStringLiteral("qps")));
        choose(1);
        QCOMPARE(resets.count(), 1);
        choose(2);
        QCOMPARE(messages.count(), 1);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("qps"));
    }

    void everythingIsNamedForAssistiveTools()
    {
        PanelOwner owner(m_catalog);
        int named = 0;
        for (QWidget *part : owner.panel.findChildren<QWidget *>()) {
            if (!part->objectName().startsWith(QStringLiteral("lever")) || part->focusPolicy() == Qt::NoFocus)
                continue;
            QVERIFY2(!part->accessibleName().isEmpty(), qPrintable(part->objectName()));
            QVERIFY2(!part->accessibleName().contains(u'&'), qPrintable(part->accessibleName()));
            ++named;
        }
        QVERIFY(named > 40);
    }

    void tabReachesEveryLeverInOrder()
    {
        PanelOwner owner(m_catalog);
        for (auto *more : owner.panel.findChildren<QAbstractButton *>(QRegularExpression(QStringLiteral("^levers\\.more\\."))))
            more->setChecked(true);
        owner.panel.focusLever(QStringLiteral("model"));
        QStringList visited;
        for (int steps = 0; steps < 300; ++steps) {
            QWidget *focused = QApplication::focusWidget();
            while (focused && !focused->objectName().startsWith(QStringLiteral("lever.")))
                focused = focused->parentWidget();
            if (focused) {
                const QString id = focused->objectName().section(u'.', 1, 1);
                if (visited.size() > 1 && id == visited.front())
                    break;
                if (visited.isEmpty() || visited.back() != id)
                    visited << id;
            }
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QStringList wanted;
        for (const auto &lever : scenario::levers())
            wanted << QString::fromUtf8(lever.id.data(), static_cast<qsizetype>(lever.id.size()));
        QCOMPARE(visited, wanted);
    }

    void nothingIsClippedSideways()
    {
        PanelOwner owner(m_catalog);
        for (const int width : {owner.panel.minimumWidth(), 280, 420}) {
            owner.panel.resize(width, 700);
            QTest::qWait(1);
            QVERIFY(!owner.panel.horizontalScrollBar()->isVisible());
            QCOMPARE(owner.panel.widget()->width(), owner.panel.viewport()->width());
            for (QWidget *part : owner.panel.widget()->findChildren<QWidget *>()) {
                if (part->isVisible() && part->objectName().startsWith(QStringLiteral("lever.")))
                    QVERIFY2(part->mapTo(owner.panel.widget(), QPoint(part->width(), 0)).x() <= owner.panel.widget()->width(),
                             qPrintable(part->objectName()));
            }
        }
    }

    void trackIsMonotoneAndReturnsWhatItShows_data()
    {
        QTest::addColumn<bool>("logarithmic");
        QTest::addColumn<double>("minimum");
        QTest::addColumn<double>("maximum");
        QTest::addColumn<bool>("whole");
        QTest::newRow("linear") << false << 0.0 << 1.0 << false;
        QTest::newRow("linear whole") << false << 1.0 << 64.0 << true;
        QTest::newRow("log") << true << 0.01 << 10000.0 << false;
        QTest::newRow("log whole") << true << 1.0 << 65536.0 << true;
        QTest::newRow("log from off") << true << 0.0 << 60.0 << false;
    }

    void trackIsMonotoneAndReturnsWhatItShows()
    {
        QFETCH(bool, logarithmic);
        QFETCH(double, minimum);
        QFETCH(double, maximum);
        QFETCH(bool, whole);
        scenario::LeverRange range;
        range.minimum = minimum;
        range.maximum = maximum;
        range.whole = whole;
        const LeverTrack track(logarithmic ? scenario::LeverScale::Logarithmic : scenario::LeverScale::Linear, range);
        QCOMPARE(track.value(0), minimum);
        QCOMPARE(track.value(1), maximum);
        QCOMPARE(track.fraction(minimum), 0.0);
        QCOMPARE(track.fraction(maximum), 1.0);
        double last = minimum;
        for (int i = 0; i <= 1000; ++i) {
            const double value = track.value(i / 1000.0);
            QVERIFY(value >= last && value <= maximum);
            QVERIFY(!whole || value == std::round(value));
            last = value;
            if (!whole && value > minimum)
                QVERIFY(std::abs(track.fraction(value) - i / 1000.0) < 0.025);
        }
        double stepped = minimum;
        for (int i = 0; i < 3000 && stepped < maximum; ++i) {
            const double next = track.stepped(stepped, 1);
            QVERIFY(next > stepped);
            stepped = next;
        }
        QCOMPARE(stepped, maximum);
        for (int i = 0; i < 3000 && stepped > minimum; ++i) {
            const double next = track.stepped(stepped, -1);
            QVERIFY(next < stepped);
            stepped = next;
        }
        QCOMPARE(stepped, minimum);
    }

    void showingAScenarioIsCheap()
    {
        PanelOwner owner(m_catalog);
        auto changed = owner.current;
        QBENCHMARK {
            changed.workload.requestsPerSecond = changed.workload.requestsPerSecond > 5 ? 4 : 6;
            owner.panel.showScenario(changed, m_catalog);
        }
    }
};

QTEST_MAIN(LeverPanelTest)
#include "lever_panel_test.moc"
