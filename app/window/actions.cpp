// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/actions.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QUndoStack>

namespace trilemma::app {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Actions", text);
}

class Filler {
public:
    explicit Filler(QMainWindow &window) : m_window(window) {}

    QMenu *menu(const char *title, const char *name)
    {
        m_menu = m_window.menuBar()->addMenu(tr(title));
        m_menu->setObjectName(QLatin1String(name));
        return m_menu;
    }
    QMenu *submenu(const char *title, const char *name)
    {
        QMenu *menu = m_menu->addMenu(tr(title));
        menu->setObjectName(QLatin1String(name));
        return menu;
    }
    QAction *action(const char *text, const char *name, const QKeySequence &key = {}, bool checkable = false)
    {
        return add(new QAction(tr(text), &m_window), name, key, checkable);
    }
    QAction *add(QAction *action, const char *name, const QKeySequence &key = {}, bool checkable = false)
    {
        action->setObjectName(QStringLiteral("action.") + QLatin1String(name));
        action->setShortcut(key);
        action->setCheckable(checkable);
        m_window.addAction(action);         // keys work in full screen, where the menu bar is hidden
        m_menu->addAction(action);
        return action;
    }
    void separator() { m_menu->addSeparator(); }

private:
    QMainWindow &m_window;
    QMenu *m_menu = nullptr;
};

QActionGroup *themeChoices(QMenu *menu, QMainWindow &window)
{
    auto *group = new QActionGroup(&window);
    for (const auto &[text, value] : {std::pair{"As the &system", "system"}, {"&Light", "light"}, {"&Dark", "dark"}}) {
        QAction *action = menu->addAction(tr(text));
        action->setObjectName(QStringLiteral("action.theme.") + QLatin1String(value));
        action->setData(QLatin1String(value));
        action->setCheckable(true);
        group->addAction(action);
    }
    return group;
}

} // namespace

Actions createActions(QMainWindow &window, QUndoStack &undoStack)
{
    Actions actions{};
    Filler fill(window);

    fill.menu("&File", "menu.file");
    actions.newSession = fill.action("&New", "new", QKeySequence::New);
    actions.open = fill.action("&Open...", "open", QKeySequence::Open);
    actions.recent = fill.submenu("Open &recent", "menu.recent");
    actions.importMeasurements = fill.action("&Import measurements...", "importMeasurements", Qt::CTRL | Qt::Key_I);
    actions.importTraffic = fill.action("&Traffic from a trace...", "importTraffic", Qt::CTRL | Qt::SHIFT | Qt::Key_I);
    fill.separator();
    actions.save = fill.action("&Save", "save", QKeySequence::Save);
    actions.saveAs = fill.action("Save &as...", "saveAs", Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    actions.restore = fill.action("Restore &unsaved work", "restore");
    fill.separator();
    actions.exportCharts = fill.action("&Export charts...", "export", Qt::CTRL | Qt::Key_E);
    fill.separator();
    actions.quit = fill.action("&Quit", "quit", Qt::CTRL | Qt::Key_Q);

    fill.menu("&Edit", "menu.edit");
    actions.undo = fill.add(undoStack.createUndoAction(&window, tr("&Undo")), "undo", QKeySequence::Undo);
    actions.redo = fill.add(undoStack.createRedoAction(&window, tr("&Redo")), "redo", Qt::CTRL | Qt::SHIFT | Qt::Key_Z);
    fill.separator();
    actions.copyChart = fill.action("&Copy chart", "copyChart", Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    actions.pasteModel = fill.action("&Paste model config.json", "pasteModel", Qt::CTRL | Qt::SHIFT | Qt::Key_V);

    fill.menu("&View", "menu.view");
    actions.overview = fill.action("&Overview", "view.overview", Qt::CTRL | Qt::Key_1, true);
    actions.accuracy = fill.action("&Accuracy", "view.accuracy", Qt::CTRL | Qt::Key_2, true);
    actions.load = fill.action("&Load", "view.load", Qt::CTRL | Qt::Key_3, true);
    actions.batching = fill.action("&Batching", "view.batching", Qt::CTRL | Qt::Key_4, true);
    actions.fleet = fill.action("&Fleet", "view.fleet", Qt::CTRL | Qt::Key_5, true);
    actions.cost = fill.action("&Cost", "view.cost", Qt::CTRL | Qt::Key_6, true);
    actions.views = new QActionGroup(&window);
    for (QAction *view :
         {actions.overview, actions.accuracy, actions.load, actions.batching, actions.fleet, actions.cost})
        actions.views->addAction(view);
    fill.separator();
    actions.rules = fill.action("Tuning &rules", "rules", Qt::CTRL | Qt::Key_L, true);
    actions.rules->setChecked(true);
    QMenu *theme = fill.submenu("&Theme", "menu.theme");
    actions.themes = themeChoices(theme, window);
    actions.cycleTheme = fill.action("Next t&heme", "cycleTheme", Qt::CTRL | Qt::Key_T);
    actions.fullScreen = fill.action("&Full screen", "fullScreen", Qt::Key_F11, true);
    actions.resetLayout = fill.action("&Reset layout", "resetLayout");

    fill.menu("&Scenario", "menu.scenario");
    actions.pin = fill.action("&Pin current", "pin", Qt::CTRL | Qt::Key_P);
    actions.rename = fill.action("&Rename current...", "rename", Qt::CTRL | Qt::Key_R);
    actions.noBaseline = fill.action("Compare with &nothing", "noBaseline");
    fill.separator();
    actions.presets = fill.submenu("&Workload", "menu.presets");
    actions.nextMove = fill.action("&Make the next best move", "nextMove", Qt::CTRL | Qt::Key_M);

    fill.menu("&Help", "menu.help");
    actions.shortcuts = fill.action("&Keyboard shortcuts", "shortcuts", Qt::Key_Question);
    actions.importFormats = fill.action("&Import formats", "importFormats");
    actions.about = fill.action("&About Trilemma", "about");
    return actions;
}

} // namespace trilemma::app
