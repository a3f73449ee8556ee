// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace trilemma::app {

/// The benchmark formats that can be imported and what each of their fields is taken for, with a line to search in;
/// walks evidence::importerTable().
void showImportFormats(QWidget &window);

} // namespace trilemma::app
