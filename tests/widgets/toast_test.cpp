// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/toast.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using trilemma::widgets::Toast;

class ToastTest : public QObject {
    Q_OBJECT

private slots:
    void showsOneSentenceInsideItsParent()
    {
        for (const int width : {400, 1600}) {
            QWidget window;
            window.resize(width, 600);
            auto *toast = new Toast(&window);
            QVERIFY(toast->isHidden());
            window.show();
            toast->showMessage(QStringLiteral("session.trilemma: levers.tp: 3 does not divide 64 heads, 1, 2, 4 and 8 do. ").repeated(3),
                               Toast::Kind::Problem);
            QVERIFY(toast->isVisible());
            QVERIFY(window.rect().contains(toast->geometry()));
            QVERIFY(toast->text().startsWith(QStringLiteral("session")));
            window.resize(500, 400);
            QVERIFY(window.rect().contains(toast->geometry()));
        }
    }

    void goesByClickAndByEscape()
    {
        QWidget window;
        window.resize(800, 600);
        auto *toast = new Toast(&window);
        window.show();
        QSignalSpy gone(toast, &Toast::dismissed);
        toast->showMessage(QStringLiteral("Copied."));
        QTest::mouseClick(toast, Qt::LeftButton, {}, QPoint(10, 10));
        QVERIFY(!toast->isVisible());
        toast->showMessage(QStringLiteral("Copied."));
        QTest::keyClick(toast, Qt::Key_Escape);
        QVERIFY(!toast->isVisible());
        QCOMPARE(gone.count(), 2);
        QVERIFY(toast->text().isEmpty());
    }

    void offerWaitsForAnAnswer()
    {
        QWidget window;
        window.resize(800, 600);
        auto *toast = new Toast(&window);
        window.show();
        QSignalSpy taken(toast, &Toast::actionTriggered), gone(toast, &Toast::dismissed);
        toast->showOffer(QStringLiteral("Trilemma did not end properly."), QStringLiteral("Restore"));
        QTest::mouseClick(toast, Qt::LeftButton, {}, QPoint(10, 10));
        QVERIFY2(toast->isVisible(), "a stray click must not decline an offer");
        QTest::mouseClick(toast->findChild<QPushButton *>(QStringLiteral("toast.action")), Qt::LeftButton);
        QCOMPARE(taken.count(), 1);
        QCOMPARE(gone.count(), 0);
        QVERIFY(!toast->isVisible());
    }
};

QTEST_MAIN(ToastTest)
#include "toast_test.moc"
