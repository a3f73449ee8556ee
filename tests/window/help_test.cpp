// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the Help menu shows.
#include "tests/window/window_fixture.h"

#include "models/evidence/importers/importer.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QTreeWidget>

using namespace trilemma;
using tests::WindowFixture;

namespace {

int shownFormats(const QTreeWidget &tree)
{
    int shown = 0;
    for (int i = 0; i < tree.topLevelItemCount(); ++i)
        shown += tree.topLevelItem(i)->isHidden() ? 0 : 1;
    return shown;
}

} // namespace

class HelpTest : public QObject {
    Q_OBJECT

private slots:
    void everyFormatIsToldFieldByField()
    {
        WindowFixture fixture;
        fixture.action("importFormats")->trigger();
        const auto *tree = fixture.find<QTreeWidget>("importFormats.tree");
        const auto formats = evidence::importerTable();
        QCOMPARE(tree->topLevelItemCount(), static_cast<int>(formats.size()));
        for (std::size_t i = 0; i < formats.size(); ++i) {
            const QTreeWidgetItem *format = tree->topLevelItem(static_cast<int>(i));
            QCOMPARE(format->text(0).toStdString(), formats[i]->title);
            QCOMPARE(format->childCount(), static_cast<int>(formats[i]->mapping.size()));
            QVERIFY2(format->childCount() > 0, qPrintable(format->text(0)));
            for (int row = 0; row < format->childCount(); ++row) {
                const evidence::MappingRow &mapping = formats[i]->mapping[static_cast<std::size_t>(row)];
                const QTreeWidgetItem &line = *format->child(row);
                QCOMPARE(line.text(0).toStdString(), mapping.theirs);
                QCOMPARE(line.text(1).toStdString(), mapping.unit);
                QCOMPARE(line.text(2).toStdString(), mapping.ours);
                QCOMPARE(line.text(3).toStdString(), mapping.remark);
            }
        }
    }

    void searchLeavesWhatHoldsTheText()
    {
        WindowFixture fixture;
        fixture.action("importFormats")->trigger();
        const auto *tree = fixture.find<QTreeWidget>("importFormats.tree");
        auto *search = fixture.find<QLineEdit>("importFormats.search");
        QTest::keyClicks(search, "guidellm");
        QVERIFY(shownFormats(*tree) >= 1 && shownFormats(*tree) < tree->topLevelItemCount());
        search->setText("TTFT");
        for (int i = 0; i < tree->topLevelItemCount(); ++i) {
            const QTreeWidgetItem *format = tree->topLevelItem(i);
            for (int row = 0; row < format->childCount() && !format->isHidden(); ++row) {
                const QTreeWidgetItem &line = *format->child(row);
                const QString text = line.text(0) + '\n' + line.text(1) + '\n' + line.text(2) + '\n' + line.text(3);
                QCOMPARE(line.isHidden(), !text.contains("ttft", Qt::CaseInsensitive));
            }
        }
        search->setText("no such field");
        QCOMPARE(shownFormats(*tree), 0);
        QVERIFY(fixture.find<QLabel>("importFormats.count")->text().startsWith("Nothing"));
        search->clear();
        QCOMPARE(shownFormats(*tree), tree->topLevelItemCount());
    }
};

QTEST_MAIN(HelpTest)
#include "help_test.moc"
