// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Bars stand where their values say, words stay inside, and what they stand for can be reached with mouse and keyboard.
#include "chart_fixture.h"

#include "widgets/bar_chart.h"
#include "widgets/picture.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace trilemma;
using namespace trilemma::widgets;

namespace {

constexpr double strength = 0.6;

BarPart part(double value, int series, const QString &name = {})
{
    return {.name = name,
            .value = value,
            .colour = {series, strength},
            .tip = QStringLiteral("%1 of series %2").arg(value).arg(series),
            .id = QStringLiteral("id %1").arg(series)};
}

Bars twoRows(double first = 12)
{
    Bars bars{.subtitle = QStringLiteral("$ per thing"), .prefix = QStringLiteral("$")};
    bars.rows.push_back(
        {.name = QStringLiteral("A"), .parts = {part(first, 0), part(5, 1), part(8, 2)}, .text = QStringLiteral("$25")});
    bars.rows.push_back(
        {.name = QStringLiteral("B"), .start = 4, .parts = {part(6, 2), part(3, 0)}, .text = QStringLiteral("$13")});
    return bars;
}

struct Shown {
    explicit Shown(Bars bars, QSize size = {520, 300})
    {
        chart.setTheme(lightTheme());
        chart.resize(size);
        chart.showScenarios({test::SyntheticScenario{}.chart()});
        chart.show();
        show(std::move(bars));
    }
    void show(Bars bars)
    {
        chart.showBars(std::make_shared<const Bars>(std::move(bars)));
        for (int i = 0; i < 4; ++i)
            QCoreApplication::processEvents();
    }
    /// Whether the plot has the colour of `part` at a pixel of it.
    bool isPainted(const QPointF &at, const BarPart &part) const
    {
        const Theme &theme = chart.theme();
        const QColor wanted = mixed(theme.panel, theme.style(part.colour.series).colour, part.colour.strength);
        return chart.plotWidget()->grab().toImage().pixelColor(at.toPoint()) == wanted;
    }

    BarChart chart{QStringLiteral("Bars"), QStringLiteral("bars")};
};

} // namespace

class BarChartTest : public QObject {
    Q_OBJECT

private slots:
    void barsStandWhereTheirValuesSay()
    {
        const Shown shown(twoRows());
        const BarChart &chart = shown.chart;
        const double perUnit = chart.plotRect().width() / (chart.range().upper - chart.range().lower);
        QVERIFY(chart.range().lower == 0 && chart.range().upper >= 25);
        for (std::size_t row = 0; row < 2; ++row) {
            double at = chart.bars()->rows[row].start;
            for (std::size_t i = 0; i < chart.bars()->rows[row].parts.size(); ++i) {
                const BarPart &one = chart.bars()->rows[row].parts[i];
                const QRectF rect = chart.rectOf(row, i);
                QVERIFY(std::abs(rect.left() - chart.plotRect().left() - at * perUnit) < 1e-6);
                QVERIFY(std::abs(rect.width() - one.value * perUnit) < 1e-6);
                for (const QPointF &inside : {rect.center(), rect.topLeft() + QPointF(2, 2), rect.bottomRight() - QPointF(3, 3)})
                    QVERIFY(shown.isPainted(inside, one));
                QVERIFY(!shown.isPainted(rect.center() + QPointF(rect.width() / 2 + 3, 0), one));
                QVERIFY(!shown.isPainted({rect.center().x(), rect.top() - 3}, one));
                at += one.value;
            }
        }
        QVERIFY(chart.rectOf(0, 0).bottom() < chart.rectOf(1, 0).top());
    }

    /// What a lever moves: bars follow, the axis stays until they leave it or shrink far below it.
    void theAxisIsSteady()
    {
        Shown shown(twoRows(12));
        const LinearRange before = shown.chart.range();
        for (const double first : {13.0, 11.0, 12.0}) {
            shown.show(twoRows(first));
            QCOMPARE(shown.chart.range(), before);
            const QRectF rect = shown.chart.rectOf(0, 0);
            QVERIFY(shown.isPainted(rect.center() + QPointF(rect.width() / 2 - 3, 0), part(first, 0)));
        }
        shown.show(twoRows(500));
        QVERIFY(shown.chart.range().upper >= 513);
        shown.show(twoRows(12));
        QVERIFY(shown.chart.range().upper < 50);
    }

    void rowsAndThemesMayChange()
    {
        Shown shown(twoRows());
        Bars four = twoRows();
        four.rows.push_back({.name = QStringLiteral("C"), .parts = {part(3, 2), part(2, 1), part(4, 0), part(1, 1)}});
        four.rows.push_back({.name = QStringLiteral("no bill")});
        shown.show(four);
        for (std::size_t row = 0; row < 4; ++row) {
            for (std::size_t i = 0; i < four.rows[row].parts.size(); ++i)
                QVERIFY(shown.isPainted(shown.chart.rectOf(row, i).center(), four.rows[row].parts[i]));
        }
        shown.chart.setTheme(darkTheme());
        shown.show(four);
        QCoreApplication::processEvents();
        QVERIFY(shown.isPainted(shown.chart.rectOf(2, 0).center(), four.rows[2].parts[0]));
        Bars nothing{.subtitle = QStringLiteral("$"), .message = QStringLiteral("No bill without a price.")};
        shown.show(nothing);
        QVERIFY(!shown.isPainted(shown.chart.plotRect().center(), part(1, 0)));
        QVERIFY(shown.chart.readOut().contains("No bill"));
        shown.show(twoRows());
        QVERIFY(shown.isPainted(shown.chart.rectOf(1, 1).center(), part(3, 0)));
    }

    /// A range of all prices that reaches far leaves the bar half the plot, and is cut there with its end in words.
    void aFarRangeIsCut()
    {
        for (const double high : {26.0, 30.0, 60.0, 2000.0}) {
            for (const int width : {260, 350, 520, 1200}) {
                Bars bars = twoRows();
                bars.rangeName = QStringLiteral("low to high");
                bars.rows[0].range = {
                    .low = 20, .high = high, .highText = QStringLiteral("$2,000"), .tip = QStringLiteral("to 2000")};
                const Shown shown(bars, {width, 260});
                const BarChart &chart = shown.chart;
                QVERIFY(chart.rectOf(0, 2).right() - chart.rectOf(0, 0).left() >= 0.499 * chart.plotRect().width());
                const QRectF whisker = chart.whiskerOf(0);
                QVERIFY(chart.isCut(0) || high <= 60);
                QVERIFY(whisker.left() < whisker.right() && whisker.right() <= chart.plotRect().right());
                QVERIFY(whisker.top() > chart.rectOf(0, 0).bottom() && whisker.bottom() < chart.rectOf(1, 0).top());
                QCOMPARE(chart.tipAt(whisker.center()), "to 2000");
                QVERIFY(chart.whiskerOf(1).isNull());
                for (const QRectF &text : chart.textRects())
                    QVERIFY(text.isEmpty() || QRectF(chart.plotWidget()->rect()).adjusted(-1, -1, 1, 1).contains(text));
            }
        }
    }

    /// Words neither leave the chart nor lie on one another or on bars.
    void wordsHaveTheirPlace()
    {
        Bars bars = twoRows();
        bars.isFromZero = false;
        bars.here = BarLine{QStringLiteral("here $10"), 10};
        bars.notes = {
            QStringLiteral("A sentence that is long enough to need a second line below the bars of a narrow chart, at least.")};
        for (const int width : {300, 520, 900}) {
            const Shown shown(bars, {width, 320});
            const auto &texts = shown.chart.textRects();
            QVERIFY(texts.size() > 6);
            for (std::size_t i = 0; i < texts.size(); ++i) {
                QVERIFY(QRectF(shown.chart.plotWidget()->rect()).adjusted(-1, -1, 1, 1).contains(texts[i]));
                for (std::size_t j = 0; j < i; ++j)
                    QVERIFY(!texts[i].adjusted(1, 1, -1, -1).intersects(texts[j].adjusted(1, 1, -1, -1)));
                for (std::size_t row = 0; row < 2; ++row) {
                    for (std::size_t one = 0; one < bars.rows[row].parts.size(); ++one)
                        QVERIFY(!texts[i].intersects(shown.chart.rectOf(row, one)));
                }
            }
        }
    }

    void mouseAndKeyboardReachEveryPart()
    {
        Shown shown(twoRows());
        BarChart &chart = shown.chart;
        const QSignalSpy spy(&chart, &BarChart::partActivated);
        QTest::mouseClick(chart.plotWidget(), Qt::LeftButton, {}, chart.rectOf(0, 1).center().toPoint());
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.last().front().toString(), "id 1");
        QCOMPARE(chart.tipAt(chart.rectOf(1, 0).center()), "6 of series 2");
        QVERIFY(chart.tipAt({1, 1}).isEmpty() && chart.idAt({1, 1}).isEmpty());
        QTest::mouseClick(chart.plotWidget(), Qt::LeftButton, {}, {1, 1});
        QCOMPARE(spy.count(), 1);
        QTest::keyClick(&chart, Qt::Key_Return);
        QCOMPARE(spy.last().front().toString(), "id 0");
        for (const char *id : {"id 0", "id 1", "id 2", "id 2", "id 0", "id 0"}) { // and stays at the last
            QTest::keyClick(&chart, Qt::Key_Right);
            QTest::keyClick(&chart, Qt::Key_Enter);
            QCOMPARE(spy.last().front().toString(), id);
        }
        QVERIFY2(chart.accessibleDescription().contains("3 of series 0"), qPrintable(chart.accessibleDescription()));
        QTest::keyClick(&chart, Qt::Key_Left);
        QTest::keyClick(&chart, Qt::Key_Enter);
        QCOMPARE(spy.last().front().toString(), "id 2");
        QVERIFY2(chart.readOut().contains("A: $25") && chart.readOut().contains("B: $13"), qPrintable(chart.readOut()));
    }

    /// Bars leave as vectors, and as they are on the screen.
    void picturesShowTheSameBars()
    {
        const Shown shown(twoRows());
        QTemporaryDir folder;
        PictureOptions options;
        options.size = {600, 400};
        for (const char *format : {"png", "svg", "pdf"}) {
            const QString path = folder.filePath(QStringLiteral("bars.") + format);
            QVERIFY(!savePicture(path, {&shown.chart}, options));
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY(bytes.size() > 1000);
            if (path.endsWith("svg")) {
                QVERIFY(!bytes.contains("<image"));
                for (const char *text : {"$25", "$13", ">A<", ">B<", "$ per thing"})
                    QVERIFY2(bytes.contains(text), text);
                const QColor colour = mixed(lightTheme().panel, lightTheme().style(1).colour, strength);
                QVERIFY(bytes.contains(colour.name().toLatin1()));
            }
        }
        const std::unique_ptr<Chart> copy = shown.chart.copy();
        QCOMPARE(static_cast<BarChart &>(*copy).bars(), shown.chart.bars());
        options.dark = true;
        const QImage picture = pictureOf({&shown.chart}, options);
        const QColor dark = mixed(darkTheme().panel, darkTheme().style(2).colour, strength);
        int found = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                found += picture.pixelColor(x, y) == dark;
        }
        QVERIFY(found > 1000);
    }

    /// Printed, never judged: from new values to what is painted, without and with another axis.
    void howLongARepaintTakes()
    {
        Bars bars{.subtitle = QStringLiteral("$"), .isFromZero = false, .here = BarLine{QStringLiteral("here"), 50}};
        for (int row = 0; row < 12; ++row)
            bars.rows.push_back({.name = QStringLiteral("lever %1").arg(row), .text = QStringLiteral("1 to 3 people")});
        Shown shown(bars, {800, 500});
        for (const double factor : {1.0, 1.5}) {
            std::vector<qint64> microseconds;
            double scale = 1;
            for (int i = 0; i < 100; ++i) {
                scale = factor > 1 ? (i % 2 ? 1 : 3) : 1;
                for (int row = 0; row < 12; ++row) {
                    const double reach = scale * (40 - 3 * row + (i % 3));
                    bars.rows[static_cast<std::size_t>(row)].start = 150 - reach;
                    bars.rows[static_cast<std::size_t>(row)].parts = {part(reach, row % 2), part(reach / 2, 1 - row % 2)};
                }
                QElapsedTimer timer;
                timer.start();
                shown.show(bars);
                microseconds.push_back(timer.nsecsElapsed() / 1000);
            }
            std::ranges::sort(microseconds);
            qInfo("%s: median %.1f ms, 95th %.1f ms", factor > 1 ? "with another axis" : "values alone",
                  static_cast<double>(microseconds[50]) / 1e3, static_cast<double>(microseconds[95]) / 1e3);
        }
    }
};

QTEST_MAIN(BarChartTest)
#include "bar_chart_test.moc"
