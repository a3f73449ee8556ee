// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/shortcut_sheet.h"

#include "widgets/theme.h"

#include <QCoreApplication>
#include <QDialog>
#include <QGridLayout>
#include <QLabel>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace trilemma::app {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ShortcutSheet", text);
}

class Sheet {
public:
    explicit Sheet(QDialog &dialog) : m_grid(new QGridLayout(&dialog))
    {
        m_grid->setContentsMargins(3 * widgets::grid, 2 * widgets::grid, 3 * widgets::grid, 3 * widgets::grid);
        m_grid->setHorizontalSpacing(4 * widgets::grid);
    }
    void caption(const QString &text)
    {
        auto *label = new QLabel(text);
        label->setFont(widgets::themeFont(widgets::basePixels, QFont::DemiBold));
        label->setContentsMargins(0, widgets::grid, 0, 0);
        m_grid->addWidget(label, m_row++, m_column, 1, 2);
    }
    void line(const QString &key, const QString &what)
    {
        m_grid->addWidget(new QLabel(what), m_row, m_column);
        auto *label = new QLabel(key);
        label->setForegroundRole(QPalette::PlaceholderText);
        m_grid->addWidget(label, m_row++, m_column + 1);
    }
    void nextColumn()
    {
        m_column += 2;
        m_row = 0;
    }

private:
    QGridLayout *m_grid;
    int m_row = 0, m_column = 0;
};

void addActions(Sheet &sheet, const QMenu &menu)
{
    sheet.caption(menu.title().remove(QLatin1Char('&')));
    for (const QAction *action : menu.actions()) {
        if (!action->shortcut().isEmpty()) {
            QString text = action->text().remove(QLatin1Char('&'));
            text.remove(QLatin1String("..."));
            sheet.line(action->shortcut().toString(QKeySequence::NativeText), text);
        }
    }
}

} // namespace

void showShortcutSheet(QMainWindow &window)
{
    auto *dialog = new QDialog(&window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("shortcutSheet"));
    dialog->setWindowTitle(tr("Keyboard shortcuts"));
    Sheet sheet(*dialog);
    const QList<QMenu *> menus = window.menuBar()->findChildren<QMenu *>(Qt::FindDirectChildrenOnly);
    for (const QMenu *menu : menus)
        addActions(sheet, *menu);
    sheet.nextColumn();
    sheet.caption(tr("Levers"));
    sheet.line(tr("Tab, Shift+Tab"), tr("Next, previous lever"));
    sheet.line(tr("Left, Right"), tr("One step"));
    sheet.line(tr("Page Up, Page Down"), tr("Ten steps"));
    sheet.line(tr("Home, End"), tr("Least, most"));
    sheet.line(tr("Double-click"), tr("Default value"));
    sheet.caption(tr("Charts"));
    sheet.line(tr("Hover"), tr("Read every curve at that batch"));
    sheet.line(tr("Drag the ring"), tr("Set the request rate"));
    sheet.line(tr("Right-click"), tr("Copy, export"));
    sheet.caption(tr("Anywhere"));
    sheet.line(tr("Drop a file"), tr("Session, benchmark result, trace, calibration, config.json, exported picture, catalogue"));
    dialog->open();
}

} // namespace trilemma::app
