// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/calibration_files.h"
#include "models/evidence/points.h"

#include <QByteArray>

#include <array>
#include <cmath>

namespace trilemma::tests {

/// Runs of Llama 3.3 70B in FP8 on four H100 with vLLM as a cluster would show them whose kernels take `gpuTime` times
/// as long as the shipped ones: rows of the points layout, a load each.
inline QByteArray slowClusterRows(catalog::Catalog catalog, double gpuTime)
{
    catalog::ScopedCorrections slow;
    slow.scope = {"vllm", {}, {}, {}};
    slow.corrections.gpuTime = gpuTime;
    catalog.corrections.push_back(slow);
    QByteArray rows = "id,model,gpu,engine,engine_version,num_gpus,tp,isl,osl,mode,concurrency,prompts_per_slot,weight_dtype,"
                      "output_tok_s_total,ttft_ms_mean,itl_ms_mean\n";
    for (const int concurrency : {1, 4, 8, 16, 32, 64, 128}) {
        evidence::PointConfiguration point;
        point.model = "Llama-3.3-70B";
        point.gpu = "H100";
        point.engine = "vllm";
        point.weightFormat = "fp8";
        point.mode = "concurrency";
        point.gpus = point.tp = 4;
        point.inputTokens = 1024;
        point.outputTokens = 256;
        point.concurrency = concurrency;
        point.promptsPerSlot = 10;
        const evidence::Prediction truth = evidence::predict(point, catalog);
        if (!truth.ok() || !std::isfinite(truth.itlSeconds))
            qFatal("the cluster has no answer: %s", truth.status.c_str());
        rows += "c" + QByteArray::number(concurrency) + ",Llama-3.3-70B,H100,vllm,0.11.0,4,4,1024,256,concurrency," +
                QByteArray::number(concurrency) + ",10,fp8," + QByteArray::number(truth.outputTokensPerSecond, 'g', 12) + ',' +
                QByteArray::number(1000 * truth.ttftSeconds, 'g', 12) + ',' + QByteArray::number(1000 * truth.itlSeconds, 'g', 12) + '\n';
    }
    return rows;
}

} // namespace trilemma::tests
