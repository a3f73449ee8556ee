// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The view of cost: parts that sum to the bill, break-evens where the models have them, and a chain behind each figure.
#include "tests/window/window_fixture.h"

#include "app/chart_export.h"
#include "app/window/cost_page.h"
#include "models/scenario/metrics.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyleOptionComboBox>
#include <QTableWidget>

#include <cmath>
#include <limits>

using namespace trilemma;
using app::CostPage;
using tests::nonFiniteWord, tests::WindowFixture;
using widgets::BarChart, widgets::Chart, widgets::CostUnit, widgets::FigureChart;

namespace {

CostPage &page(const WindowFixture &fixture)
{
    return fixture.window->cost();
}

BarChart &chart(const WindowFixture &fixture, CostPage::BarPicture picture)
{
    return page(fixture).chart(picture);
}

FigureChart &chart(const WindowFixture &fixture, CostPage::CurvePicture picture)
{
    return page(fixture).chart(picture);
}

/// Why a chart shows nothing; empty where it shows something.
QString messageOf(const Chart *chart)
{
    const auto *bars = qobject_cast<const BarChart *>(chart);
    return bars ? bars->bars()->message : static_cast<const FigureChart *>(chart)->figure()->message;
}

void open(const WindowFixture &fixture)
{
    fixture.action("view.cost")->trigger();
    fixture.settle();
}

QString allText(const WindowFixture &fixture)
{
    const CostPage &cost = page(fixture);
    QString text = cost.text() + '\n';
    text += tests::chartText(
        std::array{&cost.chart(CostPage::Utilisation), &cost.chart(CostPage::OwnRent), &cost.chart(CostPage::Api)});
    for (BarChart *chart : {&cost.chart(CostPage::Stack), &cost.chart(CostPage::Waterfall), &cost.chart(CostPage::Tornado)}) {
        text += chart->subtitle() + '\n' + chart->readOut() + '\n' + chart->bars()->notes.join('\n') + '\n';
        for (const widgets::BarRow &row : chart->bars()->rows) {
            text += row.name + ' ' + row.text + '\n';
            for (const widgets::BarPart &part : row.parts)
                text += part.name + ' ' + part.tip + '\n';
        }
    }
    return text;
}

bool waitForFull(const WindowFixture &fixture)
{
    const bool came =
        QTest::qWaitFor([&] { return page(fixture).change() && page(fixture).ranking() && !page(fixture).isBusy(); }, 60'000);
    fixture.settle();
    return came;
}

void chooseUnit(const WindowFixture &fixture, CostUnit unit)
{
    fixture.find<QComboBox>("cost.unit")->setCurrentIndex(static_cast<int>(unit));
    fixture.settle();
}

} // namespace

class CostPageTest : public QObject {
    Q_OBJECT

private slots:
    void opensWithOneKey()
    {
        const WindowFixture fixture;
        QTest::keyClick(fixture.window.get(), Qt::Key_6, Qt::ControlModifier);
        fixture.settle();
        QVERIFY(page(fixture).isVisible());
        QVERIFY(waitForFull(fixture));
        for (const char *text : {"a month", "reservation basis", "usage basis", "API"})
            QVERIFY2(page(fixture).text().contains(text), qPrintable(page(fixture).text()));
        for (const Chart *one : page(fixture).charts())
            QVERIFY2(messageOf(one).isEmpty(), qPrintable(messageOf(one)));
        QVERIFY2(nonFiniteWord(allText(fixture)).isEmpty(), qPrintable(allText(fixture)));
    }

    /// REQ-008: in each unit four parts, those of nothing too, that sum to the total.
    void partsSumInEveryUnit()
    {
        WindowFixture fixture;
        open(fixture);
        fixture.document().pinCurrent();
        fixture.document().setLever("acquisition", std::string("own"));
        fixture.document().setLever("fte", 0.0);
        fixture.settle();
        for (int unit = 0; unit < widgets::costUnitCount; ++unit) {
            chooseUnit(fixture, static_cast<CostUnit>(unit));
            const Table table = chart(fixture, CostPage::Stack).table();
            QCOMPARE(table.rows.size(), std::size_t(2));
            QCOMPARE(table.columns.size(), std::size_t(8));
            for (const Table::Row &row : table.rows) {
                const double total = row.figures[4];
                QVERIFY(std::abs(row.figures[0] + row.figures[1] + row.figures[2] + row.figures[3] - total) < 1e-9 * total);
                QVERIFY(row.figures[5] <= total && total <= row.figures[6]);
            }
            const auto &metric = *scenario::findMetric(widgets::textOf(static_cast<CostUnit>(unit)).metricId);
            QCOMPARE(table.rows.front().figures[4], *metric.read(fixture.evaluation()));
            QVERIFY(chart(fixture, CostPage::Stack).subtitle().contains(widgets::textOf(static_cast<CostUnit>(unit)).basis));
        }
    }

    /// REQ-118: three terms hold the idle hours, the total stays, and the chart says which.
    void threeTermsHaveTheSameTotal()
    {
        WindowFixture fixture;
        open(fixture);
        const Table four = chart(fixture, CostPage::Stack).table();
        QVERIFY(four.rows.front().figures[2] > 0);
        auto *parts = fixture.find<QComboBox>("cost.attribution");
        parts->setFocus();
        QTest::keyClick(parts, Qt::Key_Down);
        fixture.settle();
        QCOMPARE(fixture.document().current().cost.attribution, cost::Attribution::ThreeTerms);
        const Table three = chart(fixture, CostPage::Stack).table();
        QCOMPARE(three.rows.front().figures[2], 0.0);
        QCOMPARE(three.rows.front().figures[4], four.rows.front().figures[4]);
        QVERIFY(chart(fixture, CostPage::Stack).subtitle().contains("three terms"));
        QVERIFY(chart(fixture, CostPage::Stack).bars()->rows[0].parts[2].name.endsWith("$0"));
        fixture.document().undoStack().undo();
        fixture.settle();
        QCOMPARE(parts->currentIndex(), 0);
    }

    /// Lines cross where the models say; REQ-026: usage over reservation is the utilisation.
    void breakEvensAreWhereLinesCross()
    {
        WindowFixture fixture;
        open(fixture);
        const cost::Alternatives &alternatives = fixture.evaluation().cost.alternatives;
        const auto &paid = chart(fixture, CostPage::OwnRent).figure()->curves;
        const auto own = widgets::valueAt(paid[0].line, alternatives.ownBreakEvenMonths),
                   rent = widgets::valueAt(paid[1].line, alternatives.ownBreakEvenMonths);
        QVERIFY(own && rent && std::abs(*own - *rent) < 1e-6 * *own);
        for (const Table::Row &row : chart(fixture, CostPage::Utilisation).table().rows)
            QVERIFY(std::abs(row.figures[2] / row.figures[1] - row.figures[0] / 100) < 1e-9);
        fixture.document().setLever("api_price", 25.0);
        fixture.settle();
        const auto &api = chart(fixture, CostPage::Api).figure()->curves;
        const double tokens = fixture.evaluation().cost.alternatives.apiBreakEvenOutputTokensPerDay / 1e6;
        const auto fleet = widgets::valueAt(api[0].line, tokens), bought = widgets::valueAt(api[1].line, tokens);
        QVERIFY(fleet && bought && std::abs(*fleet - *bought) < 1e-6 * *fleet);
        fixture.document().setLever("api_price", 0.0);
        fixture.settle();
        QVERIFY(page(fixture).text().contains("No API price"));
        QCOMPARE(chart(fixture, CostPage::Api).figure()->curves.size(), std::size_t(1));
        QVERIFY(nonFiniteWord(allText(fixture)).isEmpty());
    }

    /// REQ-005: bars end where the bill is, in the window as in the model, and what the default is stands on the chart.
    void theWaterfallEndsHere()
    {
        const WindowFixture fixture;
        open(fixture);
        QVERIFY(waitForFull(fixture));
        const Table table = chart(fixture, CostPage::Waterfall).table();
        double at = 0;
        for (std::size_t row = 0; row + 1 < table.rows.size(); ++row)
            at += table.rows[row].figures[0];
        QVERIFY(std::abs(at - fixture.evaluation().cost.usdPerMillionOutput) < 1e-6 * at);
        QVERIFY2(allText(fixture).contains("Untuned: same model"), qPrintable(allText(fixture)));
    }

    /// Rows are of what changes the bill; what changes nothing is named in one line.
    void whatChangesNothingHasNoRow()
    {
        const WindowFixture fixture;
        open(fixture);
        QVERIFY(waitForFull(fixture));
        const widgets::Bars &bars = *chart(fixture, CostPage::Waterfall).bars();
        double at = bars.rows.front().end();
        for (std::size_t i = 1; i + 1 < bars.rows.size(); ++i) { // each begins where the one above ends
            const double start = bars.rows[i].start, end = bars.rows[i].end();
            const bool rises = bars.rows[i].text.startsWith('+');
            QVERIFY(std::abs((rises ? start : end) - at) < 1e-9 * at && end > start);
            at = rises ? end : start;
        }
        QVERIFY(std::abs(at - bars.rows.back().end()) < 1e-6 * at);
        qsizetype named = 0;
        for (const decision::WaterfallStep &step : page(fixture).change()->waterfall.steps) {
            const QString name = QString::fromStdString(step.group);
            const bool hasRow = std::ranges::count(bars.rows, name, &widgets::BarRow::name) > 0;
            named += bars.notes.front().contains(name.toLower());
            QCOMPARE(hasRow, std::abs(step.usdPerMillionOutput) > 1e-6);
        }
        QCOMPARE(named + static_cast<qsizetype>(bars.rows.size()) - 2,
                 static_cast<qsizetype>(page(fixture).change()->waterfall.steps.size()));
        QVERIFY2(bars.notes.front().startsWith("No change: "), qPrintable(bars.notes.front()));
    }

    /// REQ-149: the tornado follows the figure that is chosen, its longest bar first.
    void theTornadoIsOfWhatIsChosen()
    {
        const WindowFixture fixture;
        open(fixture);
        QVERIFY(waitForFull(fixture));
        for (int of = 0; of < widgets::swingOfCount; ++of) {
            fixture.find<QComboBox>("cost.swingOf")->setCurrentIndex(of);
            fixture.settle();
            const BarChart &tornado = chart(fixture, CostPage::Tornado);
            QVERIFY(tornado.subtitle().startsWith(widgets::textOf(static_cast<widgets::SwingOf>(of))));
            const widgets::Bars &bars = *tornado.bars();
            double shown = std::numeric_limits<double>::infinity();
            for (std::size_t row = 0; row < bars.rows.size(); ++row) {
                const widgets::BarRow &bar = bars.rows[row];
                const double reach = std::max(bar.end() - bars.here->at, bars.here->at - bar.start);
                const auto &ends = bars.table.rows[row].figures; // low, high, and what they come to
                QVERIFY(std::abs(bar.start - std::min({bars.here->at, ends[2], ends[3]})) < 1e-9 * bars.here->at);
                QVERIFY(std::abs(bar.end() - std::max({bars.here->at, ends[2], ends[3]})) < 1e-9 * bars.here->at);
                QVERIFY(reach <= shown * (1 + 1e-9) && reach > 0);
                shown = reach;
            }
            QVERIFY2(!allText(fixture).contains(QRegularExpression(R"(\b1 (people|months|years)\b)")),
                     qPrintable(allText(fixture)));
        }
    }

    /// REQ-119: the workload that the program starts with shows an inversion, in words and in the table.
    void theCheapestHourIsNotTheCheapestDeployment()
    {
        const WindowFixture fixture;
        open(fixture);
        QVERIFY(waitForFull(fixture));
        QVERIFY2(page(fixture).text().contains("is not the cheapest deployment"), qPrintable(page(fixture).text()));
        const auto &first = page(fixture).ranking()->front();
        QCOMPARE(page(fixture).rankingTable().item(0, 0)->text(), QString::fromStdString(first.name));
        QCOMPARE(page(fixture).rankingTable().rowCount(), static_cast<int>(page(fixture).ranking()->size()));
    }

    /// REQ-074: a figure opens its chain with a click or with Enter, and the chain can be copied.
    void aFigureOpensItsChain()
    {
        WindowFixture fixture;
        open(fixture);
        BarChart &stack = chart(fixture, CostPage::Stack);
        const QPoint at = stack.rectOf(0, 0).center().toPoint();
        QCOMPARE(stack.idAt(at), "cost.capital");
        QTest::mouseClick(stack.plotWidget(), Qt::LeftButton, {}, at);
        fixture.settle();
        auto *sheet = fixture.findShown<QDialog>("trail");
        QVERIFY(sheet && sheet->windowTitle().startsWith("Capital or rental"));
        const auto *steps = sheet->findChild<QTableWidget *>("trail.steps");
        QVERIFY(steps->rowCount() > 4);
        QVERIFY2(steps->item(1, 3)->text().contains(QRegularExpression("^= .*[0-9]")), qPrintable(steps->item(1, 3)->text()));
        sheet->findChild<QPushButton *>("trail.copy")->click();
        QVERIFY(QApplication::clipboard()->text().startsWith("cost.capital = "));
        sheet->close();
        fixture.settle();

        QTableWidget &figures = page(fixture).figures();
        figures.setFocus();
        figures.setCurrentCell(0, 0);
        QTest::keyClick(&figures, Qt::Key_Return);
        fixture.settle();
        sheet = fixture.findShown<QDialog>("trail");
        QVERIFY(sheet && sheet->windowTitle().startsWith(figures.item(0, 0)->text()));
        sheet->close();
        fixture.settle();
        stack.setFocus();
        QTest::keyClick(&stack, Qt::Key_Return);
        fixture.settle();
        QVERIFY(fixture.findShown<QDialog>("trail"));
    }

    void hiddenItComputesNothing()
    {
        WindowFixture fixture;
        open(fixture);
        fixture.action("view.overview")->trigger();
        fixture.settle();
        const auto bars = chart(fixture, CostPage::Stack).bars();
        const int replots = chart(fixture, CostPage::Stack).replotCount();
        fixture.document().setLever("qps", 2.0);
        fixture.settle();
        QCOMPARE(chart(fixture, CostPage::Stack).bars(), bars);
        QCOMPARE(chart(fixture, CostPage::Stack).replotCount(), replots);
        open(fixture);
        QVERIFY(chart(fixture, CostPage::Stack).bars() != bars);
    }

    void withoutABillItSaysWhy()
    {
        WindowFixture fixture;
        open(fixture);
        fixture.document().setLever("gpu_hour", 0.0);
        fixture.settle();
        QVERIFY(waitForFull(fixture));
        for (const Chart *one : page(fixture).charts())
            QVERIFY(!messageOf(one).isEmpty());
        fixture.document().setLever("gpu_hour", 2.0);
        fixture.document().setLever("weights", std::string("bf16"));
        fixture.document().setLever("tp", std::string("1"));
        fixture.settle();
        QVERIFY(waitForFull(fixture));
        QVERIFY2(page(fixture).text().contains("INFEASIBLE"), qPrintable(page(fixture).text()));
        for (const Chart *one : page(fixture).charts()) {
            const bool isOfOtherLayouts = one == &page(fixture).chart(CostPage::LatencyPrice); // some of which fit
            QCOMPARE(messageOf(one).isEmpty(), isOfOtherLayouts);
        }
        QVERIFY(nonFiniteWord(allText(fixture)).isEmpty());
    }

    void everyChartIsAFileToo()
    {
        const WindowFixture fixture;
        open(fixture);
        QVERIFY(waitForFull(fixture));
        for (const Chart *one : page(fixture).charts()) {
            const app::OverviewAnswer &answer = fixture.window->evaluation().answer();
            const QStringList lines = app::csvText({one}, answer, fixture.store.catalog()).split('\n', Qt::SkipEmptyParts);
            QCOMPARE(static_cast<int>(one->table().columns.size()), lines.last().count(',') + 1);
            for (const char *format : {"png", "svg"}) {
                const QString path = fixture.file(one->csvName() + '.' + format);
                QVERIFY(!app::exportCharts(path, {one}, {.format = format}, answer, fixture.document().session(),
                                           fixture.store.catalog()));
                QVERIFY(QFileInfo(path).size() > 4000);
            }
        }
    }

    void keyboardReachesEverything()
    {
        const WindowFixture fixture;
        open(fixture);
        for (const QWidget *one :
             {static_cast<QWidget *>(fixture.find<QComboBox>("cost.unit")),
              static_cast<QWidget *>(fixture.find<QComboBox>("cost.attribution")),
              static_cast<QWidget *>(fixture.find<QComboBox>("cost.swingOf")),
              static_cast<QWidget *>(&page(fixture).rankingTable()), static_cast<QWidget *>(&page(fixture).figures())})
            QVERIFY(!one->accessibleName().isEmpty() && (one->focusPolicy() & Qt::TabFocus));
        for (const Chart *one : page(fixture).charts())
            QVERIFY(!one->objectName().isEmpty() && !one->accessibleName().isEmpty() && (one->focusPolicy() & Qt::TabFocus));
    }

    /// Small windows scroll, and every chart keeps its room.
    void fitsEveryWindow()
    {
        for (const QSize size : {QSize(900, 600), QSize(1008, 600), QSize(1280, 800), QSize(2560, 1440)}) {
            const WindowFixture fixture(size);
            open(fixture);
            QVERIFY(waitForFull(fixture));
            QCOMPARE(fixture.window->size(), size);
            QCOMPARE(fixture.find<QScrollArea>("cost.scroll")->horizontalScrollBar()->maximum(), 0);
            for (const Chart *one : page(fixture).charts()) {
                QVERIFY(one->width() >= one->minimumSizeHint().width() && one->height() >= one->minimumSizeHint().height());
                const auto *bars = qobject_cast<const BarChart *>(one);
                const auto *curves = qobject_cast<const FigureChart *>(one);
                const QWidget *plot = bars ? bars->plotWidget() : curves->plotWidget();
                const QRectF room = QRectF(plot->rect()).adjusted(-1, -1, 1, 1);
                for (const widgets::PlotLabel &label : curves ? curves->labels() : std::vector<widgets::PlotLabel>())
                    QVERIFY(label.rect.isNull() || room.contains(label.rect));
                for (const QRectF &text : bars ? bars->textRects() : std::vector<QRectF>())
                    QVERIFY(text.isEmpty() || room.contains(text));
            }
            for (const char *name : {"cost.unit", "cost.attribution", "cost.swingOf"}) {
                const auto *combo = fixture.find<QComboBox>(name);
                QStyleOptionComboBox option;
                option.initFrom(combo);
                const QRect room =
                    combo->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, combo);
                for (int i = 0; i < combo->count(); ++i)
                    QVERIFY2(combo->fontMetrics().horizontalAdvance(combo->itemText(i)) <= room.width(),
                             qPrintable(combo->itemText(i)));
            }
            for (const char *name : {"cost.summary", "cost.inversion"}) {
                const auto *label = fixture.find<QLabel>(name);
                QVERIFY2(label->heightForWidth(label->width()) <= label->height(), qPrintable(label->text()));
            }
        }
    }

    /// Printed, never judged: from a lever's move to what is painted.
    void howLongADragTakes()
    {
        WindowFixture fixture;
        open(fixture);
        std::vector<qint64> microseconds;
        QElapsedTimer timer;
        for (int i = 0; i < 60; ++i) {
            timer.start();
            fixture.document().setLever("qps", 2 + 0.1 * i, 1);
            fixture.settle();
            microseconds.push_back(timer.nsecsElapsed() / 1000);
        }
        std::ranges::sort(microseconds);
        qInfo("change to painted: median %.1f ms, largest %.1f ms", static_cast<double>(microseconds[30]) / 1e3,
              static_cast<double>(microseconds.back()) / 1e3);
    }

    void pictures()
    {
        const QString folder = qEnvironmentVariable("TRILEMMA_PICTURES");
        if (folder.isEmpty())
            QSKIP("TRILEMMA_PICTURES names no folder");
        for (const QSize size : {QSize(1008, 600), QSize(1280, 800), QSize(1600, 900), QSize(2560, 1440)}) {
            WindowFixture fixture(size);
            fixture.document().pinCurrent();
            fixture.document().setLever("acquisition", std::string("own"));
            open(fixture);
            QVERIFY(waitForFull(fixture));
            const QString name = folder + QStringLiteral("/cost-%1-").arg(size.width());
            QVERIFY(fixture.window->grab().save(name + "light.png"));
            fixture.action("theme.dark")->trigger();
            fixture.settle();
            QVERIFY(fixture.window->grab().save(name + "dark.png"));
            if (auto *bar = fixture.find<QScrollArea>("cost.scroll")->verticalScrollBar(); bar->maximum() > 0) {
                bar->setValue(bar->maximum());
                fixture.settle();
                QVERIFY(fixture.window->grab().save(name + "dark-below.png"));
            }
        }
    }
};

QTEST_MAIN(CostPageTest)
#include "cost_page_test.moc"
