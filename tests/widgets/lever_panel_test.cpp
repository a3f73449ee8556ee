// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/widget_fixture.h"
#include "widgets/lever_combo.h"
#include "widgets/lever_panel.h"
#include "widgets/lever_row.h"
#include "widgets/lever_segments.h"
#include "widgets/lever_slider.h"
#include "widgets/lever_track.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>

using namespace trilemma;
using scenario::LeverValue;
using widgets::LeverPanel;
using widgets::LeverSlider;
using widgets::LeverTrack;

Q_DECLARE_METATYPE(trilemma::scenario::LeverValue)

/// What the panel emitted, and an owner that applies it as the document does.
class PanelOwner : public QObject {
public:
    struct Edit {
        QString id;
        LeverValue value;
        int gesture;
    };

    explicit PanelOwner(const catalog::Catalog &catalog)
        : shippedCatalog(catalog), current(scenario::defaultScenario(catalog))
    {
        connect(&panel, &LeverPanel::leverEdited, this, [this](const QString &id, const LeverValue &value, int gesture) {
            edits.push_back({id, value, gesture});
            if (const auto next = scenario::withLever(current, id.toStdString(), value, shippedCatalog); next && applies)
                current = *next;
            panel.showScenario(current, shippedCatalog);
        });
        panel.resize(280, 900);
        panel.showScenario(current, shippedCatalog);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
    }

    template<class T>
    T *part(const char *name)
    {
        T *found = panel.findChild<T *>(QLatin1StringView(name));
        if (!found)
            qFatal("no part %s", name);
        panel.ensureWidgetVisible(found);
        return found;
    }
    double number(const char *id) const
    {
        return std::get<double>(scenario::findLever(id)->read(current, shippedCatalog));
    }
    void set(const char *id, const char *text)
    {
        const auto next = scenario::withLeverText(current, id, text, shippedCatalog);
        QVERIFY2(next, next ? "" : next.error().sentence().c_str());
        current = *next;
        panel.showScenario(current, shippedCatalog);
    }

    const catalog::Catalog &shippedCatalog;
    scenario::Scenario current;
    bool applies = true;
    std::vector<Edit> edits;
    LeverPanel panel;
};

class LeverPanelTest : public QObject {
    Q_OBJECT

private:
    catalog::Catalog m_catalog;

private slots:
    void initTestCase()
    {
        m_catalog = test::shippedCatalog();
        QVERIFY(!m_catalog.models.empty());
    }

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

    void draggingEmitsMonotoneValuesOfOneGesture()
    {
        PanelOwner owner(m_catalog);
        auto *slider = owner.part<LeverSlider>("lever.qps.slider");
        const QPoint start = slider->handleAt(slider->fraction()).toPoint();
        QTest::mousePress(slider, Qt::LeftButton, {}, start);
        QVERIFY2(owner.edits.empty(), "grabbing the handle must not move it");
        for (int step = 1; step <= 12; ++step)
            QTest::mouseMove(slider, start + QPoint(4 * step, 0));
        QTest::mouseRelease(slider, Qt::LeftButton, {}, start + QPoint(48, 0));
        QVERIFY(owner.edits.size() >= 8);
        for (std::size_t i = 0; i < owner.edits.size(); ++i) {
            QCOMPARE(owner.edits[i].id, QStringLiteral("qps"));
            QCOMPARE(owner.edits[i].gesture, owner.edits.front().gesture);
            if (i > 0)
                QVERIFY(std::get<double>(owner.edits[i].value) > std::get<double>(owner.edits[i - 1].value));
        }
        const int first = owner.edits.front().gesture;
        owner.edits.clear();
        const QPoint handle = slider->handleAt(slider->fraction()).toPoint();
        QTest::mousePress(slider, Qt::LeftButton, {}, handle);
        QTest::mouseMove(slider, handle - QPoint(20, 0));
        QTest::mouseRelease(slider, Qt::LeftButton, {}, handle - QPoint(20, 0));
        QVERIFY(!owner.edits.empty());
        QVERIFY2(owner.edits.front().gesture != first, "a second drag is a gesture of its own");
    }

    void arrowKeysStep()
    {
        PanelOwner owner(m_catalog);
        const double before = owner.number("max_sequences");
        auto *slider = owner.part<LeverSlider>("lever.max_sequences.slider");
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Right);
        const double after = owner.number("max_sequences");
        const auto range = scenario::findLever("max_sequences")->range(owner.current, m_catalog);
        QVERIFY(after > before);
        QCOMPARE(after, range.step > 1 ? std::round(before * range.step) : before + range.step);
        QTest::keyClick(slider, Qt::Key_Left);
        QCOMPARE(owner.number("max_sequences"), before);
        QTest::keyClick(slider, Qt::Key_PageUp);
        QVERIFY(owner.number("max_sequences") > after);
        QTest::keyClick(slider, Qt::Key_Home);
        QCOMPARE(owner.number("max_sequences"), range.minimum);
        QTest::keyClick(slider, Qt::Key_End);
        QCOMPARE(owner.number("max_sequences"), range.maximum);
    }

    void everySliderReachesBothEndsByKeys()
    {
        for (const auto &lever : scenario::levers()) {
            if (lever.scale == scenario::LeverScale::Choice)
                continue;
            PanelOwner owner(m_catalog);
            const auto range = lever.range(owner.current, m_catalog);
            owner.panel.focusLever(QString::fromUtf8(lever.id.data(), static_cast<qsizetype>(lever.id.size())));
            const std::string name = "lever." + std::string(lever.id) + ".slider";
            auto *slider = owner.part<LeverSlider>(name.c_str());
            QTest::keyClick(slider, Qt::Key_End);
            QVERIFY2(owner.number(std::string(lever.id).c_str()) == range.maximum, name.c_str());
            QTest::keyClick(slider, Qt::Key_Home);
            QVERIFY2(owner.number(std::string(lever.id).c_str()) == range.minimum, name.c_str());
        }
    }

    void textCommitsOnEnterAndOnLeaving()
    {
        PanelOwner owner(m_catalog);
        auto *entry = owner.part<QLineEdit>("lever.isl.entry");
        entry->setFocus();
        entry->selectAll();
        QTest::keyClicks(entry, QStringLiteral("4k"));
        QVERIFY2(owner.edits.empty(), "nothing is committed while typing");
        QTest::keyClick(entry, Qt::Key_Return);
        QCOMPARE(owner.number("isl"), 4000.0);
        QCOMPARE(owner.edits.size(), std::size_t{1});
        auto *bound = owner.part<QLineEdit>("lever.slo_itl.entry");
        bound->setFocus();
        bound->selectAll();
        QTest::keyClicks(bound, QStringLiteral("80 ms"));
        QTest::keyClick(bound, Qt::Key_Tab);
        QCOMPARE(owner.number("slo_itl"), 0.08);
        QCOMPARE(owner.edits.size(), std::size_t{2});
        QVERIFY(owner.edits[0].gesture != owner.edits[1].gesture);
        QCOMPARE(bound->text(), QStringLiteral("80 ms"));
    }

    void escapeTakesTypingBack()
    {
        PanelOwner owner(m_catalog);
        auto *entry = owner.part<QLineEdit>("lever.isl.entry");
        const QString before = entry->text();
        entry->setFocus();
        entry->selectAll();
        QTest::keyClicks(entry, QStringLiteral("12"));
        QTest::keyClick(entry, Qt::Key_Escape);
        QCOMPARE(entry->text(), before);
        QTest::keyClick(entry, Qt::Key_Tab);
        QVERIFY(owner.edits.empty());
    }

    void updatesDoNotDisturbTyping()
    {
        PanelOwner owner(m_catalog);
        auto *entry = owner.part<QLineEdit>("lever.isl.entry");
        entry->setFocus();
        entry->selectAll();
        QTest::keyClicks(entry, QStringLiteral("20"));
        owner.set("qps", "3");
        owner.set("isl", "900");
        QCOMPARE(entry->text(), QStringLiteral("20"));
    }

    void nonsenseKeepsTheValueAndSaysWhy_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char *typed : {"banana", "-5", "1e99", "nan", "12 parsecs", "0x", "inf"})
            QTest::newRow(typed) << QString::fromLatin1(typed);
    }

    void nonsenseKeepsTheValueAndSaysWhy()
    {
        QFETCH(QString, typed);
        PanelOwner owner(m_catalog);
        auto *entry = owner.part<QLineEdit>("lever.isl.entry");
        const QString before = entry->text();
        entry->setFocus();
        entry->selectAll();
        QTest::keyClicks(entry, typed);
        QTest::keyClick(entry, Qt::Key_Return);
        QVERIFY(owner.edits.empty());
        QCOMPARE(entry->text(), before);
        auto *error = owner.part<QLabel>("lever.isl.error");
        QVERIFY(error->isVisible());
        QVERIFY2(error->text().contains(typed, Qt::CaseInsensitive), qPrintable(error->text()));
        QCOMPARE(error->palette().color(error->foregroundRole()), widgets::themeOf(owner.panel.palette()).bad);
        QTest::keyClick(entry, Qt::Key_Up);
        QVERIFY2(!error->isVisible(), "a valid edit takes the sentence away");
    }

    void doubleClickResets()
    {
        PanelOwner owner(m_catalog);
        QSignalSpy resets(&owner.panel, &LeverPanel::leverReset);
        auto *slider = owner.part<LeverSlider>("lever.qps.slider");
        QTest::mouseDClick(slider, Qt::LeftButton, {}, slider->handleAt(slider->fraction()).toPoint());
        QCOMPARE(resets.count(), 1);
        QCOMPARE(resets.front().front().toString(), QStringLiteral("qps"));
        QVERIFY(owner.edits.empty());
        auto *row = owner.part<QWidget>("lever.qps");
        QTest::mouseDClick(row->childAt(QPoint(10, 8)), Qt::LeftButton);
        QCOMPARE(resets.count(), 2);
    }

    void disabledOptionCannotBeChosenAndSaysWhy()
    {
        PanelOwner owner(m_catalog);
        owner.set("model", "llama-2-13b");      // 40 heads
        QSignalSpy messages(&owner.panel, &LeverPanel::message);
        int refused = 0;
        for (auto *button : owner.part<QWidget>("lever.tp")->findChildren<QAbstractButton *>()) {
            if (button->isEnabled())
                continue;
            ++refused;
            QVERIFY(!button->toolTip().isEmpty());
            QTest::mouseClick(button, Qt::LeftButton);
            QCOMPARE(messages.count(), refused);
            QCOMPARE(messages.back().front().toString(), button->toolTip());
            QVERIFY(!button->isChecked());
        }
        QVERIFY2(!owner.part<QAbstractButton>("lever.tp.16")->isEnabled(), "16 does not divide 40 heads");
        QVERIFY(owner.part<QAbstractButton>("lever.tp.8")->isEnabled());
        QVERIFY(refused > 0);
        QVERIFY(owner.edits.empty());
    }

    void segmentsAreChosenByMouseAndArrow()
    {
        PanelOwner owner(m_catalog);
        QTest::mouseClick(owner.part<QAbstractButton>("lever.weights.bf16"), Qt::LeftButton);
        QCOMPARE(owner.edits.size(), std::size_t{1});
        QCOMPARE(std::get<std::string>(owner.edits[0].value), std::string("bf16"));
        QTest::mouseClick(owner.part<QAbstractButton>("lever.weights.bf16"), Qt::LeftButton);
        QCOMPARE(owner.edits.size(), std::size_t{1});
        auto *active = owner.part<QAbstractButton>("lever.weights.bf16");
        active->setFocus();
        QTest::keyClick(active, Qt::Key_Right);
        QCOMPARE(owner.edits.size(), std::size_t{2});
        QVERIFY(std::get<std::string>(owner.edits[1].value) != "bf16");
        QVERIFY(owner.edits[1].gesture != owner.edits[0].gesture);
    }

    void refusedEditIsTakenBack()
    {
        PanelOwner owner(m_catalog);
        owner.applies = false;
        QTest::mouseClick(owner.part<QAbstractButton>("lever.weights.bf16"), Qt::LeftButton);
        QVERIFY(owner.part<QAbstractButton>("lever.weights.fp8")->isChecked());
        auto *slider = owner.part<LeverSlider>("lever.qps.slider");
        const double before = slider->fraction();
        QTest::mouseClick(slider, Qt::LeftButton, {}, slider->handleAt(0.95).toPoint());
        QCOMPARE(slider->fraction(), before);
    }

    void comboIsSearchedByAnyPartOfTheName()
    {
        PanelOwner owner(m_catalog);
        auto *combo = owner.part<QComboBox>("lever.model.combo");
        QLineEdit *line = combo->lineEdit();
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("deepseek"));
        QVERIFY(combo->completer()->completionCount() >= 1);
        QVERIFY(combo->completer()->completionCount() < combo->count());
        QTest::keyClick(combo->completer()->popup()->isVisible() ? static_cast<QWidget *>(combo->completer()->popup()) : line,
                        Qt::Key_Escape);
        line->selectAll();
        const QString wanted = QString::fromStdString(m_catalog.models.back().name);
        QTest::keyClicks(line, wanted);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(owner.edits.size(), std::size_t{1});
        QCOMPARE(owner.current.modelId, m_catalog.models.back().id);
    }

    void comboKeepsItsValueOnNonsense()
    {
        PanelOwner owner(m_catalog);
        auto *combo = owner.part<QComboBox>("lever.gpu.combo");
        const QString before = combo->lineEdit()->text();
        combo->lineEdit()->setFocus();
        combo->lineEdit()->selectAll();
        QTest::keyClicks(combo->lineEdit(), QStringLiteral("abacus"));
        QTest::keyClick(combo->lineEdit(), Qt::Key_Return);
        QVERIFY(owner.edits.empty());
        QCOMPARE(combo->lineEdit()->text(), before);
        QVERIFY(owner.part<QLabel>("lever.gpu.error")->isVisible());
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
