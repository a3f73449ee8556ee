// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/workload_import.h"

#include <QString>

namespace trilemma::app {

class Document;

/// The current scenario takes the traffic of a trace, as one step. Returns what to tell: what was set and what stayed.
QString takeTraffic(const evidence::TracedTraffic &traffic, Document &document);

} // namespace trilemma::app
