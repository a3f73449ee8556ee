// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/csv.h"
#include "models/evidence/points.h"

namespace trilemma::evidence {

void writePredictions(std::span<const Prediction> predictions, std::string &csv)
{
    constexpr int digits = 7;
    constexpr double perSecond = 1e3;   // milliseconds
    csv.reserve(csv.size() + 128 * (predictions.size() + 1));
    csv += "id,status,output_tok_s_total,ttft_ms_mean,itl_ms_mean,e2e_ms_mean,itl_ms_low,itl_ms_high,ttft_ms_low,ttft_ms_high\n";
    CsvWriter writer(csv);
    for (const Prediction &prediction : predictions) {
        writer.text(prediction.id).text(prediction.status).number(prediction.outputTokensPerSecond, digits);
        for (const double seconds : {prediction.ttftSeconds, prediction.itlSeconds, prediction.endToEndSeconds, prediction.itlLow,
                                     prediction.itlHigh, prediction.ttftLow, prediction.ttftHigh})
            writer.number(seconds * perSecond, digits);
        writer.endRecord();
    }
}

} // namespace trilemma::evidence
