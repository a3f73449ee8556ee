// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panel_owner.h"
#include "widgets/lever_combo.h"
#include "widgets/lever_segments.h"
#include "widgets/lever_slider.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>

using namespace trilemma;
using scenario::LeverValue;
using test::PanelOwner;
using widgets::LeverPanel;
using widgets::LeverSlider;

/// What turning, typing and choosing in the panel does.
class LeverEditsTest : public QObject {
    Q_OBJECT

private:
    const catalog::Catalog m_catalog = test::shippedCatalog();

private slots:
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
};

QTEST_MAIN(LeverEditsTest)
#include "lever_edits_test.moc"
