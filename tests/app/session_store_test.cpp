// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog_store.h"
#include "app/dropped_file.h"
#include "app/recovery.h"
#include "app/session_store.h"
#include "app/settings.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace trilemma;

class SessionStoreTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    app::CatalogStore m_store{m_folder.filePath("catalog")};

    scenario::Session session() const
    {
        scenario::Session session;
        session.current = scenario::defaultScenario(m_store.catalog());
        session.current.workload.requestsPerSecond = 0.1 + 0.2;     // no short decimal
        session.pinned.push_back(session.current);
        session.pinned.back().name = "B \u00b7 \u201cquoted\u201d";
        session.baseline = 0;
        session.notes = "two\nlines";
        return session;
    }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

private slots:
    void savedSessionOpensBitIdentical()
    {
        const QString path = m_folder.filePath("round.trilemma");
        QVERIFY(!app::saveSession(path, session(), m_store.catalog()));
        Result<scenario::Session> opened = app::loadSession(path, m_store.catalog());
        QVERIFY2(opened, opened ? "" : opened.error().sentence().c_str());
        QCOMPARE(opened->applicationVersion, TRILEMMA_VERSION);
        opened.value().applicationVersion.clear();
        QCOMPARE(opened.value(), session());
    }

    void failedSaveSaysWhyAndLeavesTheOldFile()
    {
        const auto error = app::saveSession(m_folder.filePath("no/such/folder/a.trilemma"), session(), m_store.catalog());
        QVERIFY(error);
        QVERIFY(error->sentence().starts_with("a.trilemma: "));
        QVERIFY(QDir().mkpath(m_folder.filePath("folder.trilemma/inside")));
        QVERIFY(app::saveSession(m_folder.filePath("folder.trilemma"), session(), m_store.catalog()));
        QVERIFY(QFileInfo::exists(m_folder.filePath("folder.trilemma/inside")));
    }

    void badFilesAreOneSentence_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray good = app::sessionJson(session(), m_store.catalog());
        QTest::newRow("empty") << "s.trilemma" << QByteArray();
        QTest::newRow("truncated") << "s.trilemma" << good.left(good.size() / 2);
        QTest::newRow("newer") << "s.trilemma" << QByteArray(good).replace("\"schema\": 1", "\"schema\": 99");
        QTest::newRow("wrong type") << "s.trilemma" << QByteArray(good).replace("\"baseline\": 0", "\"baseline\": \"first\"");
        QTest::newRow("NaN") << "s.trilemma" << QByteArray(good).replace("\"baseline\": 0", "\"baseline\": NaN");
        QTest::newRow("huge") << "s.trilemma" << QByteArray(good).replace("\"baseline\": 0", "\"baseline\": 1e300");
        QTest::newRow("negative") << "s.trilemma" << QByteArray(good).replace("\"baseline\": 0", "\"baseline\": -5");
        QTest::newRow("binary") << "s.bin" << QByteArray("\0\1\2\377", 4);
        QTest::newRow("prose") << "s.txt" << QByteArray("hello");
        QTest::newRow("array") << "s.json" << QByteArray("[1, 2]");
        QTest::newRow("config without layers") << "config.json" << QByteArray(R"({"model_type": "llama", "hidden_size": 4096})");
        QTest::newRow("config truncated") << "config.json" << QByteArray("{\"model_type\": \"llama\", \"hidden_s");
        QTest::newRow("catalogue") << "own.json" << QByteArray(R"({"schema": 1, "accelerators": [{"id": 5}]})");
        QTest::newRow("catalogue newer") << "own.json" << QByteArray(R"({"schema": 77, "accelerators": []})");
        QTest::newRow("picture without session") << "p.png" << QByteArray("\x89PNG\r\n\x1a\n broken");
        QTest::newRow("drawing without session") << "p.svg" << QByteArray("<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        QTest::newRow("page without session") << "p.pdf" << QByteArray("%PDF-1.4 broken");
    }
    void badFilesAreOneSentence()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        const auto dropped = app::readDroppedFile(write(name, bytes), m_store.catalog());
        QVERIFY(!dropped);
        const QString sentence = QString::fromStdString(dropped.error().sentence());
        QVERIFY2(sentence.startsWith(name + ": "), qPrintable(sentence));
        QVERIFY2(!sentence.contains('\n'), qPrintable(sentence));
    }

    void missingFileAndFolderAreSentences()
    {
        QVERIFY(!app::readDroppedFile(m_folder.filePath("absent.json"), m_store.catalog()));
        QVERIFY(!app::readDroppedFile(m_folder.path(), m_store.catalog()));
    }

    void configIsNamedAfterItsFolder()
    {
        QVERIFY(QDir().mkpath(m_folder.filePath("Tiny-1B")));
        const QByteArray config = R"({"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 2048,
            "intermediate_size": 8192, "num_hidden_layers": 16, "num_attention_heads": 32, "num_key_value_heads": 8,
            "vocab_size": 128256, "max_position_embeddings": 131072, "torch_dtype": "bfloat16"})";
        const auto dropped = app::readDroppedFile(write("Tiny-1B/config.json", config), m_store.catalog());
        QVERIFY2(dropped, dropped ? "" : dropped.error().sentence().c_str());
        QCOMPARE(std::get<app::DroppedModel>(*dropped).model.name, "Tiny-1B");
        const auto pasted = app::readDroppedText(config, "Pasted", m_store.catalog());
        QVERIFY(pasted && std::holds_alternative<app::DroppedModel>(*pasted));
    }

    void sessionWithOwnModelIsASession()
    {
        scenario::Session own = session();
        own.current.customModel = m_store.catalog().models.front();
        const QString path = m_folder.filePath("own.json");
        QVERIFY(!app::saveSession(path, own, m_store.catalog()));
        const auto dropped = app::readDroppedFile(path, m_store.catalog());
        QVERIFY2(dropped, dropped ? "" : dropped.error().sentence().c_str());
        QVERIFY(std::get<app::DroppedSession>(*dropped).stored.session.current.customModel == own.current.customModel);
    }

    void recoveryKeepsUnsavedWorkAndOnlyThat()
    {
        const QString folder = m_folder.filePath("recovery");
        QByteArray work = app::sessionJson(session(), m_store.catalog());
        app::Recovery recovery(folder, [&work] { return work; });
        QVERIFY(recovery.abandoned().isEmpty());
        recovery.writeNow();
        QVERIFY(QFile::exists(recovery.ownPath()));

        const app::Recovery second(folder, [] { return QByteArray(); });
        QVERIFY2(second.abandoned().isEmpty(), "a living window's copy is not abandoned");

        work.clear();
        recovery.writeNow();
        QVERIFY(!QFile::exists(recovery.ownPath()));
    }

    void recoveryFindsWhatACrashLeft()
    {
        const QString folder = m_folder.filePath("crashed");
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(!app::saveSession(folder + "/left.trilemma", session(), m_store.catalog()));
        const app::Recovery recovery(folder, [] { return QByteArray(); });
        QCOMPARE(recovery.abandoned().size(), 1);
        const auto found = app::loadSession(recovery.abandoned().front(), m_store.catalog());
        QVERIFY(found && found->current == session().current);
        app::Recovery::discard(recovery.abandoned().front());
        QVERIFY(recovery.abandoned().isEmpty());
    }

    void recoveryThatCannotWriteSaysSoOnce()
    {
        const QString blocked = write("blocked", "a file where the folder should be");
        app::Recovery recovery(blocked, [] { return QByteArray("work"); });
        QSignalSpy failed(&recovery, &app::Recovery::failed);
        recovery.writeNow();
        recovery.writeNow();
        QCOMPARE(failed.size(), 1);
    }

    void recentsAreNewestFirstUniqueAndPresent()
    {
        app::Settings settings(m_folder.filePath("settings.ini"));
        QStringList paths;
        for (int i = 0; i < 12; ++i) {
            paths.prepend(write(QStringLiteral("recent%1.trilemma").arg(i), "x"));
            settings.addRecent(paths.front());
        }
        settings.addRecent(paths[3]);
        QVERIFY(QFile::remove(paths[1]));
        const QStringList recent = settings.existingRecent();
        QCOMPARE(recent, QStringList({paths[3], paths[0], paths[2], paths[4], paths[5], paths[6], paths[7]}));
    }
};

QTEST_MAIN(SessionStoreTest)
#include "session_store_test.moc"
