// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/audit_trail.h"

#include <QString>

class QWidget;

namespace trilemma::app {

/// Opens a sheet with a chain of formulas, each with values in the place of names, and a button that copies all of it.
void showTrail(QWidget &parent, const QString &title, const std::vector<scenario::TrailStep> &trail);

} // namespace trilemma::app
