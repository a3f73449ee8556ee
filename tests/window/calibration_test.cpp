// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Calibration through the window: from imported points to figures that follow them, and the calibrations kept.
#include "tests/measured_points_fixture.h"
#include "tests/window/window_fixture.h"

#include "app/session_store.h"
#include "app/window/accuracy_page.h"
#include "app/window/calibrator.h"
#include "widgets/accuracy_chart.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

using namespace trilemma;
using tests::WindowFixture;

namespace {

constexpr double slow = 1.3;
constexpr int patience = 30'000;

void importPoints(const WindowFixture &fixture)
{
    const QString path = fixture.file("cluster.csv");
    if (app::writeWholeFile(path, tests::slowClusterRows(fixture.store.catalog(), slow)))
        qFatal("cannot write %s", qPrintable(path));
    fixture.drop(path);
}

/// The form that shows what was fitted or offered.
app::CalibrationForm *form(const WindowFixture &fixture)
{
    return fixture.findShown<app::CalibrationForm>("calibrationForm");
}

void press(const WindowFixture &fixture, const char *name)
{
    QTest::mouseClick(fixture.findShown<QPushButton>(name), Qt::LeftButton);
    fixture.settle();
}

void calibrate(const WindowFixture &fixture, const QString &name)
{
    fixture.action("view.accuracy")->trigger();
    fixture.settle();
    press(fixture, "calibration.calibrate");
    QTRY_VERIFY_WITH_TIMEOUT(form(fixture), patience);
    fixture.findShown<QLineEdit>("calibrationForm.name")->setText(name);
    press(fixture, "calibrationForm.use");
}

double stepSeconds(const WindowFixture &fixture)
{
    return fixture.window->evaluation().answer().current().curves->batch.stepSeconds.front();
}

QTableWidget *table(const WindowFixture &fixture)
{
    return fixture.find<QTableWidget>("calibration.table");
}

} // namespace

class CalibrationTest : public QObject {
    Q_OBJECT

private slots:
    void withoutPointsThereIsNothingToFit()
    {
        WindowFixture fixture;
        fixture.action("view.accuracy")->trigger();
        fixture.settle();
        QVERIFY(!fixture.find<QPushButton>("calibration.calibrate")->isEnabled());
        QVERIFY(fixture.find<QLabel>("calibration.state")->text().startsWith("No calibrations yet"));
    }

    void fittedCalibrationIsShownThenFollowedAtOnce()
    {
        WindowFixture fixture;
        importPoints(fixture);
        const double before = stepSeconds(fixture);
        fixture.action("view.accuracy")->trigger();
        press(fixture, "calibration.calibrate");
        QTRY_VERIFY_WITH_TIMEOUT(form(fixture), patience);
        QCOMPARE(stepSeconds(fixture), before);     // nothing is used before it is accepted
        QVERIFY(fixture.find<QLabel>("calibrationForm.errors")->text().contains("left out of the fit"));
        QVERIFY(fixture.find<QLabel>("calibrationForm.scopes")->text().contains("Kernel time"));
        QVERIFY(fixture.find<QLabel>("calibrationForm.next")->text().contains("prompts of another length"));
        const widgets::AccuracyPicture &picture = form(fixture)->chart().picture();
        QCOMPARE(picture.dots.size(), 7u);
        for (const widgets::AccuracyDot &dot : picture.dots)
            QVERIFY(dot.before && std::abs(dot.predicted / dot.measured - 1) < std::abs(*dot.before / dot.measured - 1));
        fixture.find<QComboBox>("calibrationForm.figure")->setCurrentIndex(2);
        QCOMPARE(form(fixture)->chart().picture().unit, QString("tok/s"));

        fixture.find<QLineEdit>("calibrationForm.name")->setText("Lab 7");
        press(fixture, "calibrationForm.use");
        QVERIFY2(stepSeconds(fixture) > 1.1 * before, qPrintable(QString::number(stepSeconds(fixture) / before)));
        QCOMPARE(fixture.evaluation().provenance, catalog::Provenance::Calibrated);
        QCOMPARE(table(fixture)->rowCount(), 1);
        QCOMPARE(table(fixture)->item(0, 0)->text(), QString("Lab 7"));
        QVERIFY(fixture.find<QLabel>("calibration.state")->text().contains("follows \"Lab 7\""));
        QVERIFY(fixture.toast().contains("Lab 7"));
        fixture.start();                            // it stays for the next time
        QVERIFY(stepSeconds(fixture) > 1.1 * before);
    }

    void switchingAndRemovingAreStepsThatCanBeUndone()
    {
        WindowFixture fixture;
        importPoints(fixture);
        const double shipped = stepSeconds(fixture);
        calibrate(fixture, "Lab");
        const double calibrated = stepSeconds(fixture);
        QVERIFY(calibrated > 1.1 * shipped);
        table(fixture)->item(0, 0)->setCheckState(Qt::Unchecked);
        fixture.settle();
        QCOMPARE(stepSeconds(fixture), shipped);
        QCOMPARE(table(fixture)->item(0, 0)->checkState(), Qt::Unchecked);
        QVERIFY(fixture.find<QLabel>("calibration.state")->text().startsWith("None of the calibrations in use"));
        fixture.action("undo")->trigger();
        fixture.settle();
        QCOMPARE(stepSeconds(fixture), calibrated);
        table(fixture)->selectRow(0);
        press(fixture, "calibration.remove");
        QCOMPARE(stepSeconds(fixture), shipped);
        QVERIFY(QDir(fixture.store.userFolder()).isEmpty());
        fixture.action("undo")->trigger();
        fixture.settle();
        QCOMPARE(stepSeconds(fixture), calibrated);
        QCOMPARE(table(fixture)->rowCount(), 1);
        for (int i = 0; i < 2; ++i)
            fixture.action("undo")->trigger();      // the use of it, and the import
        fixture.settle();
        QCOMPARE(stepSeconds(fixture), shipped);
        QVERIFY(fixture.document().measurements().empty());
    }

    void leverAndListAgree()
    {
        WindowFixture fixture;
        importPoints(fixture);
        const double shipped = stepSeconds(fixture);
        calibrate(fixture, "Lab");
        fixture.document().setLever("calibration", std::string("off"));
        fixture.settle();
        QCOMPARE(stepSeconds(fixture), shipped);
        QVERIFY(fixture.find<QLabel>("calibration.state")->text().contains("lever Calibration is off"));
        calibrate(fixture, "Second");               // what is newly adopted is followed
        QVERIFY(fixture.document().current().calibrated);
        QVERIFY(stepSeconds(fixture) > 1.1 * shipped);
        QCOMPARE(table(fixture)->rowCount(), 2);    // and of the two that overlap, only it
        QCOMPARE(table(fixture)->item(0, 0)->checkState(), Qt::Unchecked);
        QVERIFY(fixture.toast().contains("off now"));
    }

    void fitCanBeCancelledAndIsRefusedInOneSentence()
    {
        WindowFixture fixture;
        importPoints(fixture);
        fixture.action("view.accuracy")->trigger();
        fixture.window->calibrator().start();
        QCOMPARE(fixture.find<QPushButton>("calibration.calibrate")->text(), QString("Cancel fitting"));
        press(fixture, "calibration.calibrate");
        QVERIFY(!fixture.window->calibrator().isBusy());
        QTest::qWait(500);
        QVERIFY(!form(fixture));

        fixture.document().undoStack().undo();
        QVERIFY(!app::writeWholeFile(fixture.file("few.csv"),
                                     "id,model,gpu,engine,num_gpus,tp,isl,osl,mode,concurrency,weight_dtype,itl_ms_mean\n"
                                     "a,Llama-3.3-70B,H100,vllm,4,4,1024,256,concurrency,8,fp8,15\n"));
        fixture.drop(fixture.file("few.csv"));
        press(fixture, "calibration.calibrate");
        QTRY_VERIFY_WITH_TIMEOUT(fixture.toast().startsWith("Not calibrated: "), patience);
        QVERIFY2(fixture.toast().contains("at least 4 points"), qPrintable(fixture.toast()));
    }

    void sharedCalibrationIsOfferedBeforeItIsUsed()
    {
        WindowFixture fixture;
        importPoints(fixture);
        const double shipped = stepSeconds(fixture);
        calibrate(fixture, "Lab");
        const double calibrated = stepSeconds(fixture);
        fixture.window->dialogs().setNextFileName(fixture.file("share.json"));
        table(fixture)->selectRow(0);
        press(fixture, "calibration.saveAs");
        press(fixture, "calibration.remove");
        QCOMPARE(stepSeconds(fixture), shipped);

        fixture.drop(fixture.file("share.json"));
        QTRY_VERIFY_WITH_TIMEOUT(form(fixture), patience);
        QVERIFY(form(fixture)->windowTitle().contains("Lab"));
        QVERIFY(fixture.findShown<QLineEdit>("calibrationForm.name")->isReadOnly());
        QCOMPARE(stepSeconds(fixture), shipped);
        QTest::keyClick(form(fixture), Qt::Key_Escape);
        fixture.settle();
        QTRY_VERIFY(!form(fixture));
        QCOMPARE(stepSeconds(fixture), shipped);
        fixture.drop(fixture.file("share.json"));
        QTRY_VERIFY_WITH_TIMEOUT(form(fixture), patience);
        press(fixture, "calibrationForm.use");
        QCOMPARE(stepSeconds(fixture), calibrated);
    }

    void brokenCalibrationIsOneSentence()
    {
        WindowFixture fixture;
        QVERIFY(!app::writeWholeFile(fixture.file("bad.json"), R"({"schema": 1, "calibration": {"name": "x"}, "corrections":
 [{"calibration": "x", "engine": "vllm", "gpu_time": -3}]})"));
        fixture.drop(fixture.file("bad.json"));
        QVERIFY2(fixture.toast().startsWith("bad.json: ") && fixture.toast().contains("gpu_time"), qPrintable(fixture.toast()));
        QVERIFY(!form(fixture));
        QVERIFY(app::calibrationsIn(fixture.store.userFolder()).empty());
    }

    /// With a folder in TRILEMMA_PICTURES, for people to look at.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("TRILEMMA_PICTURES");
        if (folder.isEmpty())
            QSKIP("no folder for pictures is named");
        for (const QSize size : {QSize(1280, 800), QSize(1600, 900)}) {
            for (const char *theme : {"light", "dark"}) {
                WindowFixture fixture(size);
                importPoints(fixture);
                fixture.action(QStringLiteral("theme.") + QLatin1String(theme))->trigger();
                const QString name = QStringLiteral("%1/%2-%3-%4.png").arg(folder).arg(size.width()).arg(QLatin1String(theme));
                fixture.action("view.accuracy")->trigger();
                press(fixture, "calibration.calibrate");
                QTRY_VERIFY_WITH_TIMEOUT(form(fixture), patience);
                fixture.settle();
                QVERIFY(form(fixture)->grab().save(name.arg("calibration-form")));
                press(fixture, "calibrationForm.use");
                QTRY_VERIFY_WITH_TIMEOUT(!fixture.window->accuracy().isBusy(), patience);
                fixture.settle();
                QVERIFY(fixture.window->grab().save(name.arg("evidence")));
                fixture.action("view.overview")->trigger();
                fixture.settle();
                QVERIFY(fixture.window->grab().save(name.arg("overview-calibrated")));
            }
        }
    }
};

QTEST_MAIN(CalibrationTest)
#include "calibration_test.moc"
