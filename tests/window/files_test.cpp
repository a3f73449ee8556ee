// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/window/window_fixture.h"

#include "app/session_store.h"
#include "app/window/export_form.h"

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QPushButton>

using namespace trilemma;
using tests::WindowFixture;

namespace {

constexpr auto tinyConfig = R"({"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 2048,
    "intermediate_size": 8192, "num_hidden_layers": 16, "num_attention_heads": 32, "num_key_value_heads": 8,
    "vocab_size": 128256, "max_position_embeddings": 131072, "torch_dtype": "bfloat16", "tie_word_embeddings": true})";

QString write(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

/// Everything but the stamp of the version that wrote it.
scenario::Session withoutVersion(scenario::Session session)
{
    session.applicationVersion.clear();
    return session;
}

void exportThroughTheForm(const WindowFixture &fixture, const QString &format, const QString &path)
{
    QTest::keyClick(fixture.window.get(), Qt::Key_E, Qt::ControlModifier);
    auto *form = fixture.find<app::ExportForm>("exportForm");
    auto *formats = form->findChild<QComboBox *>("export.format");
    formats->setCurrentIndex(formats->findData(format));
    fixture.window->dialogs().setNextFileName(path);
    QTest::mouseClick(form->findChild<QPushButton *>("export.accept"), Qt::LeftButton);
    fixture.settle();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

} // namespace

class FilesTest : public QObject {
    Q_OBJECT

private slots:
    void saveAndOpenRoundTrips()
    {
        WindowFixture fixture;
        fixture.document().setLever("qps", 3.3);
        fixture.document().pinCurrent();
        fixture.document().setLever("max_sequences", 48.0);
        fixture.settle();
        QVERIFY(fixture.window->isWindowModified());
        fixture.window->dialogs().setNextFileName(fixture.file("plan"));
        QTest::keyClick(fixture.window.get(), Qt::Key_S, Qt::ControlModifier);
        QVERIFY(!fixture.window->isWindowModified());
        QCOMPARE(fixture.window->windowTitle(), QString("plan[*] - Trilemma"));
        const scenario::Session saved = fixture.document().session();
        const QString strip = fixture.stripText();

        fixture.action("new")->trigger();
        fixture.settle();
        QVERIFY(fixture.document().session() != saved);
        fixture.window->dialogs().setNextFileName(fixture.file("plan.trilemma"));
        QTest::keyClick(fixture.window.get(), Qt::Key_O, Qt::ControlModifier);
        fixture.settle();
        QCOMPARE(withoutVersion(fixture.document().session()), withoutVersion(saved));
        QCOMPARE(fixture.stripText(), strip);
        QVERIFY(!fixture.window->isWindowModified());
        QCOMPARE(fixture.settings.existingRecent().front(), fixture.file("plan.trilemma"));
    }

    void failedSaveKeepsModifiedAndSaysWhy()
    {
        WindowFixture fixture;
        fixture.document().setLever("qps", 3.3);
        fixture.window->dialogs().setNextFileName(fixture.file("no/such/folder/plan.trilemma"));
        QTest::keyClick(fixture.window.get(), Qt::Key_S, Qt::ControlModifier);
        QVERIFY(fixture.window->isWindowModified());
        QVERIFY2(fixture.toast().contains("plan.trilemma: cannot be written"), qPrintable(fixture.toast()));
    }

    void badFileLeavesEverythingAsItWas_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty session") << "bad.trilemma" << QByteArray();
        QTest::newRow("newer session") << "bad.trilemma" << QByteArray(R"({"schema": 99, "current": {}})");
        QTest::newRow("no levers") << "bad.trilemma" << QByteArray(R"({"schema": 1, "current": {"name": "A"}})");
        QTest::newRow("config lacks layers") << "config.json" << QByteArray(R"({"model_type": "llama", "hidden_size": 64})");
        QTest::newRow("not ours") << "notes.txt" << QByteArray("hello");
        QTest::newRow("foreign picture") << "photo.png" << QByteArray("\x89PNG\r\n\x1a\n");
        QTest::newRow("catalogue") << "mine.json" << QByteArray(R"({"schema": 1, "models": [{"id": ""}]})");
    }
    void badFileLeavesEverythingAsItWas()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        WindowFixture fixture;
        fixture.document().setLever("qps", 3.3);
        fixture.settle();
        const scenario::Session before = fixture.document().session();
        const QString strip = fixture.stripText();
        fixture.drop(write(fixture.file("in/" + name), bytes));
        QVERIFY2(fixture.toast().startsWith(name + ": "), qPrintable(fixture.toast()));
        QCOMPARE(fixture.document().session(), before);
        QCOMPARE(fixture.stripText(), strip);
        QCOMPARE(fixture.document().undoStack().count(), 1);
    }

    void droppedConfigBecomesTheModel()
    {
        WindowFixture fixture;
        const scenario::Scenario before = fixture.document().current();
        fixture.drop(write(fixture.file("Tiny-1B/config.json"), tinyConfig));
        QVERIFY2(fixture.document().current().customModel, qPrintable(fixture.toast()));
        QCOMPARE(fixture.document().current().customModel->name, "Tiny-1B");
        QVERIFY2(fixture.stripText().contains("Tiny-1B"), qPrintable(fixture.stripText()));
        QTest::keyClick(fixture.window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(fixture.document().current(), before);
    }

    void pastedConfigBecomesTheModel()
    {
        WindowFixture fixture;
        QApplication::clipboard()->setText(tinyConfig);
        fixture.action("pasteModel")->trigger();
        QVERIFY2(fixture.document().current().customModel, qPrintable(fixture.toast()));
        QApplication::clipboard()->setText("nothing of the kind");
        const scenario::Session before = fixture.document().session();
        fixture.action("pasteModel")->trigger();
        QVERIFY(!fixture.toast().isEmpty());
        QCOMPARE(fixture.document().session(), before);
    }

    void exportedPictureRestoresTheSession_data()
    {
        QTest::addColumn<QString>("format");
        for (const char *format : {"png", "svg", "pdf"})
            QTest::newRow(format) << format;
    }
    void exportedPictureRestoresTheSession()
    {
        QFETCH(QString, format);
        WindowFixture fixture;
        fixture.document().setLever("qps", 3.3);
        fixture.document().pinCurrent();
        fixture.document().setLever("max_sequences", 48.0);
        fixture.settle();
        const scenario::Session exported = fixture.document().session();
        const QString path = fixture.file("picture." + format);
        exportThroughTheForm(fixture, format, path);
        QVERIFY2(QFileInfo(path).size() > 1000, qPrintable(fixture.toast()));
        fixture.action("new")->trigger();
        fixture.drop(path);
        QCOMPARE(withoutVersion(fixture.document().session()), withoutVersion(exported));
        QVERIFY(fixture.document().filePath().isEmpty());
        QVERIFY2(fixture.window->isWindowModified(), "a picture is no session file to save into");
    }

    void exportedTableNamesUnits()
    {
        WindowFixture fixture;
        exportThroughTheForm(fixture, "csv", fixture.file("table.csv"));
        const auto bytes = app::readWholeFile(fixture.file("table.csv"));
        QVERIFY(bytes && bytes->contains("tok/s"));
    }

    void copiedChartsAreImageAndTable()
    {
        WindowFixture fixture;
        QTest::keyClick(fixture.window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        const QMimeData *copied = QApplication::clipboard()->mimeData();
        QVERIFY(copied->hasImage());
        QVERIFY(copied->text().contains(','));
    }

    void droppedCatalogueFileIsKeptAndUsed()
    {
        WindowFixture fixture;
        const QByteArray own = R"({"schema": 1, "presets": [{"id": "mine", "name": "My own traffic", "objective": "latency",
            "input_tokens_mean": 700, "output_tokens_mean": 90, "requests_per_second": 4,
            "citations": {"input_tokens_mean": {"assumption": true}}}]})";
        fixture.drop(write(fixture.file("in/mine.json"), own));
        if (!fixture.store.catalog().preset("mine"))
            QFAIL(qPrintable(fixture.toast()));
        QVERIFY(QFileInfo::exists(fixture.store.userFolder() + "/mine.json"));
        QVERIFY(fixture.window->findChild<QAction *>("action.preset.mine"));
        fixture.drop(fixture.file("in/mine.json"));
        QVERIFY2(fixture.toast().contains("already"), qPrintable(fixture.toast()));
    }

    void brokenUserCatalogueIsOneSentence()
    {
        WindowFixture fixture;
        write(fixture.store.userFolder() + "/broken.json", "{ not json");
        fixture.store.reload();
        fixture.settle();
        QVERIFY2(fixture.toast().contains("broken.json"), qPrintable(fixture.toast()));
        QVERIFY(fixture.evaluation().replica.finite);
    }

    void crashIsOfferedBackAndNotForced()
    {
        WindowFixture fixture;
        scenario::Session lost = fixture.document().session();
        lost.current.workload.requestsPerSecond = 2.25;
        QVERIFY(!app::saveSession(fixture.recoveryFolder() + "/crashed.trilemma", lost, fixture.store.catalog()));
        fixture.start();
        QVERIFY(!fixture.toast().isEmpty());
        QVERIFY(fixture.document().current().workload.requestsPerSecond != 2.25);

        fixture.start();
        auto *restore = fixture.find<QPushButton>("toast.action");
        QVERIFY2(restore->isVisible(), "declining keeps the offer");
        QTest::mouseClick(restore, Qt::LeftButton);
        fixture.settle();
        QCOMPARE(fixture.document().current().workload.requestsPerSecond, 2.25);
        QVERIFY(fixture.window->isWindowModified());
        QVERIFY(!QFileInfo::exists(fixture.recoveryFolder() + "/crashed.trilemma"));
        QVERIFY2(QFileInfo::exists(fixture.window->files().recovery().ownPath()), "it is guarded anew before the old copy goes");
    }

    void unsavedWorkIsKeptBesideAndGoneAfterSaving()
    {
        WindowFixture fixture;
        fixture.document().setLever("qps", 3.3);
        app::Recovery &recovery = fixture.window->files().recovery();
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(recovery.ownPath()), app::Recovery::writeDelayMilliseconds + 2000);
        fixture.window->dialogs().setNextFileName(fixture.file("plan.trilemma"));
        fixture.action("save")->trigger();
        QVERIFY(!QFileInfo::exists(recovery.ownPath()));
    }

    void closingAsksAboutUnsavedWork()
    {
        WindowFixture fixture;
        fixture.document().setLever("qps", 3.3);
        fixture.window->dialogs().setNextAnswer(app::Dialogs::Answer::Cancel);
        QVERIFY(!fixture.window->close());
        fixture.window->dialogs().setNextAnswer(app::Dialogs::Answer::Save);
        fixture.window->dialogs().setNextFileName(fixture.file("plan.trilemma"));
        QVERIFY(fixture.window->close());
        QVERIFY(QFileInfo::exists(fixture.file("plan.trilemma")));
    }

    void openingOverUnsavedWorkCanBeTakenBack()
    {
        WindowFixture fixture;
        QVERIFY(!app::saveSession(fixture.file("other.trilemma"), fixture.document().session(), fixture.store.catalog()));
        fixture.document().setLever("qps", 3.3);
        const scenario::Session unsaved = fixture.document().session();
        fixture.drop(fixture.file("other.trilemma"));
        QVERIFY(fixture.document().session() != unsaved);
        QTest::keyClick(fixture.window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(fixture.document().session(), unsaved);
        QVERIFY(fixture.window->isWindowModified());
    }
};

QTEST_MAIN(FilesTest)
#include "files_test.moc"
