// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;

namespace trilemma::app {

/// The views as a row of quiet buttons, one for each action; they fire and check with their action.
class ViewBar : public QWidget {
    Q_OBJECT

public:
    explicit ViewBar(const QList<QAction *> &views, QWidget *parent = nullptr);
};

} // namespace trilemma::app
