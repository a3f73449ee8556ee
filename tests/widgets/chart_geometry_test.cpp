// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Clipping, axes and label places: pure geometry.
#include "widgets/chart_axis.h"
#include "widgets/chart_labels.h"
#include "widgets/clip.h"
#include "widgets/crosshair.h"
#include "widgets/plot_scene.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QTest>

#include <cmath>
#include <limits>

using namespace trilemma::widgets;

namespace {

const QRectF unitBounds(0, 0, 10, 10);

bool inside(const QPointF &point)
{
    return point.x() >= -1e-9 && point.x() <= 10 + 1e-9 && point.y() >= -1e-9 && point.y() <= 10 + 1e-9;
}

} // namespace

class ChartGeometryTest : public QObject {
    Q_OBJECT
private slots:
    void clipsAtTheCrossing()
    {
        const auto line = clippedPolyline({{0, 5}, {2, 9}, {4, 13}}, unitBounds);
        QCOMPARE(line.size(), 3U);
        QCOMPARE(line.back(), QPointF(2.5, 10));
    }

    void separatesPartsByAGap()
    {
        const auto line = clippedPolyline({{0, 5}, {2, 15}, {4, 5}}, unitBounds);
        QCOMPARE(line.size(), 5U);
        QCOMPARE(line[1], QPointF(1, 10));
        QVERIFY(std::isnan(line[2].y()));
        QCOMPARE(line[3], QPointF(3, 10));
    }

    void keepsNothingOutsideAndSkipsWhatIsNotFinite()
    {
        QVERIFY(clippedPolyline({{11, 5}, {12, 6}}, unitBounds).empty());
        QVERIFY(clippedPolyline({}, unitBounds).empty());
        const double inf = std::numeric_limits<double>::infinity();
        const auto line = clippedPolyline({{0, 1}, {1, 2}, {2, inf}, {3, 4}, {4, 5}}, unitBounds);
        for (const QPointF &point : line)
            QVERIFY(std::isnan(point.y()) || inside(point));
        QCOMPARE(line.size(), 5U);
    }

    void clipsPolygonsToTheBox()
    {
        const auto polygon = clippedPolygon({{-5, -5}, {15, -5}, {15, 15}, {-5, 15}}, unitBounds);
        double twiceArea = 0;
        for (std::size_t i = 0; i < polygon.size(); ++i) {
            const QPointF &a = polygon[i], &b = polygon[(i + 1) % polygon.size()];
            QVERIFY(inside(a));
            twiceArea += a.x() * b.y() - b.x() * a.y();
        }
        QCOMPARE(std::abs(twiceArea), 200.0);
        QVERIFY(clippedPolygon({{20, 20}, {30, 20}, {30, 30}}, unitBounds).empty());
    }

    void roundsAxesToNiceNumbers()
    {
        QCOMPARE(niceCeiling(4610), 5000.0);
        QCOMPARE(niceCeiling(5000), 5000.0);
        QCOMPARE(niceCeiling(0.0113), 0.012);
        QCOMPARE(niceCeiling(-1), 1.0);
        QCOMPARE(niceCeiling(std::nan("")), 1.0);
        QCOMPARE(niceStep(6000), 1000.0);
        QCOMPARE(niceStep(12), 2.0);
        for (double upper = 0.001; upper < 1e6; upper *= 1.37)
            QVERIFY(niceCeiling(upper) / niceStep(niceCeiling(upper)) <= 6 + 1e-9);
    }

    void keepsAxesStillWhileTheDataFits()
    {
        const double upper = steadyUpper(0, 4000);
        QVERIFY(upper >= 4000);
        for (double needed = 0.5 * upper; needed <= upper; needed *= 1.01)
            QCOMPARE(steadyUpper(upper, needed), upper);
        QVERIFY(steadyUpper(upper, 1.001 * upper) > upper);
        QVERIFY(steadyUpper(upper, 0.2 * upper) < upper);
        QCOMPARE(steadyUpper(upper, INFINITY), upper);
        const LogRange range = steadyLogRange({}, 0.4, 700, 10);
        QCOMPARE(range.lower, 0.1);
        QCOMPARE(range.upper, 1000.0);
        QCOMPARE(steadyLogRange(range, 0.2, 900, 10).upper, 1000.0);
        QCOMPARE(steadyLogRange(range, 0, -1, 10).lower, range.lower);
    }

    void keepsLinearAxesStillToo()
    {
        for (const auto &[least, most] : {std::pair{0.0, 41.8}, {17.0, 70.0}, {-3.2, 5.0}, {1e-4, 3e-4}, {0.0, 3e7}}) {
            const LinearRange range = steadyRange({}, least, most);
            QVERIFY(range.lower <= least && most <= range.upper);
            QVERIFY(most - least >= 0.7 * (range.upper - range.lower));
            QVERIFY((least == 0) == (range.lower == 0));
            QCOMPARE(steadyRange(range, least, least + 0.96 * (most - least)), range);
            QVERIFY(steadyRange(range, least, range.upper + 0.01 * (most - least)).upper > range.upper);
            QVERIFY(steadyRange(range, least, least + 0.5 * (most - least)).upper < range.upper);
        }
        QVERIFY(steadyRange({}, 5, 5).upper > 5);
    }

    void writesAxisNumbers()
    {
        QCOMPARE(axisNumber(4000), QStringLiteral("4,000"));
        QCOMPARE(axisNumber(0.25), QStringLiteral("0.25"));
        QCOMPARE(axisNumber(0), QStringLiteral("0"));
    }

    void interpolatesInsideAndNotOutside()
    {
        const Polyline line{{1, 10}, {3, 30}, {4, 10}};
        QCOMPARE(valueAt(line, 2).value(), 20.0);
        QCOMPARE(valueAt(line, 1).value(), 10.0);
        QCOMPARE(valueAt(line, 4).value(), 10.0);
        QVERIFY(!valueAt(line, 0.9) && !valueAt(line, 4.1) && !valueAt({}, 1));
        QCOMPARE(clampedValueAt(line, 99).value(), 10.0);
    }

    void placesLabelsApartAndInside()
    {
        const QRectF bounds(0, 0, 300, 200);
        std::vector<PlotLabel> labels;
        for (int i = 0; i < 4; ++i)
            labels.push_back({.text = QStringLiteral("KV memory %1").arg(140 + i), .anchor = QPointF(150 + i, 20),
                              .sides = {Side::Right, Side::Left}});
        labels.push_back({.text = QStringLiteral("at the edge"), .anchor = QPointF(299, 199), .sides = {Side::Right, Side::Left}});
        placeLabels(labels, bounds, {});
        for (std::size_t i = 0; i < labels.size(); ++i) {
            QVERIFY2(!labels[i].rect.isNull(), qPrintable(labels[i].text));
            QVERIFY(bounds.contains(labels[i].rect));
            for (std::size_t j = i + 1; j < labels.size(); ++j)
                QVERIFY(!labels[i].rect.intersects(labels[j].rect));
        }
    }

    void labelsStayOffCurves()
    {
        std::vector<QPointF> curve;
        for (int x = 0; x < 300; x += 6)
            curve.emplace_back(x, 100);
        std::vector<PlotLabel> labels{{.text = QStringLiteral("tok/s"), .anchor = QPointF(150, 100), .sides = {Side::Right, Side::AboveRight}}};
        placeLabels(labels, QRectF(0, 0, 300, 200), curve);
        for (const QPointF &point : curve)
            QVERIFY(!labels.front().rect.contains(point));
    }

    void deltasKnowGoodFromBad()
    {
        using trilemma::scenario::Better;
        const Delta faster = deltaOf(90, 100, Better::Down);
        QCOMPARE(faster.text, QStringLiteral("▼ 10 %"));
        QVERIFY(faster.good && !faster.bad);
        QVERIFY(deltaOf(90, 100, Better::Up).bad);
        QVERIFY(deltaOf(std::nullopt, 100, Better::Up).text.isEmpty());
        QVERIFY(deltaOf(5, 0, Better::Up).text.isEmpty());
    }

    void themesAreReadable()
    {
        // WCAG AA for text; 3 to 1 for graphics.
        const auto luminance = [](const QColor &colour) {
            const auto channel = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
            return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF());
        };
        const auto contrast = [&](const QColor &a, const QColor &b) {
            const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
            return std::max(x, y) / std::min(x, y);
        };
        for (const Theme &theme : {lightTheme(), darkTheme()}) {
            for (const QColor &text : {theme.ink, theme.muted, theme.good, theme.bad, theme.accent})
                QVERIFY2(contrast(text, theme.panel) >= 4.5, qPrintable(text.name()));
            for (const SeriesStyle &style : theme.series)
                QVERIFY2(contrast(style.colour, theme.panel) >= 3.0, qPrintable(style.colour.name()));
            QCOMPARE(themeOf(paletteFor(theme.dark)).dark, theme.dark);
        }
    }

    void figuresAreTabular()
    {
        const QFontMetricsF metrics(readOutFont());
        QVERIFY(std::abs(metrics.horizontalAdvance(QStringLiteral("11111")) - metrics.horizontalAdvance(QStringLiteral("80404"))) < 1);
    }
};

QTEST_MAIN(ChartGeometryTest)
#include "chart_geometry_test.moc"
