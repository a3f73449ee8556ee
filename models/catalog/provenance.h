// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace trilemma::catalog {

/// How a number is known, from best to worst. A result is known as badly as its worst input.
enum class Provenance { Measured, Calibrated, Fitted, Datasheet, User, Assumption };

const char *label(Provenance provenance);

/// Where a figure comes from. `date` is ISO or the coarsest statement the source makes ("2026-03..05").
struct Source {
    std::string id;
    std::string title;
    std::string date;
    std::string url;

    bool operator==(const Source &) const = default;
};

/// One field of a catalogue entry and the sources that state it. `field` is the JSON key.
/// No source and `assumption` true: a choice of ours, and shown as one.
struct Citation {
    std::string field;
    std::vector<std::string> sourceIds;
    bool assumption = false;
    std::string note;

    bool operator==(const Citation &) const = default;
};

} // namespace trilemma::catalog
