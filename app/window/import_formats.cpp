// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/import_formats.h"

#include "models/evidence/importers/importer.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace trilemma::app {

namespace {

constexpr QSize firstSize(1000, 640);
constexpr int fieldWidth = 320, unitWidth = 90, oursWidth = 220;

QString tr(const char *text)
{
    return QCoreApplication::translate("ImportFormats", text);
}

QString shown(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QTreeWidgetItem *itemOf(const evidence::Importer &importer)
{
    auto *format = new QTreeWidgetItem({shown(importer.title)});
    format->setFont(0, widgets::themeFont(widgets::basePixels, QFont::DemiBold));
    format->setData(0, Qt::UserRole, shown(importer.id));
    for (const evidence::MappingRow &row : importer.mapping) {
        auto *field = new QTreeWidgetItem(format, {shown(row.theirs), shown(row.unit), shown(row.ours), shown(row.remark)});
        for (int column = 0; column < field->columnCount(); ++column)
            field->setToolTip(column, field->text(column));
    }
    return format;
}

bool holds(const QTreeWidgetItem &item, const QString &text)
{
    for (int column = 0; column < item.columnCount(); ++column) {
        if (item.text(column).contains(text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

/// Rows that hold the text, and all rows of a format whose name does. Returns how many formats are left.
int filter(const QTreeWidget &tree, const QString &text)
{
    int formats = 0;
    for (int i = 0; i < tree.topLevelItemCount(); ++i) {
        QTreeWidgetItem &format = *tree.topLevelItem(i);
        const bool all = holds(format, text);
        bool any = all;
        for (int row = 0; row < format.childCount(); ++row) {
            const bool shows = all || holds(*format.child(row), text);
            format.child(row)->setHidden(!shows);
            any = any || shows;
        }
        format.setHidden(!any);
        formats += any;
    }
    return formats;
}

QTreeWidget *formatTree()
{
    auto *tree = new QTreeWidget;
    tree->setObjectName(QStringLiteral("importFormats.tree"));
    tree->setHeaderLabels({tr("Field in the file"), tr("Unit"), tr("Taken for"), tr("Note")});
    tree->setSelectionMode(QAbstractItemView::NoSelection);
    tree->setFrameShape(QFrame::NoFrame);
    for (const evidence::Importer *importer : evidence::importerTable())
        tree->addTopLevelItem(itemOf(*importer));
    for (int i = 0; i < tree->topLevelItemCount(); ++i)
        tree->setFirstColumnSpanned(i, {}, true);
    tree->expandAll();
    tree->header()->resizeSection(0, fieldWidth);
    tree->header()->resizeSection(1, unitWidth);
    tree->header()->resizeSection(2, oursWidth);
    return tree;
}

} // namespace

void showImportFormats(QWidget &window)
{
    auto *dialog = new QDialog(&window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("importFormats"));
    dialog->setWindowTitle(tr("Import formats"));
    dialog->resize(firstSize);
    auto *search = new QLineEdit;
    search->setObjectName(QStringLiteral("importFormats.search"));
    search->setPlaceholderText(tr("Search: a tool, a field, TTFT..."));
    search->setClearButtonEnabled(true);
    auto *tree = formatTree();
    auto *count = new QLabel;
    count->setObjectName(QStringLiteral("importFormats.count"));
    count->setForegroundRole(QPalette::PlaceholderText);
    const auto show = [tree, count](const QString &text) {
        const int formats = filter(*tree, text.trimmed());
        count->setText(formats == 0 ? tr("Nothing of that name.")
                                    : tr("%1 formats, told by their content. Drop files on the window, plain or gzip.").arg(formats));
    };
    QObject::connect(search, &QLineEdit::textChanged, tree, show);
    show({});
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(search);
    layout->addWidget(tree, 1);
    layout->addWidget(count);
    dialog->open();
}

} // namespace trilemma::app
