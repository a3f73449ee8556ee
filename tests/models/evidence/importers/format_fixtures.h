// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

/// A small file of every format, of the shape that its tool writes, with invented numbers.
namespace trilemma::test {

struct FormatFixture {
    const char *name, *formatId;
    bool isOneJsonValue; ///< no proper beginning of it is complete
    std::string text;
};

inline const std::string vllmServeText = R"({"date": "20260102-030405", "backend": "vllm", "model_id": "openai/gpt-oss-20b",
 "num_prompts": 400, "request_rate": "inf", "burstiness": 1.0, "max_concurrency": 40, "duration": 100.0, "completed": 400,
 "total_input_tokens": 400000, "total_output_tokens": 80000, "request_throughput": 4.0, "request_goodput:": null,
 "output_throughput": 800.0, "total_token_throughput": 4800.0, "mean_ttft_ms": 250.0, "median_ttft_ms": 200.0,
 "std_ttft_ms": 50.0, "p90_ttft_ms": 300.0, "p99_ttft_ms": 400.0, "mean_tpot_ms": 48.0, "median_tpot_ms": 47.5,
 "std_tpot_ms": 2.0, "p99_tpot_ms": 55.0, "mean_itl_ms": 48.5, "median_itl_ms": 40.0, "std_itl_ms": 9.0, "p99_itl_ms": 120.0,
 "mean_client_queue_time_ms": 12.5, "input_lens": [1000, 1200], "output_lens": [200, 180], "itls": [[0.04, 0.05], []],
 "start_times": [10.0, 10.5], "generated_texts": ["a", "b"]})";

inline const std::string guidellmText = R"({"metadata": {"version": 2, "guidellm_version": "0.7.3"},
 "config": {"spec": {"backend": {"model": "meta-llama/Llama-3.1-8B-Instruct-FP8"}, "profile": {"kind": "concurrent"}}},
 "benchmarks": [{"type_": "generative_benchmark", "config": {"strategy": {"type_": "concurrent", "streams": 16}},
  "metrics": {"request_totals": {"successful": 160},
   "requests_per_second": {"successful": {"mean": 3.5}}, "request_latency": {"successful": {"mean": 4.5, "median": 4.4,
     "std_dev": 0.2, "count": 160, "percentiles": {"p90": 4.8, "p95": 4.9, "p99": 5.0}}},
   "prompt_token_count": {"successful": {"mean": 512.0}}, "output_token_count": {"successful": {"mean": 256.0}},
   "output_tokens_per_second": {"successful": {"mean": 905.0}}, "tokens_per_second": {"successful": {"mean": 2700.0}},
   "time_to_first_token_ms": {"successful": {"mean": 120.0, "median": 110.0, "percentiles": {"p99": 300.0}}},
   "time_per_output_token_ms": {"successful": {"mean": 17.5}},
   "inter_token_latency_ms": {"successful": {"mean": 17.1, "median": 17.0, "percentiles": {"p99": 19.0}}}},
  "requests": {"successful": [{"prompt_tokens": 500, "output_tokens": 250, "request_start_time": 100.0, "output": "text"},
                              {"prompt_tokens": 524, "output_tokens": 262, "request_start_time": 101.0}]}}]})";

inline const std::string consoleText = R"(Maximum request concurrency: 8
============ Serving Benchmark Result ============
Successful requests:                     80
Failed requests:                         0
Benchmark duration (s):                  40.00
Total input tokens:                      8000
Total generated tokens:                  16000
Request throughput (req/s):              2.00
Output token throughput (tok/s):         400.00
Total Token throughput (tok/s):          600.00
---------------Time to First Token----------------
Mean TTFT (ms):                          60.00
Median TTFT (ms):                        50.00
P99 TTFT (ms):                           90.00
-----Time per Output Token (excl. 1st token)------
Mean TPOT (ms):                          19.00
Median TPOT (ms):                        18.90
P99 TPOT (ms):                           22.00
---------------Inter-token Latency----------------
Mean ITL (ms):                           19.10
==================================================
)";

inline std::vector<FormatFixture> formatFixtures()
{
    return {
        {"vllmServe", "vllm-serve", true, vllmServeText},
        {"console", "serving-console", false, consoleText},
        {"sglangLines", "sglang", false,
         R"({"backend": "sglang", "request_rate": 2.5, "max_concurrency": null, "total_input_tokens": 1000, "total_output_tokens": 2000, "total_output_tokens_retokenized": 1999, "mean_e2e_latency_ms": 3000.0, "median_ttft_ms": 80.0, "median_itl_ms": 14.0, "output_throughput": 500.0, "random_input_len": 100, "duration": 4.0, "completed": 10}
{"backend": "sglang", "request_rate": "inf", "max_concurrency": 5, "total_input_tokens": 1000, "total_output_tokens": 2000, "total_output_tokens_retokenized": 1999, "mean_e2e_latency_ms": 3200.0, "median_ttft_ms": 90.0, "median_itl_ms": 15.0, "output_throughput": 310.0, "random_input_len": 100, "duration": 6.4, "completed": 10}
)"},
        {"sglangTable", "sglang", false,
         "GPU,backend,request_rate,max_concurrency,random_input_len,duration,completed,total_input_tokens,total_output_tokens,"
         "output_throughput,mean_ttft_ms,mean_tpot_ms,mean_e2e_latency_ms\n"
         "mi300x,vllm,,32,1000,200,400,400000,80000,400,900,70,14830\n"},
        {"vllmThroughput", "vllm-throughput", true,
         R"({"elapsed_time": 50.0, "num_requests": 100, "total_num_tokens": 150000, "requests_per_second": 2.0, "tokens_per_second": 3000.0})"},
        {"vllmLatency", "vllm-latency", true,
         R"({"avg_latency": 12.5, "latencies": [12.4, 12.6], "percentiles": {"10": 12.4, "50": 12.5, "90": 12.58, "99": 12.6}})"},
        {"guidellm", "guidellm", true, guidellmText},
        {"genaiPerf", "genai-perf", true,
         R"({"request_throughput": {"unit": "requests/sec", "avg": 5.0}, "request_latency": {"unit": "ms", "avg": 2000.0, "p99": 2200.0,
  "p50": 1990.0, "std": 20.0}, "time_to_first_token": {"unit": "ms", "avg": 100.0, "p95": 150.0}, "inter_token_latency":
  {"unit": "ms", "avg": 19.0, "p50": 18.9}, "output_token_throughput": {"unit": "tokens/sec", "avg": 505.0},
  "output_sequence_length": {"unit": "tokens", "avg": 101.0}, "input_sequence_length": {"unit": "tokens", "avg": 300.0},
  "input_config": {"model": ["meta/llama-3.1-8b-instruct"], "backend": "vllm", "concurrency": 10, "request_rate": null}})"},
        {"genaiPerfTable", "perf-table", false,
         "Metric,avg,min,max,p99,p95,p90,p75,p50,p25\n"
         "Time To First Token (ms),100.50,50.00,200.00,190.00,180.00,170.00,150.00,99.00,80.00\n"
         "Inter Token Latency (ms),19.00,17.00,34.00,31.00,26.00,24.00,23.00,18.00,17.50\n"
         "Request Latency "
         "(ms),\"2,000.25\",\"1,823.10\",\"2,066.70\",\"2,066.14\",\"2,064.72\",\"2,002.33\",\"1,999.58\",\"1,992.99\",\"1,866."
         "55\"\n"
         "Output Sequence Length,101.00,50.00,169.00,166.01,164.00,163.00,160.00,158.00,56.00\n"
         "Input Sequence Length,300.00,300.00,302.00,301.01,300.00,300.00,300.00,300.00,300.00\n\n"
         "Metric,Value\nOutput Token Throughput (per sec),\"1,520.50\"\nRequest Throughput (per sec),15.05\n"},
        {"nimTable", "nim-table", false,
         "task_inputs-model,task_inputs-execution_type,task_inputs-GPU,task_inputs-n_gpus,task_inputs-precision,request_"
         "throughput-avg,"
         "request_latency-unit,request_latency-avg,time_to_first_token-unit,time_to_first_token-avg,time_to_first_token-p95,"
         "inter_token_latency-unit,inter_token_latency-avg,output_token_throughput-avg,num_output_token-avg,num_input_token-avg,"
         "input_config-concurrency\n"
         "llama-3.1-8b,NIM_TRT-LLM,H100-SXM5-80GB,2,fp8,2.5,ns,4000000000,ns,40000000,45000000,ns,8000000,1250,500,200,10\n"},
        {"aiperf", "aiperf", true,
         R"({"aiperf_version": "0.8.0", "request_throughput": {"unit": "requests/sec", "avg": 8.0}, "request_latency": {"unit": "ms",
  "avg": 1500.0, "p50": 1490.0, "std": 30.0}, "time_to_first_token": {"unit": "ms", "avg": 90.0}, "inter_token_latency": {"unit": "ms",
  "avg": 14.1}, "request_count": {"unit": "requests", "avg": 120.0}, "output_token_throughput": {"unit": "tokens/sec", "avg": 808.0},
  "output_sequence_length": {"unit": "tokens", "avg": 101.0}, "input_sequence_length": {"unit": "tokens", "avg": 550.0},
  "input_config": {"models": {"items": [{"name": "Qwen/Qwen3-8B"}]}, "phases": [{"name": "warmup", "concurrency": 1},
  {"name": "profiling", "type": "concurrency", "requests": 120, "concurrency": 12}]}, "start_time": "2026-05-01T00:00:00"})"},
        {"aiperfTable", "perf-table", false,
         "Metric,avg,sum,min,max,p1,p5,p10,p25,p50,p75,p90,p95,p99,std\n"
         "Request Latency (ms),1500.00,180000.00,1.0,2.0,1.0,1.0,1.0,1.0,1490.00,1.0,1600.0,1650.0,1700.0,30.0\n"
         "Output Sequence Length (tokens),101.00,12120.00,1.0,2.0,1.0,1.0,1.0,1.0,101.0,1.0,1.0,1.0,1.0,0.0\n\n"
         "Metric,Value\nOutput Token Throughput (tokens/sec),808.00\nRequest Count,120.00\n"},
        {"aiperfRecords", "aiperf-records", false,
         R"({"metadata": {"request_start_ns": 1000000000, "request_end_ns": 3000000000, "benchmark_phase": "profiling"}, "metrics": {"input_sequence_length": {"value": 100, "unit": "tokens"}, "time_to_first_token": {"value": 100.0, "unit": "ms"}, "request_latency": {"value": 2000.0, "unit": "ms"}, "inter_chunk_latency": {"value": [4.8, 5.3], "unit": "ms"}, "output_sequence_length": {"value": 101, "unit": "tokens"}, "inter_token_latency": {"value": 19.0, "unit": "ms"}}, "error": null}
{"metadata": {"request_start_ns": 2000000000, "request_end_ns": 5000000000, "benchmark_phase": "profiling"}, "metrics": {"input_sequence_length": {"value": 300, "unit": "tokens"}, "time_to_first_token": {"value": 200.0, "unit": "ms"}, "request_latency": {"value": 3000.0, "unit": "ms"}, "output_sequence_length": {"value": 99, "unit": "tokens"}, "inter_token_latency": {"value": 21.0, "unit": "ms"}}, "error": null}
{"metadata": {"request_start_ns": 2500000000, "request_end_ns": 2600000000, "benchmark_phase": "profiling"}, "metrics": {}, "error": {"type": "timeout"}}
)"},
        {"aggregate", "inferencex-aggregate", true,
         R"({"date": "20260301-000000", "model_id": "MiniMaxAI/MiniMax-M2.5", "num_prompts": 200, "request_rate": "inf",
  "max_concurrency": 20, "duration": 100.0, "completed": 200, "total_input_tokens": 200000, "total_output_tokens": 40000,
  "output_throughput": 400.0, "median_ttft": 0.5, "p99_ttft": 2.0, "median_e2el": 9.9, "p99_e2el": 12.0, "median_tpot": 0.047,
  "p99_tpot": 0.06})"},
        {"dashboard", "inferencex-dashboard", true,
         R"([{"hardware": "h200", "framework": "dynamo-trt", "model": "dsr1", "precision": "fp8", "spec_method": "none", "disagg": true,
  "decode_tp": 8, "decode_ep": 8, "decode_dp_attention": false, "num_prefill_gpu": 4, "num_decode_gpu": 16, "isl": 1000, "osl": 2000,
  "conc": 50, "image": "nvcr.io/runtime:1.2.3", "metrics": {"mean_ttft": 0.3, "median_ttft": 0.2, "mean_tpot": 0.02, "mean_itl": 0.2,
  "mean_e2el": 36.3, "tput_per_gpu": 200.0, "output_tput_per_gpu": 150.0, "avg_power_w": 500.0}, "date": "2026-03-01"},
 {"hardware": "h200", "framework": "sglang", "model": "dsr1", "precision": "fp8", "disagg": false, "decode_tp": 8, "isl": 1000,
  "osl": 1000, "conc": 4, "metrics": {"mean_ttft": 0.3, "mean_tpot": 0.01, "tput_per_gpu": 100.0}}])"},
        {"silicon", "silicon-sample", false,
         "id,silicon_data_source,backend,backend_version,model_path,system,precision,mode,isl,osl,batch_size,tp_size,pp_size,"
         "attention_dp_size,moe_ep_size,silicon_ttft_ms,silicon_tpot_ms\n"
         "a,db; silicon_concurrency=64; "
         "measured=2026-04-17T00:00,vllm,0.19.0,MiniMaxAI/MiniMax-M2.5,h200_sxm,fp8,agg,1000,500,64,4,1,1,4,300.5,20.25\n"},
        {"llamaBench", "llama-bench", true,
         R"([{"build_commit": "abc", "build_number": 6000, "gpu_info": "NVIDIA GeForce RTX 4090", "model_filename": "m/Qwen3-8B-Q4_K_M.gguf",
  "n_prompt": 512, "n_gen": 0, "n_depth": 0, "test_time": "2026-01-01", "avg_ns": 64000000, "stddev_ns": 1000000, "avg_ts": 8000.0},
 {"build_commit": "abc", "build_number": 6000, "gpu_info": "NVIDIA GeForce RTX 4090", "model_filename": "m/Qwen3-8B-F16.gguf",
  "n_prompt": 0, "n_gen": 100, "n_depth": 2048, "test_time": "2026-01-01", "avg_ns": 2000000000, "stddev_ns": 10000000, "avg_ts": 50.0}])"},
        {"llamaBenchTable", "llama-bench", false,
         "build_commit,build_number,gpu_info,model_filename,n_prompt,n_gen,n_depth,avg_ns,stddev_ns,avg_ts\n"
         "\"abc\",\"6000\",\"NVIDIA GeForce RTX "
         "4090\",\"m/Qwen3-8B-Q4_K_M.gguf\",\"0\",\"100\",\"0\",\"1000000000\",\"5000000\",\"100.0\"\n"},
        {"trtllmReport", "trtllm-report", true,
         R"({"engine": {"model": "meta-llama/Llama-3.1-8B-Instruct", "dtype": "bfloat16", "kv_cache_dtype": "FP8", "quantization": "FP8"},
  "world_info": {"tp_size": 2, "pp_size": 1, "world_size": 2}, "request_info": {"num_requests": 100, "avg_input_length": 128.0,
  "avg_output_length": 256.0}, "performance": {"total_latency_ms": 10000.0, "avg_request_latency_ms": 8000.0,
  "request_throughput_req_s": 10.0, "system_output_throughput_tok_s": 2560.0, "system_total_throughput_tok_s": 3840.0,
  "output_throughput_per_gpu_tok_s": 1280.0, "request_latency_percentiles_ms": {"p50": 8100.0, "p99": 9900.0}},
  "streaming_metrics": {"avg_ttft_ms": 500.0, "avg_tpot_ms": 29.0, "tpot_percentiles": {"p50": 28.0}, "ttft_percentiles": {"p99": 900.0}},
  "energy": {"average_gpu_power": 450.0}})"},
        {"trtllmConsole", "trtllm-console", false,
         "Request Throughput (req/sec):                     10.0\n"
         "Total Output Throughput (tokens/sec):             2560.0\n"
         "Per GPU Output Throughput (tokens/sec/gpu):       1280.0\n"
         "Total Token Throughput (tokens/sec):              3840.0\n"
         "Total Latency (ms):                               10000.0\n"
         "Average request latency (ms):                     8000.0\n"
         "Average time-to-first-token [TTFT] (ms):          500.0\n"
         "Average time-per-output-token [TPOT] (ms):        29.0\n"
         "[TTFT] P99    : 900.0\n"},
        {"optimum", "optimum-benchmark", true,
         R"({"config": {"backend": {"name": "vllm", "model": "gpt2"}, "scenario": {"input_shapes": {"batch_size": 4, "sequence_length": 128},
  "generate_kwargs": {"max_new_tokens": 64}}}, "report": {"prefill": {"latency": {"unit": "s", "mean": 0.05, "p50": 0.049, "stdev": 0.001}},
  "decode": {"latency": {"unit": "s", "mean": 1.26}, "throughput": {"unit": "tokens/s", "value": 200.0}},
  "per_token": {"latency": {"unit": "s", "mean": 0.02}}}})"},
        {"mlperf", "mlperf", true,
         R"([{"Submitter": "X", "Model": "llama2-70b-99.9", "Scenario": "Offline", "Accuracy": "ROUGE1: 44 TOKENS_PER_SAMPLE: 300.0",
  "Nodes": 2, "Accelerator": "NVIDIA H200", "a#": 8, "Software": "TensorRT 10.2.0, CUDA 12.4", "version": "v5.1",
  "weight_data_types": "fp8", "Performance_Result": 60000.0, "Performance_Units": "Tokens/s"},
 {"Submitter": "X", "Model": "llama2-70b-99.9", "Scenario": "Server", "Accuracy": "TOKENS_PER_SAMPLE: 300.0", "Nodes": 1,
  "Accelerator": "NVIDIA H200", "a#": 8, "Software": "vLLM 0.9.0", "Performance_Result": 30000.0, "Performance_Units": "Tokens/s"},
 {"Submitter": "X", "Model": "resnet", "Scenario": "Offline", "Performance_Result": 700000.0, "Performance_Units": "Samples/s"}])"},
        {"mlEnergy", "ml-energy", true,
         R"({"task": "chat", "configurations": [{"model_id": "Qwen/Qwen3-14B", "gpu_model": "H100", "num_gpus": 2, "tensor_parallel": 2,
  "max_num_seqs": 64, "avg_output_len": 500.0, "output_throughput_tokens_per_sec": 3000.0, "median_itl_ms": 20.0, "p99_itl_ms": 40.0,
  "avg_power_watts": 1100.0, "energy_per_token_joules": 0.37, "weight_precision": "bfloat16"}]})"},
        {"points", "points", false,
         "id,engine,model,gpu,num_gpus,tp,weight_dtype,isl,osl,mode,concurrency,output_tok_s_total,ttft_ms_mean,ttft_ms_p99,itl_"
         "ms_mean\n"
         "a,vllm,Llama-3.3-70B,H100,4,4,fp8,1024,256,concurrency,32,1500,300,700,20\n"},
    };
}

} // namespace trilemma::test
