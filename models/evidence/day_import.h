// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/request_trace.h"
#include "models/fleet/day_profile.h"

#include <span>
#include <string>
#include <string_view>

namespace trilemma::evidence {

/// A week's load by the hour, and where it comes from in words.
struct ImportedDay {
    fleet::DayProfile profile;
    std::string title; ///< "conv.csv, Azure LLM inference trace"
};

/// Of a trace with arrival times; its clock decides the hour of the day where it has one. No trace tells the day of the week: its
/// first counts as Monday.
Result<ImportedDay> dayOf(const RequestTrace &trace);

/// From a list of loads by the hour: 24 numbers from midnight, or 168 from Monday 00:00, in any unit, separated by commas or
/// lines; a heading and a first column of hours may stand beside. What holds none is read as a request trace. The Error
/// is one sentence.
Result<ImportedDay> readDay(std::string_view bytes, std::string_view fileName, const ImportProgress &progress = {});

} // namespace trilemma::evidence
