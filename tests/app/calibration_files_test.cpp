// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Calibrations as files of the user's catalogue folder, and what a fit makes of them.
#include "app/calibration_trial.h"
#include "app/catalog_store.h"
#include "app/session_store.h"
#include "models/evidence/importers/importer.h"
#include "tests/measured_points_fixture.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace trilemma;
using namespace trilemma::app;

namespace {

QByteArray calibrationText(const char *name, const char *scope, double gpuTime)
{
    return QByteArray(R"({"schema": 1, "calibration": {"name": "NAME", "points": 8, "terms": 3, "median_error_before": 0.2,
 "median_error_after": 0.03, "median_error_left_out": 0.05}, "corrections": [{"calibration": "NAME", SCOPE, "gpu_time": TIME,
 "relative_error": 0.06}]})")
        .replace("NAME", name)
        .replace("SCOPE", scope)
        .replace("TIME", QByteArray::number(gpuTime));
}

constexpr auto onH100 = R"("engine": "vllm", "accelerator": "h100-sxm")", onH200 = R"("engine": "vllm", "accelerator": "h200-sxm")",
               anywhere = R"("engine": "vllm")";

CalibrationFile calibration(const char *name, const char *scope, double gpuTime = 1.2)
{
    auto read = readCalibration(calibrationText(name, scope, gpuTime), "c.json");
    if (!read)
        qFatal("%s", read.error().sentence().c_str());
    return std::move(read).value();
}

double gpuTimeOf(const catalog::Catalog &catalog, const char *accelerator)
{
    return catalog::combined(catalog.corrections, *catalog.engine("vllm"), *catalog.accelerator(accelerator), catalog.models.front(),
                             catalog::WeightFormat::Fp8)
        .corrections.gpuTime;
}

} // namespace

class CalibrationFilesTest : public QObject {
    Q_OBJECT

private slots:
    void fileSaysWhatItHolds()
    {
        const CalibrationFile read = calibration("Lab 7", onH100);
        QCOMPARE(read.name, "Lab 7");
        QCOMPARE(read.points, 8);
        QCOMPARE(*read.before, 0.2);
        QCOMPARE(*read.leftOut, 0.05);
        QCOMPARE(read.corrections.at(0).corrections.gpuTime, 1.2);
        const CatalogStore store{QDir::temp().filePath("there is no such folder")};
        QVERIFY(scopeText(read.corrections.at(0).scope, store.catalog()).endsWith("any model · any weights"));
    }

    void brokenFilesAreOneSentence_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        const QByteArray good = calibrationText("Lab", onH100, 1.2);
        const auto with = [&](const char *from, const char *to) { return QByteArray(good).replace(from, to); };
        QTest::newRow("truncated") << good.left(good.size() / 2) << "c.json: ";
        QTest::newRow("not JSON") << QByteArray("gpu_time = 1") << "c.json: ";
        QTest::newRow("out of range") << with("1.2", "1e9") << "gpu_time";
        QTest::newRow("wrong type") << with("\"points\": 8", "\"points\": \"many\"") << "points";
        QTest::newRow("negative error") << with("0.05", "-0.05") << "median_error_left_out";
        QTest::newRow("newer") << with("\"schema\": 1", "\"schema\": 99") << "schema";
        QTest::newRow("unknown key") << with("\"gpu_time\"", "\"gpu_tyme\"") << "gpu_tyme";
        QTest::newRow("no name") << with("\"calibration\": \"Lab\"", "\"calibration\": \"\"") << "name";
        QTest::newRow("no corrections") << QByteArray(R"({"schema": 1, "calibration": {}})") << "corrections";
    }
    void brokenFilesAreOneSentence()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        const auto read = readCalibration(text, "c.json");
        QVERIFY(!read);
        const QString sentence = QString::fromStdString(read.error().sentence());
        QVERIFY2(sentence.startsWith("c.json: ") && sentence.contains(says) && !sentence.contains('\n'), qPrintable(sentence));
    }

    void ofThoseThatOverlapOneIsInUse()
    {
        QVERIFY(!overlap(calibration("a", onH100), calibration("b", onH200)));
        QVERIFY(overlap(calibration("a", onH100), calibration("b", anywhere)));
        CalibrationFiles files = withCalibration({}, calibration("a", onH100));
        files = withCalibration(files, calibration("b", onH200));
        QVERIFY(files[0].on && files[1].on);
        files = withCalibration(files, calibration("c", anywhere));
        QVERIFY(!files[0].on && !files[1].on && files[2].on);
        files = switched(files, 0, true);
        QVERIFY(files[0].on && !files[1].on && !files[2].on);
        files = withCalibration(files, calibration("a", onH100, 1.5));
        QCOMPARE(files.size(), 3u);
        QCOMPARE(files[0].corrections.at(0).corrections.gpuTime, 1.5);
        QVERIFY(files[0].fileName != files[1].fileName && files[1].fileName != files[2].fileName);
    }

    void namesNeverLeaveTheFolder()
    {
        const CalibrationFiles files = withCalibration(withCalibration({}, calibration("../../x", onH100)), calibration("..//..x", onH200));
        for (const CalibrationFile &file : files)
            QVERIFY2(!file.fileName.contains('/') && !file.fileName.contains(".."), qPrintable(file.fileName));
        QVERIFY(files[0].fileName != files[1].fileName);
    }

    void folderHoldsWhatIsInUseForTheCatalogue()
    {
        const QTemporaryDir folder;
        CatalogStore store(folder.path());
        const double shipped = gpuTimeOf(store.catalog(), "h100-sxm");
        const CalibrationFiles used = withCalibration({}, calibration("Lab", onH100));
        QVERIFY(!changeCalibrations(folder.path(), {}, used));
        store.reload();
        QVERIFY(store.problems().isEmpty());
        QCOMPARE(gpuTimeOf(store.catalog(), "h100-sxm"), shipped * 1.2);
        QVERIFY(calibrationsIn(folder.path()) == used);
        QCOMPARE(gpuTimeOf(withoutCalibrations(store.catalog()), "h100-sxm"), shipped);

        const CalibrationFiles off = switched(used, 0, false);
        QVERIFY(!changeCalibrations(folder.path(), used, off));
        store.reload();
        QCOMPARE(gpuTimeOf(store.catalog(), "h100-sxm"), shipped);
        QVERIFY(calibrationsIn(folder.path()) == off);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);

        QVERIFY(!changeCalibrations(folder.path(), off, {}));
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void otherCatalogueFilesAreLeftAlone()
    {
        const QTemporaryDir folder;
        QVERIFY(!writeWholeFile(folder.filePath("mine.json"), R"({"schema": 1, "presets": []})"));
        QVERIFY(calibrationsIn(folder.path()).empty());
        const CalibrationFiles used = withCalibration({}, calibration("Lab", onH100));
        QVERIFY(!changeCalibrations(folder.path(), {}, used));
        QVERIFY(!changeCalibrations(folder.path(), used, {}));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList("mine.json"));
    }

    void fitFindsHowSlowTheClusterIs()
    {
        const QTemporaryDir folder;
        CatalogStore store(folder.path());
        auto imported = evidence::importFile(tests::slowClusterRows(store.catalog(), 1.3).toStdString(), "rows.csv");
        QVERIFY2(imported, imported ? "" : imported.error().sentence().c_str());
        const Measurements files{std::make_shared<const evidence::ImportedFile>(std::move(imported).value())};
        const auto trial = fitCalibration(files, store.catalog(), "Slow");
        QVERIFY2(trial, trial ? "" : trial.error().sentence().c_str());
        const CalibrationFile &made = trial->calibration;
        QVERIFY2(*made.before > 0.1 && *made.after < 0.02 && *made.leftOut < 0.04,
                 qPrintable(QString("%1 %2 %3").arg(*made.before).arg(*made.after).arg(*made.leftOut)));
        QCOMPARE(trial->before.points.size(), 7u);
        for (std::size_t i = 0; i < trial->after.points.size(); ++i) {
            const auto before = figureAt(trial->before, i, AccuracyFigure::Tpot), after = figureAt(trial->after, i, AccuracyFigure::Tpot);
            QVERIFY(std::abs(after->ratio() - 1) < std::abs(before->ratio() - 1));
        }

        // What is fitted while it is in use is the same: a fit stands on what ships.
        QVERIFY(!changeCalibrations(folder.path(), {}, withCalibration({}, made)));
        store.reload();
        const auto again = fitCalibration(files, store.catalog(), "Slow");
        QVERIFY(again && again->calibration.corrections == made.corrections);

        const CalibrationFile other = renamed(made, "Another name");
        const auto read = readCalibration(other.text, "other.json");
        QVERIFY(read && read->name == "Another name" && read->points == made.points);
        QCOMPARE(read->corrections.at(0).corrections.gpuTime, made.corrections.at(0).corrections.gpuTime);
    }
};

QTEST_GUILESS_MAIN(CalibrationFilesTest)
#include "calibration_files_test.moc"
