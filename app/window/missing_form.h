// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/importers/imported_file.h"
#include "models/scenario/scenario.h"

#include <QDialog>
namespace trilemma::app {

/// Columns of the points layout that some point of the file lacks, or fills with a name that the catalogue does not
/// know; each once.
std::vector<std::string> columnsToAsk(const evidence::ImportedFile &file, const catalog::Catalog &catalog);

/// Asks for what a benchmark result does not say, and for nothing else; one answer holds for the whole file.
/// The current scenario is what it starts from.
class MissingForm : public QDialog {
    Q_OBJECT

public:
    MissingForm(const evidence::ImportedFile &file, const scenario::Scenario &current, const catalog::Catalog &catalog,
                QWidget *parent = nullptr);

    /// The file with the answers in it.
    evidence::ImportedFile completed() const;

private:
    evidence::ImportedFile m_file;
    const catalog::Catalog &m_catalog;
    std::vector<std::pair<std::string, QWidget *>> m_entries;   ///< one a column
};

} // namespace trilemma::app
