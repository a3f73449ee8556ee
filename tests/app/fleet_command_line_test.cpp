// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/command_line_fixture.h"

#include "app/catalog_store.h"
#include "app/session_store.h"
#include "models/scenario/levers.h"

#include <nlohmann/json.hpp>

#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace trilemma;
using nlohmann::json;
using test::Run;
using test::run;

class FleetCommandLineTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString file(const QString &name, const QByteArray &content) { return test::written(m_folder, name, content); }
    static double metric(const json &answer, const char *id) { return answer["metrics"][id]["value"].get<double>(); }
    static json answerOf(const QStringList &arguments)
    {
        const Run result = run(QStringList{"evaluate"} + arguments + QStringList{"--format", "json"});
        return json::parse(result.out, nullptr, false);
    }

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QDir(app::CatalogStore::defaultUserFolder()).removeRecursively();
    }

    void aDayComesFromAFile()
    {
        QByteArray hours = "hour,load\n";
        for (int hour = 0; hour < 24; ++hour)
            hours += QByteArray::number(hour) + (hour == 15 ? ",4\n" : ",1\n");
        const json answer = answerOf({"--day", file("hours.csv", hours)});
        QCOMPARE(answer["levers"]["day"]["value"].get<std::string>(), std::string("own"));
        QVERIFY(std::abs(metric(answer, "day.mean") - 100 * (23 * 0.25 + 1) / 24) < 1e-9);
        const json traced = answerOf({"--day", file("trace.csv", test::azure)});
        QVERIFY(traced["levers"]["day"]["text"].get<std::string>().find("trace.csv") != std::string::npos);
    }

    void aDayThatIsNoneIsRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("words") << QByteArray("hello, world\n");
        QTest::newRow("25 hours") << QByteArray("1\n").repeated(25);
        QTest::newRow("no load") << QByteArray("0\n").repeated(24);
        QTest::newRow("lengths alone") << QByteArray(test::lengthsOnly);
    }
    void aDayThatIsNoneIsRefused()
    {
        QFETCH(QByteArray, content);
        test::compareToOneLine(run({"evaluate", "--day", file("bad.csv", content)}));
    }

    void scenariosShareAFleet()
    {
        const app::CatalogStore store;
        const catalog::Catalog &catalog = store.catalog();
        scenario::Session session;
        session.current = *scenario::withLeverText(scenario::defaultScenario(catalog), "qps", "20", catalog);
        session.current.fleet.sized = true;
        session.pinned = {*scenario::withLeverText(session.current, "time_zone", "12", catalog)};
        session.pinned.front().name = "B";
        const QString path = file("two.trilemma", QByteArray::fromStdString(scenario::writeSession(session, catalog)));
        const json shared = answerOf({path, "--shared-fleet"})["shared_fleet"];
        QCOMPARE(shared["models"].size(), std::size_t(2));
        QVERIFY(shared["pooled"]["gpus"] < shared["dedicated"]["gpus"]);
        const json flipped = answerOf({path, "--shared-fleet", "--set", "sharing_penalty=90%"})["shared_fleet"];
        QCOMPARE(flipped["pool"], false);
        const Run table = run({"evaluate", path, "--shared-fleet"});
        QCOMPARE(table.code, 0);
        QVERIFY(table.out.find(shared["recommendation"].get<std::string>()) != std::string::npos);
        test::compareToOneLine(run({"evaluate", "--shared-fleet"}));
        test::compareToOneLine(run({"evaluate", path, "--shared-fleet", "--format", "csv"}));
    }

    void latencyHasAPrice()
    {
        const json prices = answerOf({"--price-of", "itl"})["price_of_latency"];
        QVERIFY(prices.size() > 10);
        double before = INFINITY;
        for (const json &price : prices) {
            if (!price["problem"].get<std::string>().empty())
                continue;
            QVERIFY(price["usd_per_month"].get<double>() <= before);
            before = price["usd_per_month"].get<double>();
        }
        QVERIFY(std::isfinite(before));
        for (const json &price : answerOf({"--price-of", "e2e"})["price_of_latency"])
            QVERIFY(price["bound_ms"].get<double>() > 0);
        const Run table = run({"evaluate", "--price-of", "ttft"});
        QVERIFY(table.out.find("the bound on TTFT p99") != std::string::npos);
        QVERIFY(table.out.find("tokens a step") != std::string::npos);
        test::compareToOneLine(run({"evaluate", "--price-of", "speed"}));
        test::compareToOneLine(run({"evaluate", "--price-of", "itl", "--format", "csv"}));
    }

    void tokensAreBought()
    {
        const json bought = answerOf({"--set", "acquisition=api"}), rented = answerOf({});
        QVERIFY(std::abs(metric(bought, "bill.api") - metric(rented, "api.month")) < 0.005);
        QCOMPARE(metric(bought, "cost.idle"), 0.0);
        QCOMPARE(metric(bought, "bill.rent"), 0.0);
        const json three = answerOf({"--set", "acquisition=reserve_3y"}), one = answerOf({"--set", "acquisition=reserve_1y"});
        QCOMPARE(three["levers"]["gpu_hour"]["value"], 2.0);
        QCOMPARE(one["levers"]["gpu_hour"]["value"], 2.35);
        const json dear = answerOf({"--set", "acquisition=on_demand", "--set", "provider=hyperscaler"});
        QCOMPARE(dear["levers"]["gpu_hour"]["value"], 6.88);
    }
};

QTEST_MAIN(FleetCommandLineTest)
#include "fleet_command_line_test.moc"
