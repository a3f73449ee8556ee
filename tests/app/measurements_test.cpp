// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Measured points in the document, in session files, over scenarios, and against predictions.
#include "app/accuracy_report.h"
#include "app/catalog_store.h"
#include "app/document.h"
#include "app/dropped_file.h"
#include "app/measured_overlay.h"
#include "models/evidence/importers/importer.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>

using namespace trilemma;
using namespace trilemma::app;

namespace {

constexpr auto rows = "id,model,gpu,engine,num_gpus,tp,isl,osl,mode,concurrency,weight_dtype,output_tok_s_total,ttft_ms_mean,"
                      "itl_ms_mean\n"
                      "a,Llama-3.3-70B,H100,vllm,4,4,1024,256,concurrency,8,fp8,500,100,15\n"
                      "b,Llama-3.3-70B,H100,vllm,8,4,1024,256,concurrency,64,fp8,3000,200,18\n"
                      "c,Llama-3.3-70B,H100,vllm,8,8,1024,256,concurrency,64,fp8,3000,200,18\n";

MeasurementFile imported(const char *name = "rows.csv")
{
    auto file = evidence::importFile(rows, name);
    if (!file)
        qFatal("%s", file.error().sentence().c_str());
    return std::make_shared<const evidence::ImportedFile>(std::move(file).value());
}

} // namespace

class MeasurementsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    CatalogStore m_store{m_folder.filePath("catalog")};

private slots:
    void importingIsOneStepAndCountsAsAChange()
    {
        Document document(m_store.catalog());
        QSignalSpy changed(&document, &Document::measurementsChanged);
        document.addMeasurements({imported("a.csv"), imported("b.csv")});
        QCOMPARE(document.measurements().size(), 2u);
        QVERIFY(document.isModified());
        QCOMPARE(document.undoStack().count(), 1);
        document.removeMeasurements(0);
        QCOMPARE(document.measurements().front()->fileName, "b.csv");
        document.removeMeasurements(5);
        document.undoStack().undo();
        document.undoStack().undo();
        QVERIFY(document.measurements().empty());
        QVERIFY(!document.isModified());
        QCOMPARE(changed.size(), 4);
    }

    void sessionsKeepThemAndOlderReadersOfTheFileSeeASession()
    {
        Document document(m_store.catalog());
        document.addMeasurements({imported()});
        const QString path = m_folder.filePath("with.trilemma");
        QVERIFY(!saveSession(path, document.session(), m_store.catalog(), document.measurements()));
        const auto stored = loadStoredSession(path, m_store.catalog());
        QVERIFY2(stored, stored ? "" : stored.error().sentence().c_str());
        QCOMPARE(stored->session.current, document.current());
        QCOMPARE(stored->measurements.size(), 1u);
        const evidence::ImportedFile &file = *stored->measurements.front();
        QCOMPARE(file.fileName, "rows.csv");
        QCOMPARE(file.points.size(), 3u);
        QCOMPARE(*file.points[1].point.measured.outputTokensPerSecond, 3000.0);
        const auto plain = loadSession(path, m_store.catalog());
        QVERIFY(plain && plain->current == document.current());
        const auto without = readStoredSession(sessionJson(document.session(), m_store.catalog()).toStdString(), m_store.catalog());
        QVERIFY(without && without->measurements.empty());
    }

    void aBrokenPointInASessionIsOneSentence()
    {
        QByteArray json = sessionJson(Document(m_store.catalog()).session(), m_store.catalog(), {imported()});
        json.replace("\"concurrency\": 8", "\"concurrency\": -8");
        const auto stored = readStoredSession({json.constData(), static_cast<size_t>(json.size())}, m_store.catalog());
        QVERIFY(!stored);
        const std::string sentence = stored.error().sentence();
        QVERIFY2(sentence.find("concurrency") != std::string::npos, sentence.c_str());
    }

    void benchmarkFilesAreToldByTheirContent()
    {
        const auto read = readDroppedText(rows, "rows.csv", m_store.catalog());
        QVERIFY2(read, read ? "" : read.error().sentence().c_str());
        QVERIFY(std::holds_alternative<DroppedMeasurements>(*read));
        const auto llama = readDroppedText(R"([{"build_commit": "x", "model_type": "llama 7B Q4_0", "n_prompt": 512, "n_gen": 0,
            "avg_ts": 100.0, "stddev_ts": 1.0}])", "llama_bench.json", m_store.catalog());
        QVERIFY2(!llama || !std::holds_alternative<DroppedModel>(*llama), "a benchmark of a model is not its config.json");
    }

    void longFilesAreLeftToTheReaderThread()
    {
        const auto write = [this](const char *name, const QByteArray &bytes) {
            QFile file(m_folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
        };
        QVERIFY(!isLongImport(write("small.csv", rows)));
        QVERIFY(isLongImport(write("large.csv", rows + QByteArray(2'000'000, ' '))));
        QVERIFY(isLongImport(write("any.gz", "\x1f\x8b rest")));
        QVERIFY(!isLongImport(write("large.trilemma", QByteArray(2'000'000, ' '))));
        const auto cancelled = readMeasurementFile(write("cancel.json", "{\"a\": [" + QByteArray(9'000'000, ' ') + "1]}"),
                                                   [](double) { return false; });
        QVERIFY(!cancelled);
    }

    void overlayTakesTheSameDeploymentAndScalesToTheFleet()
    {
        scenario::Scenario scenario = scenario::defaultScenario(m_store.catalog());     // TP4
        scenario.replicas = 3;
        MeasuredOverlay overlay;
        QVERIFY(!overlay.dotsFor(scenario, scenario.replicas));
        overlay.setMeasurements({imported()}, m_store.catalog());
        const auto dots = overlay.dotsFor(scenario, scenario.replicas);
        QCOMPARE(dots->dots.size(), 2u);
        QCOMPARE(dots->others, 1);      // TP8
        QCOMPARE(dots->dots[0].fleetTokensPerSecond, 1500.0);
        QCOMPARE(dots->dots[1].replicaTokensPerSecond, 1500.0);     // two replicas were measured
        QCOMPARE(dots->dots[1].replicaConcurrency, 32.0);
        QCOMPARE(dots->dots[1].fleetTokensPerSecond, 4500.0);
        QVERIFY(dots->dots[0].predictedTpot);
        QCOMPARE(overlay.dotsFor(scenario, scenario.replicas), dots);
        scenario.workload.inputTokensMean = 8000;
        QVERIFY(!overlay.dotsFor(scenario, scenario.replicas)->dots[0].sameLengths);
        scenario.weightFormat = catalog::WeightFormat::Bf16;
        QCOMPARE(overlay.dotsFor(scenario, scenario.replicas)->others, 3);
    }

    void referenceSetIsAnsweredAndCited()
    {
        const AccuracyReport report = accuracyReport(referenceMeasurements(), m_store.catalog());
        QVERIFY(report.points.size() >= 60);
        std::set<std::string> models, gpus, engines;
        std::size_t answered = 0;
        for (std::size_t i = 0; i < report.points.size(); ++i) {
            const evidence::PointConfiguration &configuration = report.points[i].configuration;
            QVERIFY2(report.points[i].source.find("http") != std::string::npos, configuration.id.c_str());
            models.insert(configuration.model);
            gpus.insert(configuration.gpu);
            engines.insert(configuration.engine);
            if (report.predictions[i].ok())
                ++answered;
            else
                qInfo("%s: %s", configuration.id.c_str(), report.predictions[i].status.c_str());
        }
        QVERIFY(models.size() >= 10 && gpus.size() >= 6 && engines.size() >= 3);
        QVERIFY2(answered * 10 >= report.points.size() * 9, qPrintable(QString::number(answered)));
    }

    void worstPointsComeFirstAndSayWhatIsUnusual()
    {
        const AccuracyReport report = accuracyReport(referenceMeasurements(), m_store.catalog());
        const auto worst = worstPoints(report, AccuracyFigure::Ttft, 10);
        QCOMPARE(worst.size(), 10u);
        double last = INFINITY;
        for (const std::size_t point : worst) {
            const double miss = std::abs(std::log(figureAt(report, point, AccuracyFigure::Ttft)->ratio()));
            QVERIFY(miss <= last);
            last = miss;
        }
        evidence::ImportedFile file = *imported();
        file.points[0].point.quality = "B";
        file.points[0].point.configuration.speculation = "none?";
        const AccuracyReport own = accuracyReport({std::make_shared<const evidence::ImportedFile>(file)}, m_store.catalog());
        const QStringList said = unusual(own, 0);
        QVERIFY2(said.contains("quality B") && said.contains("speculative decoding not stated") &&
                     said.contains("number of prompts not stated"), qPrintable(said.join("; ")));
    }

    void aPointOpensAsItsRun()
    {
        const MeasurementFile file = imported();
        const scenario::Scenario base = scenario::defaultScenario(m_store.catalog());
        const auto opened = scenarioOf(file->points[2].point.configuration, base, m_store.catalog());
        QVERIFY2(opened, opened ? "" : opened.error().sentence().c_str());
        QCOMPARE(opened->placement.tensorParallel, 8);
        QCOMPARE(opened->replicas, 1);
        QCOMPARE(opened->workload.arrivals, serving::Workload::Arrivals::ClosedLoop);
        QCOMPARE(opened->workload.concurrency, 64.0);
        QCOMPARE(opened->workload.inputTokensMean, 1024.0);
        evidence::PointConfiguration unknown = file->points[0].point.configuration;
        unknown.gpu = "Abacus";
        QVERIFY(!scenarioOf(unknown, base, m_store.catalog()));
    }
};

QTEST_GUILESS_MAIN(MeasurementsTest)
#include "measurements_test.moc"
