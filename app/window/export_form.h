// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/chart_export.h"

#include <QDialog>

class QComboBox;

namespace trilemma::app {

/// One small form: which charts, which format, which size, light or dark.
class ExportForm : public QDialog {
    Q_OBJECT

public:
    /// `titles` of the charts that can be exported; `chosen` is proposed, -1 = all on one page.
    ExportForm(const QStringList &titles, int chosen, const ExportChoices &choices, QWidget *parent);

    int chosenChart() const;            ///< -1 = all on one page
    ExportChoices choices() const;

private:
    void followFormat();

    QComboBox *m_chart, *m_format, *m_size, *m_theme;
};

} // namespace trilemma::app
