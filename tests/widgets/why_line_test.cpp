// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/why_line.h"

#include <QImage>
#include <QSignalSpy>
#include <QTest>

using trilemma::widgets::WhyLine;

class WhyLineTest : public QObject {
    Q_OBJECT

private:
    const QString m_binds = QStringLiteral("Memory-bound: 61 % of a step reads weights, 22 % reads KV. KV memory allows 148 sequences.");
    const QString m_moved = QStringLiteral("KV in FP8 moved the knee from 9.1 to 18.4 QPS.");
    const QString m_next = QStringLiteral("Next best move: Token budget 2,048 to 4,096 gives 6 % more.");

private slots:
    void holdsTheFullTextWhereverItIsElided()
    {
        WhyLine why;
        why.resize(300, why.sizeHint().height());
        why.showExplanation(m_binds, m_moved, m_next);
        const QString all = m_binds + u' ' + m_moved + u' ' + m_next;
        QCOMPARE(why.text(), all);
        QCOMPARE(why.accessibleDescription(), all);
        QVERIFY(why.toolTip().contains(m_next));
    }

    void leavesOutWhatIsEmpty()
    {
        WhyLine why;
        why.showExplanation(m_binds, {}, {});
        QCOMPARE(why.text(), m_binds);
        QCOMPARE(why.focusPolicy(), Qt::NoFocus);
    }

    void staysInsideItsBox_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {240, 300, 640, 900, 1280, 2560})
            QTest::newRow(QByteArray::number(width)) << width;
    }

    void staysInsideItsBox()
    {
        QFETCH(int, width);
        WhyLine why;
        why.resize(width, why.sizeHint().height());
        why.showExplanation(m_binds, m_moved, m_next);
        const QImage picture = why.grab().toImage();
        const QRgb ground = picture.pixel(2, 3);
        int ink = 0;
        for (int y = 1; y < picture.height(); ++y) {
            for (int x = picture.width() - 12; x < picture.width(); ++x)
                QCOMPARE(picture.pixel(x, y), ground);
            for (int x = 60; x < picture.width(); ++x)
                ink += picture.pixel(x, y) != ground;
        }
        for (int x = 0; x < picture.width(); ++x)
            QCOMPARE(picture.pixel(x, picture.height() - 1), ground);
        QVERIFY(ink > 200);
    }

    void nextMoveIsAButton()
    {
        WhyLine why;
        why.resize(1600, why.sizeHint().height());
        why.showExplanation(m_binds, m_moved, m_next);
        why.show();
        QSignalSpy clicks(&why, &WhyLine::nextMoveClicked);
        QTest::mouseClick(&why, Qt::LeftButton, {}, QPoint(120, why.height() / 2));
        QCOMPARE(clicks.count(), 0);
        // The last sentence ends the only line.
        int right = why.width() - 1;
        const QImage picture = why.grab().toImage();
        const QRgb ground = picture.pixel(2, 3);
        const auto blank = [&](int x) {
            for (int y = 1; y < picture.height(); ++y) {
                if (picture.pixel(x, y) != ground)
                    return false;
            }
            return true;
        };
        while (right > 0 && blank(right))
            --right;
        QTest::mouseClick(&why, Qt::LeftButton, {}, QPoint(right - 20, why.height() / 2));
        QCOMPARE(clicks.count(), 1);
        QTest::keyClick(&why, Qt::Key_Return);
        QCOMPARE(clicks.count(), 2);
        why.showExplanation(m_binds, m_moved, {});
        QTest::keyClick(&why, Qt::Key_Return);
        QCOMPARE(clicks.count(), 2);
    }
};

QTEST_MAIN(WhyLineTest)
#include "why_line_test.moc"
