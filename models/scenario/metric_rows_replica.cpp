// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/metric_rows.h"

namespace trilemma::scenario {

using E = const Evaluation &;
using enum Better;

namespace {

template<replica::StepPart Part> std::optional<double> stepShare(E evaluation)
{
    return feasible<[](E e) { return e.step.seconds[static_cast<std::size_t>(Part)] / e.step.total; }>(evaluation);
}

constexpr std::string_view stepBasis = "decode pass at the operating point";
constexpr std::string_view gpuBasis = "fullest GPU of a replica, GB = 1e9 bytes";

} // namespace

std::span<const Metric> replicaMetrics()
{
    using enum replica::StepPart;
    static const Metric rows[] = {
        {"step.time", "Step time", "ms", milliseconds, stepBasis, Down,
         "Time of one engine pass that decodes a token for each running sequence.", feasible<[](E e) { return e.step.total; }>},
        {"step.weights", "Step: weights", "%", percent, stepBasis, Neither,
         "Share of the pass that reads dense weights from memory.", stepShare<Weights>},
        {"step.dense_compute", "Step: dense compute", "%", percent, stepBasis, Neither,
         "Share of the pass that multiplies by dense weights beyond the time to read them.", stepShare<DenseCompute>},
        {"step.attention_kv", "Step: KV cache", "%", percent, stepBasis, Neither, "Share of the pass that reads the KV cache.",
         stepShare<AttentionKv>},
        {"step.attention_compute", "Step: attention compute", "%", percent, stepBasis, Neither,
         "Share of the pass that computes attention beyond the time to read its cache.", stepShare<AttentionCompute>},
        {"step.experts", "Step: experts", "%", percent, stepBasis, Neither, "Share of the pass spent in routed experts.",
         stepShare<Experts>},
        {"step.all_reduce", "Step: all-reduce", "%", percent, stepBasis, Neither,
         "Share of the pass in which tensor-parallel GPUs sum their results.", stepShare<AllReduce>},
        {"step.all_to_all", "Step: all-to-all", "%", percent, stepBasis, Neither,
         "Share of the pass in which tokens travel to their experts and back.", stepShare<AllToAll>},
        {"step.pipeline", "Step: pipeline", "%", percent, stepBasis, Neither,
         "Share of the pass in which activations travel between pipeline stages.", stepShare<Pipeline>},
        {"step.overhead", "Step: overhead", "%", percent, stepBasis, Neither,
         "Share of the pass spent launching kernels and in the engine's host code.", stepShare<Overhead>},

        {"mfu", "MFU", "%", percent, "decode pass, of the dense datasheet peak", Up,
         "Model FLOP utilisation: arithmetic that the pass needs over what the tensor cores could do in its time.",
         feasible<[](E e) { return e.efficiency.mfu; }>},
        {"mbu", "MBU", "%", percent, "decode pass, of the datasheet bandwidth", Up,
         "Memory bandwidth utilisation: bytes that the pass needs over what memory could deliver in its time.",
         feasible<[](E e) { return e.efficiency.mbu; }>},
        {"intensity.decode", "Decode intensity", "FLOP/B", 1, "one GPU", Neither,
         "Arithmetic per byte read in a decode pass; left of the roofline's ridge memory binds.",
         feasible<[](E e) { return e.efficiency.decodeFlopsPerByte; }>},
        {"intensity.prefill", "Prefill intensity", "FLOP/B", 1, "one GPU, one prompt of mean length", Neither,
         "Arithmetic per byte read in a prefill pass; right of the roofline's ridge compute binds.",
         feasible<[](E e) { return e.efficiency.prefillFlopsPerByte; }>},

        {"memory.weights", "Weights", "GB", gigabyte, gpuBasis, Down, "Memory that the model's weights take.",
         always<[](E e) { return e.memory.weightBytes; }>},
        {"memory.activations", "Activations", "GB", gigabyte, gpuBasis, Down,
         "Memory that the largest pass needs for intermediate results.", always<[](E e) { return e.memory.activationBytes; }>},
        {"memory.runtime", "Runtime", "GB", gigabyte, gpuBasis, Down,
         "Memory of the device context, captured graphs and communicators.", always<[](E e) { return e.memory.runtimeBytes; }>},
        {"memory.kv_pool", "KV pool", "GB", gigabyte, gpuBasis, Up, "Memory that the engine's rule leaves for the KV cache.",
         always<[](E e) { return e.memory.kvPoolBytes; }>},
        {"memory.reserved", "Left alone", "GB", gigabyte, gpuBasis, Neither,
         "Device memory that the engine's memory fraction does not touch.", always<[](E e) { return e.memory.reservedBytes; }>},
        {"kv.token", "KV per token", "kB", kilobyte, "one GPU, kB = 1000 bytes", Down,
         "Cache that each further token of a sequence takes in layers that see the full context.",
         always<[](E e) { return e.memory.kvBytesPerToken; }>},
        {"kv.pool_tokens", "KV pool tokens", "tokens", 1, "one attention rank", Up,
         "Tokens of context that the KV pool holds, over all sequences.", always<[](E e) { return e.memory.kvPoolTokens; }>},
    };
    return rows;
}

} // namespace trilemma::scenario
