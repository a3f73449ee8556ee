// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog_store.h"
#include "app/document.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace trilemma;
using app::Document;

class DocumentTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    app::CatalogStore m_store{m_folder.path()};

private slots:
    void startsCompleteAndUnmodified()
    {
        const Document document(m_store.catalog());
        QCOMPARE(document.current(), scenario::defaultScenario(m_store.catalog()));
        QVERIFY(!document.isModified());
        QVERIFY(!document.baseline());
    }

    void oneGestureIsOneNamedStep()
    {
        Document document(m_store.catalog());
        const scenario::Scenario before = document.current();
        const double rate = before.workload.requestsPerSecond;
        for (int i = 1; i <= 20; ++i)
            QVERIFY(document.setLever("qps", rate + i, 7));
        QCOMPARE(document.undoStack().count(), 1);
        const QString text = document.undoStack().undoText();
        const scenario::Lever &lever = *scenario::findLever("qps");
        QVERIFY2(text.startsWith(QString::fromUtf8(lever.label.data(), lever.label.size())), qPrintable(text));
        QVERIFY2(text.contains(" to "), qPrintable(text));
        document.undoStack().undo();
        QCOMPARE(document.current(), before);
        QVERIFY(!document.isModified());
        document.undoStack().redo();
        QCOMPARE(document.current().workload.requestsPerSecond, rate + 20);
    }

    void gesturesLeversAndLoneEditsStayApart()
    {
        Document document(m_store.catalog());
        document.setLever("qps", 5.0, 1);
        document.setLever("qps", 6.0, 2);
        document.setLever("max_sequences", 64.0, 2);
        document.setLever("qps", 7.0);
        document.setLever("qps", 8.0);
        QCOMPARE(document.undoStack().count(), 5);
    }

    void dragBackToTheStartLeavesNoStep()
    {
        Document document(m_store.catalog());
        const double rate = document.current().workload.requestsPerSecond;
        document.setLever("qps", rate + 1, 3);
        document.setLever("qps", rate, 3);
        QCOMPARE(document.undoStack().count(), 0);
        QVERIFY(!document.isModified());
        document.setLever("qps", rate);
        QCOMPARE(document.undoStack().count(), 0);
    }

    void refusesWithOneSentenceAndChangesNothing_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<double>("value");
        QTest::newRow("unknown lever") << "warp" << 1.0;
        QTest::newRow("negative rate") << "qps" << -1.0;
        QTest::newRow("not a number") << "qps" << std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("infinite") << "isl" << std::numeric_limits<double>::infinity();
    }
    void refusesWithOneSentenceAndChangesNothing()
    {
        QFETCH(QString, id);
        QFETCH(double, value);
        Document document(m_store.catalog());
        const scenario::Session before = document.session();
        QSignalSpy refused(&document, &Document::refused);
        QVERIFY(!document.setLever(id, value));
        QCOMPARE(refused.size(), 1);
        QVERIFY(!refused.front().front().toString().isEmpty());
        QCOMPARE(document.session(), before);
        QCOMPARE(document.undoStack().count(), 0);
    }

    void pinsUpToSixWithFreshNamesAndABaseline()
    {
        Document document(m_store.catalog());
        QSignalSpy refused(&document, &Document::refused);
        for (int i = 0; i < 6; ++i)
            QVERIFY(document.pinCurrent());
        QVERIFY(!document.pinCurrent());
        QCOMPARE(refused.size(), 1);
        QStringList names;
        for (const scenario::Scenario &pinned : document.session().pinned)
            names += QString::fromStdString(pinned.name);
        QCOMPARE(names, QStringList({"B", "C", "D", "E", "F", "G"}));
        QCOMPARE(document.session().baseline, 0);
        for (int i = 0; i < 6; ++i)
            document.undoStack().undo();
        QVERIFY(document.session().pinned.empty());
        QCOMPARE(document.session().baseline, -1);
    }

    void baselineFollowsItsScenario()
    {
        Document document(m_store.catalog());
        for (int i = 0; i < 3; ++i)
            document.pinCurrent();
        document.setBaseline(2);
        document.unpin(0);
        QCOMPARE(document.session().baseline, 1);
        QCOMPARE(document.baseline()->name, "D");
        document.unpin(1);
        QCOMPARE(document.session().baseline, 0);
        document.setBaseline(-1);
        QVERIFY(!document.baseline());
        document.unpin(0);
        document.unpin(0);
        QCOMPARE(document.session().baseline, -1);
    }

    void renamesAndLoads()
    {
        Document document(m_store.catalog());
        document.pinCurrent();
        const scenario::Scenario pinned = document.session().pinned.front();
        document.setLever("qps", 2.5);
        document.renamePinned(0, "  Today ");
        QCOMPARE(document.session().pinned.front().name, "Today");
        document.renamePinned(0, "   ");
        QCOMPARE(document.session().pinned.front().name, "Today");
        document.renameCurrent("Plan");
        document.loadPinned(0);
        QCOMPARE(document.current().name, "Plan");
        QCOMPARE(document.current().workload, pinned.workload);
        document.loadPinned(5);
        document.undoStack().undo();
        QCOMPARE(document.current().workload.requestsPerSecond, 2.5);
    }

    void openingIsAStepThatCanBeTakenBack()
    {
        Document document(m_store.catalog());
        document.setLever("qps", 3.0);
        const scenario::Session unsaved = document.session();
        scenario::Session other;
        other.current = scenario::defaultScenario(m_store.catalog());
        other.notes = "other";
        document.replaceSession(other, "/tmp/other.trilemma", "Open other");
        QVERIFY(!document.isModified());
        QCOMPARE(document.displayName(), QString("other"));
        document.undoStack().undo();
        QCOMPARE(document.session(), unsaved);
        QVERIFY(document.isModified());
        QVERIFY(document.filePath().isEmpty());
    }

    void modifiedMeansDifferentFromTheFile()
    {
        Document document(m_store.catalog());
        document.setLever("qps", 3.0);
        document.markSaved("/tmp/a.trilemma");
        QVERIFY(!document.isModified());
        document.undoStack().undo();
        QVERIFY(document.isModified());
        document.undoStack().redo();
        QVERIFY(!document.isModified());
    }

    void modelFromAConfigFileIsAStep()
    {
        Document document(m_store.catalog());
        catalog::LanguageModel model = m_store.catalog().models.front();
        model.id = model.name = "own-model";
        document.setModel(model);
        QVERIFY(document.current().customModel == model);
        QVERIFY(document.undoStack().undoText().contains("own-model"));
        document.undoStack().undo();
        QVERIFY(!document.current().customModel);
    }
};

QTEST_GUILESS_MAIN(DocumentTest)
#include "document_test.moc"
