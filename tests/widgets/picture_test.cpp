// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Exported pictures: nothing clipped, the session inside, and no file left behind on failure.
#include "chart_fixture.h"

#include "widgets/batch_chart.h"
#include "widgets/cost_chart.h"
#include "widgets/hockey_stick_chart.h"
#include "widgets/picture.h"
#include "widgets/picture_layout.h"
#include "widgets/picture_session.h"
#include "widgets/roofline_chart.h"

#include <QBuffer>
#include <QFile>
#include <QMimeData>
#include <QPainter>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace trilemma;
using namespace trilemma::widgets;

namespace {

const QByteArray session = "{\"schema\": 1, \"name\": \"café <&> ]]> \\\"quoted\\\"\", \"qps\": 12.345678901234567}";

struct Overview {
    HockeyStickChart stick;
    BatchChart batch;
    CostChart cost;
    RooflineChart roofline;
    std::vector<const Chart *> charts{&stick, &batch, &cost, &roofline};

    explicit Overview(const std::vector<ChartScenario> &scenarios = test::fourScenarios())
    {
        for (Chart *chart : std::initializer_list<Chart *>{&stick, &batch, &cost, &roofline})
            chart->showScenarios(scenarios);
    }
};

PictureOptions options(bool dark = false)
{
    PictureOptions options;
    options.dark = dark;
    options.scale = 1;
    options.heading = QStringLiteral("Llama 3.3 70B, FP8 on 8 × H100 SXM");
    options.assumptions = QStringLiteral("Rent $2.35 per GPU-hour; 1,020 tokens in, 211 out; closed form. ").repeated(6);
    options.session = session;
    return options;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Pixels of another colour than that of the first, along the border of `rect`.
int inkOnBorder(const QImage &image, const QRect &rect)
{
    const QRgb paper = image.pixel(rect.topLeft());
    int ink = 0;
    for (int x = rect.left(); x <= rect.right(); ++x)
        ink += (image.pixel(x, rect.top()) != paper) + (image.pixel(x, rect.bottom()) != paper);
    for (int y = rect.top(); y <= rect.bottom(); ++y)
        ink += (image.pixel(rect.left(), y) != paper) + (image.pixel(rect.right(), y) != paper);
    return ink;
}

int inkIn(const QImage &image, const QRect &rect)
{
    const QRgb paper = image.pixel(rect.topLeft());
    int ink = 0;
    for (int y = rect.top(); y <= rect.bottom(); ++y) {
        for (int x = rect.left(); x <= rect.right(); ++x)
            ink += image.pixel(x, y) != paper;
    }
    return ink;
}

} // namespace

class PictureTest : public QObject {
    Q_OBJECT
private slots:
    void sessionSurvives_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("json");
        for (const char *format : {"png", "svg", "pdf"}) {
            QTest::addRow("%s", format) << QString::fromLatin1(format) << session;
            QTest::addRow("%s ascii", format) << QString::fromLatin1(format) << QByteArray("{\"schema\":1}");
            QTest::addRow("%s long", format) << QString::fromLatin1(format) << '{' + QByteArray(50000, 'x') + '}';
        }
    }
    void sessionSurvives()
    {
        QFETCH(QString, format);
        QFETCH(QByteArray, json);
        const Overview overview;
        const QTemporaryDir dir;
        const QString path = dir.filePath("picture." + format);
        PictureOptions wanted = options();
        wanted.session = json;
        QVERIFY(!savePicture(path, overview.charts, wanted));
        QCOMPARE(sessionInPicture(path).value_or(QByteArray()), json);
    }

    void whiteSpaceInTheSessionSurvives()
    {
        const Overview overview;
        const QTemporaryDir dir;
        const QByteArray blanks(300, ' ');
        for (const QByteArray &name : {QByteArray("two  spaces ") + blanks + "end", QByteArray("Zürich  é\t ") + blanks}) {
            PictureOptions wanted = options();
            wanted.session = "{\n  \"schema\": 1,\n\n  \"name\": \"" + name + "\"\n}\n";
            for (const char *format : {"png", "svg", "pdf"}) {
                const QString path = dir.filePath(QStringLiteral("blanks.") + QLatin1String(format));
                QVERIFY(!savePicture(path, {&overview.cost}, wanted));
                QCOMPARE(sessionInPicture(path).value_or(QByteArray()), wanted.session);
            }
        }
    }

    void craftedChunksAreRefused()
    {
        const QByteArray signature("\x89PNG\r\n\x1a\n", 8), text = QByteArray("Session\0{}", 10);
        QVERIFY(!sessionInPng(signature));
        QVERIFY2(!sessionInPng(signature + QByteArray("\xff\xff\xff\xfftEXt", 8) + text), "a chunk longer than the file");
        QVERIFY(!sessionInPng(signature + QByteArray(12, '\0')));
        QVERIFY(sessionInPng(signature + QByteArray("\0\0\0\x0atEXt", 8) + text + "crc!"));
    }

    void sessionLiesInAPlainTextChunk()
    {
        const Overview overview;
        const QTemporaryDir dir;
        const QString path = dir.filePath("a.png");
        PictureOptions wanted = options();
        wanted.session = "{\"schema\":1}";
        QVERIFY(!savePicture(path, {&overview.stick}, wanted));
        QVERIFY(contents(path).contains(QByteArray("tEXtSession\0{\"schema\":1}", 24)));
        QCOMPARE(QImage(path).text(QStringLiteral("Session")), QStringLiteral("{\"schema\":1}"));
    }

    void picturesWithoutSessionHaveNone()
    {
        const Overview overview;
        const QTemporaryDir dir;
        PictureOptions wanted = options();
        wanted.session.clear();
        for (const char *format : {"png", "svg", "pdf"}) {
            const QString path = dir.filePath(QStringLiteral("none.") + QLatin1String(format));
            QVERIFY(!savePicture(path, {&overview.cost}, wanted));
            QVERIFY(!sessionInPicture(path));
        }
        QVERIFY(!sessionInPicture(dir.filePath("missing.png")));
    }

    void damagedPicturesHaveNone()
    {
        const Overview overview;
        const QTemporaryDir dir;
        for (const char *format : {"png", "svg", "pdf"}) {
            const QString path = dir.filePath(QStringLiteral("whole.") + QLatin1String(format));
            QVERIFY(!savePicture(path, {&overview.cost}, options()));
            const QByteArray whole = contents(path);
            for (const qsizetype size : {qsizetype(0), qsizetype(5), qsizetype(60), whole.size() / 3}) {
                const QString cut = dir.filePath("cut");
                QFile file(cut);
                QVERIFY(file.open(QIODevice::WriteOnly));
                file.write(whole.left(size));
                file.close();
                const auto found = sessionInPicture(cut);
                QVERIFY(!found || *found == session);
            }
        }
        QVERIFY(!sessionInPdf("%PDF-1.4\n/F (session.json)\n/EF <</F 7 0 R>>\n7 0 obj\n<< /Filter /FlateDecode >>\nstream\nnonsense\nendstream"));
    }

    void nothingIsClipped_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("dark");
        for (const QSize size : {QSize(480, 320), QSize(800, 480), QSize(960, 540), QSize(1600, 960)}) {
            for (const bool dark : {false, true})
                QTest::addRow("%dx%d %s", size.width(), size.height(), dark ? "dark" : "light") << size << dark;
        }
    }
    void nothingIsClipped()
    {
        QFETCH(QSize, size);
        QFETCH(bool, dark);
        const Overview overview;
        for (const auto &charts : {std::vector<const Chart *>{&overview.stick}, overview.charts}) {
            PictureOptions wanted = options(dark);
            wanted.size = size;
            const PictureLayout layout = layOutPicture(charts, wanted);
            const QImage image = pictureOf(charts, wanted);
            QCOMPARE(image.size(), layout.size);
            for (const QRect &part : {layout.heading, layout.names, layout.footer}) {
                QVERIFY(image.rect().contains(part));
                QVERIFY(inkIn(image, part) > 50);
                QCOMPARE(inkOnBorder(image, part.adjusted(-2, -2, 2, 2)), 0);
            }
            for (const QRect &chart : layout.charts) {
                QVERIFY(image.rect().contains(chart));
                QVERIFY(chart.height() >= 200);
                QCOMPARE(inkOnBorder(image, chart.adjusted(-2, -2, 2, 2)), 0);
            }
        }
    }

    void scaleMultipliesPixels()
    {
        const Overview overview;
        PictureOptions wanted = options();
        for (const double scale : {1.0, 2.0, 3.0, 4.0}) {
            wanted.scale = scale;
            QCOMPARE(pictureOf({&overview.cost}, wanted).size(), QSize(800, 480) * scale);
        }
        wanted.assumptions = QStringLiteral("short");
        QCOMPARE(pictureOf({&overview.stick}, slideOptions(wanted, 1)).size(), QSize(1920, 1080));
        QCOMPARE(pictureOf(overview.charts, slideOptions(wanted, 4)).size(), QSize(1920, 1080));
    }

    /// SVG of Qt 6.4 cannot clip: where its picture has ink, the raster picture must have some nearby.
    void svgDrawsWhatPngDraws()
    {
        const Overview overview;
        const QTemporaryDir dir;
        const PictureOptions wanted = options();
        QVERIFY(!savePicture(dir.filePath("a.svg"), {&overview.stick}, wanted));
        QSvgRenderer renderer(dir.filePath("a.svg"));
        QVERIFY(renderer.isValid());
        QVERIFY(!contents(dir.filePath("a.svg")).contains("<image"));
        const QImage raster = pictureOf({&overview.stick}, wanted);
        QImage vector(raster.size(), QImage::Format_RGB32);
        vector.fill(Qt::white);
        QPainter painter(&vector);
        renderer.render(&painter, vector.rect());
        painter.end();
        // Between the chart's title and its plot nothing but paper, in both.
        const PictureLayout layout = layOutPicture({&overview.stick}, wanted);
        const QRect strip(layout.charts[0].left() + 60, layout.charts[0].top() + 29, layout.charts[0].width() - 80, 5);
        QCOMPARE(inkIn(raster, strip), 0);
        QCOMPARE(inkIn(vector, strip), 0);
    }

    void picturesLeaveTheChartAlone()
    {
        Overview overview;
        overview.stick.resize(530, 350);
        overview.stick.show();
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        const QImage before = overview.stick.grab().toImage();
        pictureOf(overview.charts, options(true));
        QCOMPARE(overview.stick.grab().toImage(), before);
    }

    void clipboardHoldsThreeForms()
    {
        const Overview overview;
        const std::unique_ptr<QMimeData> data(pictureMimeData({&overview.cost}, options(), QStringLiteral("a,b\n1,2\n")));
        QVERIFY(data->hasImage());
        QCOMPARE(data->text(), QStringLiteral("a,b\n1,2\n"));
        QVERIFY(data->data(QStringLiteral("image/svg+xml")).contains("<svg"));
    }

    void failuresNameTheFile()
    {
        const Overview overview;
        const auto folder = savePicture(QStringLiteral("/nonexistent/a.png"), {&overview.cost}, options());
        QVERIFY(folder && folder->sentence().find("/nonexistent/a.png") != std::string::npos);
        const auto format = savePicture(QStringLiteral("/tmp/a.bmp"), {&overview.cost}, options());
        QVERIFY(format && format->message.find(".svg") != std::string::npos);
        QVERIFY(!QFile::exists(QStringLiteral("/tmp/a.bmp")));
    }

    void oddScenariosCanBeExported()
    {
        const test::SyntheticScenario synthetic;
        for (const auto &scenarios : {std::vector<ChartScenario>{}, std::vector{synthetic.overloaded()}, std::vector{synthetic.infeasible()}}) {
            const Overview overview(scenarios);
            QVERIFY(!pictureOf(overview.charts, options()).isNull());
        }
    }
};

QTEST_MAIN(PictureTest)
#include "picture_test.moc"
