// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;
class QUndoStack;

namespace trilemma::app {

/// Everything that menus and keys can do. Made once; the window connects them.
struct Actions {
    QAction *newSession, *open, *importMeasurements, *importTraffic, *save, *saveAs, *restore, *exportCharts, *quit;
    QMenu *recent;
    QAction *undo, *redo, *copyChart, *pasteModel;
    QAction *overview, *accuracy, *load, *batching, *fleet, *cost, *rules, *resetLayout, *fullScreen, *cycleTheme;
    QActionGroup *views;                    ///< one of the views before it is shown
    QActionGroup *themes;                   ///< data: the value of setting::theme
    QAction *pin, *rename, *noBaseline, *nextMove;
    QMenu *presets;
    QAction *shortcuts, *importFormats, *about;
};

/// Fills the menu bar of `window`. Every action has an object name, "action.<name>".
Actions createActions(QMainWindow &window, QUndoStack &undoStack);

} // namespace trilemma::app
