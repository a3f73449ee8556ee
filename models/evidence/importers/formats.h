// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/importers/importer.h"

/// The importers of the table, one source file for each tool.
namespace trilemma::evidence::importers {

extern const Importer vllmServe, servingConsole, sglangServing, vllmThroughput, vllmLatency, guidellm, aiperfJson, aiperfRecords,
    genaiPerfJson, nimTable, perfTable, inferencexAggregate, inferencexDashboard, siliconSample, llamaBench, trtllmReport,
    trtllmConsole, optimumBenchmark, mlperf, mlEnergy, pointsTable;

} // namespace trilemma::evidence::importers
