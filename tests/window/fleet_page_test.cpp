// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The view of the fleet: nodes, the day, policies, sizing, routing; of the scenario that is shown and no other.
#include "tests/window/window_fixture.h"

#include "app/chart_export.h"
#include "app/window/fleet_page.h"

#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>

using namespace trilemma;
using app::FleetPage, app::TablePanel;
using tests::nonFiniteWord, tests::WindowFixture;
using widgets::FigureChart;

namespace {

FleetPage &page(const WindowFixture &fixture)
{
    return fixture.window->fleet();
}

FigureChart &chart(const WindowFixture &fixture, FleetPage::Picture picture)
{
    return *page(fixture).charts()[picture];
}

QTableView &table(const WindowFixture &fixture, const char *name)
{
    return *fixture.find<QTableView>(QStringLiteral("fleet.%1.table").arg(QLatin1String(name)));
}

QString cell(const QTableView &table, int row, int column)
{
    return table.model()->index(row, column).data().toString();
}

QString allText(const WindowFixture &fixture)
{
    return tests::pageText(page(fixture));
}

void set(const WindowFixture &fixture, std::initializer_list<std::pair<const char *, scenario::LeverValue>> settings)
{
    for (const auto &[id, value] : settings) {
        if (!fixture.document().setLever(id, value))
            qFatal("lever %s was refused", id);
    }
    fixture.settle();
}

void open(const WindowFixture &fixture)
{
    fixture.action("view.fleet")->trigger();
    fixture.settle();
}

void waitForTradeoff(const WindowFixture &fixture)
{
    QVERIFY(QTest::qWaitFor([&] { return page(fixture).tradeoff() != nullptr; }));
    fixture.settle();
}

/// Seven replicas of four GPUs, a fleet that sleeps at night, and work to fill it.
void makeSevenReplicas(const WindowFixture &fixture)
{
    set(fixture, {{"replicas", 7.0}, {"qps", 30.0}, {"day", std::string("coding-assistant-na")}});
}

} // namespace

class FleetPageTest : public QObject {
    Q_OBJECT

private slots:
    void theKeyShowsNodesAndTheDay()
    {
        const WindowFixture fixture;
        QTest::keyClick(fixture.window.get(), Qt::Key_5, Qt::ControlModifier);
        fixture.settle();
        QVERIFY(page(fixture).isVisible());
        QVERIFY(fixture.find<QWidget>("levers")->isVisible());
        makeSevenReplicas(fixture);
        for (const auto *text : {"4 nodes × 8 GPUs: 32 paid for, 4 stranded (12.5 %), $", "Monday 03:00: ", " of 7 replicas idle, ",
                                 " an hour.", "Cold start", "static, now"})
            QVERIFY2(page(fixture).text().contains(text), qPrintable(page(fixture).text()));
        QVERIFY(!chart(fixture, FleetPage::Day).figure()->areas.empty());
        QVERIFY(!chart(fixture, FleetPage::Nodes).figure()->blocks.empty());
        QVERIFY(chart(fixture, FleetPage::Nodes).readOut().contains("GPUs stranded: 4"));
        QVERIFY2(nonFiniteWord(allText(fixture)).isEmpty(), qPrintable(allText(fixture)));
    }

    void itFollowsTheLevers()
    {
        const WindowFixture fixture;
        open(fixture);
        makeSevenReplicas(fixture);
        const auto before = page(fixture).study();
        set(fixture, {{"autoscaling", std::string("reactive")}});
        QVERIFY(page(fixture).study() != before);
        QVERIFY(page(fixture).text().contains("reactive, now"));
        QVERIFY2(allText(fixture).contains("paid, reactive"), qPrintable(allText(fixture)));
        fixture.document().undoStack().undo();
        fixture.settle();
        QVERIFY(page(fixture).text().contains("static, now"));
        set(fixture, {{"backfill_tokens", 20e6}, {"growth", 0.05}});
        QVERIFY2(page(fixture).text().contains("spare replica-hours a week"), qPrintable(page(fixture).text()));
        QVERIFY(table(fixture, "purchases").isVisible() && table(fixture, "backfill").model()->rowCount() == 7);
        QVERIFY(nonFiniteWord(allText(fixture)).isEmpty());
    }

    void hiddenItComputesNothing()
    {
        const WindowFixture fixture;
        open(fixture);
        fixture.action("view.overview")->trigger();
        fixture.settle();
        const auto figure = chart(fixture, FleetPage::Day).figure();
        const int replots = chart(fixture, FleetPage::Day).replotCount();
        set(fixture, {{"qps", 3.0}});
        QVERIFY(!page(fixture).study());
        QCOMPARE(chart(fixture, FleetPage::Day).figure(), figure);
        QCOMPARE(chart(fixture, FleetPage::Day).replotCount(), replots);
        open(fixture);
        QVERIFY(page(fixture).study());
        QVERIFY(chart(fixture, FleetPage::Day).figure() != figure);
    }

    /// REQ-025: by replica and by node, and an owner saves electricity alone.
    void policiesSaveByReplicaAndByNode()
    {
        const WindowFixture fixture;
        open(fixture);
        makeSevenReplicas(fixture);
        const QTableView &policies = table(fixture, "policies");
        QCOMPARE(policies.model()->rowCount(), 5);
        const auto &days = page(fixture).study()->days;
        for (int row = 0; row < 5; ++row) {
            const auto &week = days[static_cast<std::size_t>(row)].week;
            QCOMPARE(cell(policies, row, 1), QString::fromStdString(scenario::formatNumber(week.gpuHours)));
            QCOMPARE(cell(policies, row, 3), QString::fromStdString(scenario::formatNumber(week.nodeHours)));
        }
        QCOMPARE(cell(policies, 0, 2), "0 %");
        QVERIFY(!page(fixture).text().contains("electricity alone"));
        set(fixture, {{"acquisition", std::string("own")}});
        QVERIFY(page(fixture).text().contains("Owned nodes stay bought: fewer replicas save electricity alone."));
    }

    /// REQ-116: unrounded, then whole; spares apart.
    void sizingSaysHowManyAndWhy()
    {
        const WindowFixture fixture;
        open(fixture);
        set(fixture, {{"qps", 100.0}, {"measured_knee", 16.0}, {"headroom", 0.2}, {"fleet_size", std::string("sized")}});
        const QTableView &sizings = table(fixture, "sizings");
        QCOMPARE(sizings.model()->rowCount(), 3);
        QCOMPARE(cell(sizings, 0, 1), "7.50");
        QCOMPARE(cell(sizings, 0, 5), "8");
        QVERIFY2(page(fixture).text().contains("20 % headroom takes 8 replicas rather than 7, $"), qPrintable(page(fixture).text()));
        QVERIFY(page(fixture).text().contains("in a burst to 120 % of the peak, p99 TTFT is "));
        set(fixture, {{"spares", 1.0}});
        QCOMPARE(cell(sizings, 0, 3), "1");
        QCOMPARE(cell(sizings, 0, 5), "9");
        QCOMPARE(page(fixture).study()->evaluation.replicas, 9);
    }

    void aRowIsALever()
    {
        const WindowFixture fixture;
        open(fixture);
        makeSevenReplicas(fixture);
        set(fixture, {{"max_sequences", 16.0}}); // requests wait for a slot
        const int steps = fixture.document().undoStack().count();
        for (const auto &[name, row] : {std::pair{"policies", 2}, {"sizings", 1}, {"routers", 2}}) {
            QTableView &shown = table(fixture, name);
            shown.setCurrentIndex(shown.model()->index(row, 0));
            QTest::keyClick(&shown, Qt::Key_Return);
            fixture.settle();
            QVERIFY2(cell(shown, row, 0).endsWith(", now"), qPrintable(cell(shown, row, 0)));
        }
        QCOMPARE(fixture.document().current().fleet.scaling.policy, fleet::ScalingPolicy::Reactive);
        QCOMPARE(fixture.document().current().fleet.sizing.rule, fleet::SizingRule::KneeOverHeadroom);
        QCOMPARE(fixture.document().current().fleet.router, fleet::Router::LeastLoaded);
        QCOMPARE(fixture.document().undoStack().count(), steps + 3);
    }

    /// Sentences in place of a table of zeros, and of five bills that are the same.
    void whatDoesNotDifferIsSaidInASentence()
    {
        const WindowFixture fixture;
        open(fixture);
        set(fixture, {{"qps", 1.0}, {"replicas", 1.0}});
        const QString text = page(fixture).text();
        QVERIFY2(text.contains("No wait, whichever the router: the ") &&
                     text.contains(" slots of each replica are never all taken."),
                 qPrintable(text));
        QVERIFY(!table(fixture, "routers").isVisible());
        QVERIFY2(text.contains("All cost the same: scaling keeps the one replica as the fewest."), qPrintable(text));
        QVERIFY2(text.contains(" of 1 replica idle"), qPrintable(text));
        waitForTradeoff(fixture);
        QCOMPARE(chart(fixture, FleetPage::Scaling).figure()->message, "no policy saves an hour here");
        makeSevenReplicas(fixture);
        QVERIFY2(!page(fixture).text().contains("All cost the same"), qPrintable(page(fixture).text()));
        set(fixture, {{"qps", 5000.0}, {"window_replicas", 7.0}});
        QVERIFY2(page(fixture).text().contains("All cost the same: all 7 replicas run at every hour under each."),
                 qPrintable(page(fixture).text()));
    }

    /// Five policies, the chosen one along its knob; a click on a point sets the lever.
    void aPointOfTheTradeoffIsALever()
    {
        const WindowFixture fixture;
        open(fixture);
        makeSevenReplicas(fixture);
        set(fixture, {{"autoscaling", std::string("reactive")}});
        waitForTradeoff(fixture);
        FigureChart &scaling = chart(fixture, FleetPage::Scaling);
        const auto &points = scaling.figure()->points;
        QCOMPARE(points.size(), 5 + page(fixture).tradeoff()->along.size());
        QCOMPARE(points.back().name, "reactive, now");
        QVERIFY2(points.back().tip.startsWith("reactive, scaling threshold 80 %: saves "), qPrintable(points.back().tip));
        const auto click = [&](const QString &id) {
            const auto point = std::ranges::find(scaling.figure()->points, id, &widgets::FigurePoint::id);
            QVERIFY2(point != scaling.figure()->points.end(), qPrintable(id));
            const QPointF at = scaling.pixelAt({point->x, point->y});
            QVERIFY(!scaling.tipAt(at).isEmpty());
            emit scaling.pointActivated(id);
            fixture.settle();
        };
        const double threshold = page(fixture).tradeoff()->along[2].knob;
        click(scaling.figure()->points[2].id);
        QCOMPARE(fixture.document().current().fleet.scaling.threshold, threshold);
        waitForTradeoff(fixture);
        click("policy:3");
        QCOMPARE(fixture.document().current().fleet.scaling.policy, fleet::ScalingPolicy::Predictive);
        waitForTradeoff(fixture);
        QCOMPARE(scaling.figure()->points.back().name, "predictive, now");
    }

    void aTableIsCopiedAsText()
    {
        const WindowFixture fixture;
        open(fixture);
        makeSevenReplicas(fixture);
        QTest::keyClick(&table(fixture, "policies"), Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split('\n');
        QCOMPARE(lines.size(), 6);
        QVERIFY2(lines.front().startsWith("Policy\tGPU-h\t"), qPrintable(lines.front()));
        QVERIFY(lines[1].startsWith("static, now\t"));
        for (const QString &line : lines)
            QCOMPARE(line.count('\t'), 6);
    }

    void theCrosshairReadsItsHour()
    {
        const WindowFixture fixture;
        open(fixture);
        makeSevenReplicas(fixture);
        FigureChart &day = chart(fixture, FleetPage::Day);
        auto &hour = *fixture.find<QLabel>("fleet.hour");
        QVERIFY2(day.readOut().contains("Monday 03:00"), qPrintable(day.readOut()));
        QTest::keyClick(&day, Qt::Key_PageUp);
        QVERIFY(day.crosshair() && *day.crosshair() > 4);
        QVERIFY2(hour.text().startsWith("Monday 06:00: "), qPrintable(hour.text()));
        page(fixture).shownHours().setCurrentIndex(7);
        fixture.settle();
        QVERIFY(hour.text().startsWith("Monday 03:00: "));
        QVERIFY(day.subtitle().contains("the week"));
        page(fixture).shownHours().setCurrentIndex(6);
        fixture.settle();
        QVERIFY(hour.text().startsWith("Sunday 03:00: "));
    }

    void siteOverloadAndInfeasibleSayWhy()
    {
        const WindowFixture fixture;
        open(fixture);
        makeSevenReplicas(fixture);
        set(fixture, {{"site_cap", 20e3}});
        const QString why = QString::fromStdString(page(fixture).study()->siteProblem);
        QVERIFY2(!why.isEmpty() && page(fixture).text().contains(why), qPrintable(page(fixture).text()));
        set(fixture, {{"qps", 5000.0}});
        QVERIFY(page(fixture).text().contains("OVERLOADED"));
        QVERIFY2(nonFiniteWord(allText(fixture)).isEmpty(), qPrintable(allText(fixture)));
        set(fixture, {{"weights", std::string("bf16")}, {"tp", std::string("1")}});
        QVERIFY2(page(fixture).text().contains("INFEASIBLE"), qPrintable(page(fixture).text()));
        for (const FigureChart *one : page(fixture).charts())
            QVERIFY(!one->figure()->message.isEmpty());
        for (const TablePanel *panel : page(fixture).panels()) // in place, without a figure
            QVERIFY2(!panel->isVisible() || !panel->tabbed().section('\n', 1).contains(QRegularExpression("\t[^-]")),
                     qPrintable(panel->text()));
        QVERIFY(nonFiniteWord(allText(fixture)).isEmpty());
    }

    void everyChartIsAFileToo()
    {
        const WindowFixture fixture;
        open(fixture);
        makeSevenReplicas(fixture);
        waitForTradeoff(fixture);
        for (const FigureChart *one : page(fixture).charts()) {
            const app::OverviewAnswer &answer = fixture.window->evaluation().answer();
            const QString csv = app::csvText({one}, answer, fixture.store.catalog());
            const QStringList lines = csv.split('\n', Qt::SkipEmptyParts);
            QVERIFY2(lines.size() > 4, qPrintable(csv));
            QCOMPARE(one->table().columns.size(), static_cast<std::size_t>(lines.last().count(',') + 1));
            for (const char *format : {"png", "svg"}) {
                const QString path = fixture.file(one->csvName() + '.' + format);
                QVERIFY(!app::exportCharts(path, {one}, {.format = format}, answer, fixture.document().session(),
                                           fixture.store.catalog()));
                QVERIFY(QFileInfo(path).size() > 4000);
            }
        }
    }

    /// What a panel shows, with the figures in full, where the user says.
    void aTableIsAFileToo()
    {
        const WindowFixture fixture;
        open(fixture);
        makeSevenReplicas(fixture);
        for (TablePanel *panel : {page(fixture).panels()[FleetPage::Policies], page(fixture).panels()[FleetPage::Sizings]}) {
            const QString path = fixture.file(panel->objectName() + ".csv");
            fixture.window->dialogs().setNextFileName(path);
            emit panel->exportRequested();
            QFile file(path);
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(fixture.toast()));
            QStringList lines = QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts);
            lines.removeIf([](const QString &line) { return line.startsWith('#'); });
            QCOMPARE(lines.size(), 1 + panel->table().model()->rowCount());
        }
        fixture.window->dialogs().setNextFileName(fixture.file("none.csv"));
        emit page(fixture).panels()[FleetPage::Backfill]->exportRequested();
        QVERIFY2(fixture.toast().contains("no rows for this scenario"), qPrintable(fixture.toast()));
        QVERIFY(!QFileInfo::exists(fixture.file("none.csv")));
    }

    void keyboardAndNames()
    {
        const WindowFixture fixture;
        open(fixture);
        makeSevenReplicas(fixture);
        for (const FigureChart *one : page(fixture).charts()) {
            QVERIFY(!one->objectName().isEmpty() && !one->accessibleName().isEmpty());
            QVERIFY(one->focusPolicy() & Qt::TabFocus);
        }
        for (const TablePanel *panel : page(fixture).panels()) {
            const auto *shown = panel->findChild<QTableView *>();
            QVERIFY(!shown->accessibleName().isEmpty() && !shown->tabKeyNavigation());
            QVERIFY(shown->focusPolicy() & Qt::TabFocus);
        }
        QVERIFY(!page(fixture).shownHours().accessibleName().isEmpty());
        FigureChart &nodes = chart(fixture, FleetPage::Nodes);
        nodes.readOut();
        const widgets::FigureBlock &last = nodes.figure()->blocks.back();
        const QPointF at = nodes.pixelAt({(last.left + last.right) / 2, (last.top + last.bottom) / 2});
        QCOMPARE(nodes.tipAt(at), "Node 4: stranded: paid for, no replica fits");
    }

    /// Small windows scroll; no chart is squeezed and no text clipped.
    void fitsEveryWindow()
    {
        for (const QSize size : {QSize(1008, 600), QSize(1280, 800), QSize(1600, 900), QSize(2560, 1440)}) {
            const WindowFixture fixture(size);
            open(fixture);
            makeSevenReplicas(fixture);
            set(fixture, {{"autoscaling", std::string("predictive")}, {"backfill_tokens", 20e6}, {"growth", 0.05}});
            waitForTradeoff(fixture);
            QCOMPARE(fixture.window->size(), size);
            QCOMPARE(fixture.find<QScrollArea>("fleet.scroll")->horizontalScrollBar()->maximum(), 0);
            for (const FigureChart *one : page(fixture).charts()) {
                QVERIFY(one->width() >= one->minimumSizeHint().width() && one->height() >= one->minimumSizeHint().height());
                for (const widgets::PlotLabel &label : one->labels())
                    QVERIFY(label.rect.isNull() || QRectF(one->plotWidget()->rect()).adjusted(-1, -1, 1, 1).contains(label.rect));
            }
            for (QLabel *label : page(fixture).findChildren<QLabel *>()) {
                if (label->isVisible() && label->wordWrap())
                    QVERIFY2(label->heightForWidth(label->width()) <= label->height(), qPrintable(label->text()));
            }
            for (const auto *shown : page(fixture).findChildren<QTableView *>()) {
                for (int column = 0; shown->isVisible() && column < shown->model()->columnCount(); ++column) {
                    QStringList texts{shown->model()->headerData(column, Qt::Horizontal).toString()};
                    for (int row = 0; row < shown->model()->rowCount(); ++row)
                        texts += cell(*shown, row, column);
                    for (const QString &text : texts)
                        QVERIFY2(shown->fontMetrics().horizontalAdvance(text) + widgets::grid <= shown->columnWidth(column),
                                 qPrintable(QString("%1 at %2").arg(text).arg(size.width())));
                }
            }
        }
    }

    /// Printed, never judged: from a lever's move to what is painted.
    void howLongADragTakes()
    {
        const WindowFixture fixture;
        open(fixture);
        makeSevenReplicas(fixture);
        for (const char *policy : {"static", "reactive"}) {
            set(fixture, {{"autoscaling", std::string(policy)}});
            std::vector<qint64> microseconds;
            QElapsedTimer timer;
            for (int i = 0; i < 60; ++i) {
                timer.start();
                fixture.document().setLever("qps", 20 + 0.3 * i, 1);
                fixture.settle();
                microseconds.push_back(timer.nsecsElapsed() / 1000);
            }
            std::ranges::sort(microseconds);
            qInfo("%s: change to painted: median %.1f ms, largest %.1f ms", policy, static_cast<double>(microseconds[30]) / 1e3,
                  static_cast<double>(microseconds.back()) / 1e3);
        }
    }

    void pictures()
    {
        const QString folder = qEnvironmentVariable("TRILEMMA_PICTURES");
        if (folder.isEmpty())
            QSKIP("TRILEMMA_PICTURES names no folder");
        for (const QSize size : {QSize(1008, 600), QSize(1280, 800), QSize(1600, 900), QSize(2560, 1440)}) {
            WindowFixture fixture(size);
            open(fixture);
            makeSevenReplicas(fixture);
            set(fixture, {{"autoscaling", std::string("reactive")}, {"backfill_tokens", 20e6}, {"growth", 0.05}});
            waitForTradeoff(fixture);
            const QString name = folder + QStringLiteral("/fleet-%1-").arg(size.width());
            QVERIFY(fixture.window->grab().save(name + "light.png"));
            fixture.action("theme.dark")->trigger();
            page(fixture).shownHours().setCurrentIndex(7);
            fixture.settle();
            QVERIFY(fixture.window->grab().save(name + "dark.png"));
            if (auto *bar = fixture.find<QScrollArea>("fleet.scroll")->verticalScrollBar(); bar->maximum() > 0) {
                bar->setValue(bar->maximum());
                fixture.settle();
                QVERIFY(fixture.window->grab().save(name + "dark-below.png"));
            }
        }
    }
};

QTEST_MAIN(FleetPageTest)
#include "fleet_page_test.moc"
