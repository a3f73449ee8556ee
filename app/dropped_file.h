// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/calibration_files.h"
#include "app/session_store.h"
#include "models/evidence/importers/document.h"
#include "models/evidence/workload_import.h"

#include <QString>

#include <variant>

namespace trilemma::app {

struct DroppedSession {
    StoredSession stored;
    bool fromPicture = false;       ///< carried inside an exported picture
};
struct DroppedModel {
    catalog::LanguageModel model;   ///< read from a Hugging Face config.json
};
struct DroppedCatalog {
    QByteArray text;                ///< checked against the catalogue, ready to be kept
};
struct DroppedMeasurements {
    evidence::ImportedFile file;    ///< read from a benchmark result; may still have something missing
};
using DroppedTraffic = evidence::TracedTraffic;     ///< of a request trace
using DroppedFile = std::variant<DroppedSession, DroppedModel, DroppedCatalog, CalibrationFile, DroppedMeasurements, DroppedTraffic>;

/// Whether the file is too large to be anything but a benchmark result or a trace, or compressed: read it with
/// readMeasurementFile(), off the thread of the window.
bool isLongImport(const QString &path);
Result<DroppedFile> readMeasurementFile(const QString &path, const evidence::ImportProgress &progress);
/// The requests of a trace or of a benchmark file that lists them, as traffic.
Result<DroppedFile> readTrafficFile(const QString &path, const evidence::ImportProgress &progress);

/// What a file is, told by its content and not by its name. The Error is the one sentence to show.
Result<DroppedFile> readDroppedFile(const QString &path, const catalog::Catalog &catalog);

/// The same for text from the clipboard; `name` stands for the file name.
Result<DroppedFile> readDroppedText(const QByteArray &text, const QString &name, const catalog::Catalog &catalog);

} // namespace trilemma::app
