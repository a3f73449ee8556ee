// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/importers/document.h"

#include <optional>

namespace trilemma::evidence::importers {

/// Parses pieces of one large text, reporting how far it is. Long lists that no importer uses are dropped on the way.
class MeteredJson {
public:
    /// `text` and `progress` must outlive the reader.
    MeteredJson(std::string_view text, const ImportProgress &progress) : m_text(text), m_progress(progress) {}

    /// The value of a piece of the text; none where it is no JSON or the read was cancelled.
    std::optional<nlohmann::json> parse(std::string_view piece);
    /// Why the last parse() of that piece gave nothing.
    Error problem(std::string_view piece) const;

    /// Called for each character read; false once cancelled.
    bool reached(const char *place);

private:
    std::string_view m_text;
    const ImportProgress &m_progress;
    bool m_cancelled = false;
};

} // namespace trilemma::evidence::importers
