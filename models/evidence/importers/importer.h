// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/importers/document.h"
#include "models/evidence/importers/imported_file.h"

#include <span>

namespace trilemma::evidence {

/// One line of the mapping table in the help: a field of the tool and what the program takes it for.
struct MappingRow {
    std::string_view theirs, unit, ours, remark;
};

/// A benchmark format. `recognises` looks at content alone; `read` fills points and requests, or sets the Error.
struct Importer {
    std::string_view id, title;
    bool (*recognises)(const importers::Document &document);
    void (*read)(const importers::Document &document, ImportedFile &file, Error &error);
    std::span<const MappingRow> mapping;
};

/// All formats, in the order in which they are tried.
std::span<const Importer *const> importerTable();

/// The format that the document is in; none where no importer knows it.
const Importer *recognise(const importers::Document &document);

/// Reads a benchmark result of any known format, plain or gzip, told by its content. The Error is one sentence with
/// the file's name; then nothing is imported. Never throws.
Result<ImportedFile> importFile(std::string_view bytes, std::string_view fileName, const ImportProgress &progress = {});

/// TPOT without the first token from one that counts it: (tpot * osl - ttft) / (osl - 1). Empty for one token or
/// where the result would not be positive.
std::optional<double> withoutFirstToken(double tpotWithFirstSeconds, double ttftSeconds, double outputTokens);
/// The reverse, for comparing with tools that count the first token: (ttft + tpot * (osl - 1)) / osl.
double withFirstToken(double tpotSeconds, double ttftSeconds, double outputTokens);

} // namespace trilemma::evidence
