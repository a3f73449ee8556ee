// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/importer.h"

#include "models/catalog/json_fields.h"
#include "models/evidence/gunzip.h"
#include "models/evidence/importers/formats.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>

namespace trilemma::evidence {
namespace {

using namespace importers;

constexpr std::array table{&vllmServe,     &sglangServing, &vllmThroughput,      &vllmLatency,
                           &guidellm,      &aiperfJson,    &aiperfRecords,       &genaiPerfJson,
                           &nimTable,      &perfTable,     &inferencexAggregate, &inferencexDashboard,
                           &siliconSample, &llamaBench,    &trtllmReport,        &optimumBenchmark,
                           &mlperf,        &mlEnergy,      &pointsTable,         &trtllmConsole,
                           &servingConsole};

/// Finite closed-loop runs whose numbers belong together satisfy Little's law to about this much.
constexpr double littlesLawLow = 0.8, littlesLawHigh = 1.2;

/// Runs of few prompts per slot fill and drain for much of their time.
double lowestShare(double promptsPerSlot)
{
    return promptsPerSlot > 0 ? std::min(littlesLawLow, promptsPerSlot / (promptsPerSlot + 2)) : littlesLawLow;
}

std::string percent(double share)
{
    return std::to_string(std::lround(std::min(share, 1e6) * 100)) + " %";
}

void deriveThroughput(ImportedPoint &imported)
{
    const double outputTokens = imported.point.configuration.outputTokens;
    auto &rate = imported.point.measured.outputTokensPerSecond;
    if (!rate && imported.requestsPerSecond && outputTokens > 0) {
        rate = *imported.requestsPerSecond * outputTokens;
        imported.notes.push_back("The output rate is requests per second times output tokens per request.");
    }
}

/// Means over requests from the statistics, with what may stand in for them.
void deriveLatencies(ImportedPoint &imported)
{
    Measurement &measured = imported.point.measured;
    const double outputTokens = imported.point.configuration.outputTokens;
    if (!measured.ttftSeconds)
        measured.ttftSeconds = imported.ttft.mean;
    if (!measured.ttftSeconds && imported.ttft.p50)
        imported.notes.push_back("Only the median TTFT is stated; it does not stand for the mean, which long waits raise.");
    if (!measured.endToEndSeconds)
        measured.endToEndSeconds = imported.endToEnd.mean ? imported.endToEnd.mean : imported.endToEnd.p50;
    if (!imported.endToEnd.mean && imported.endToEnd.p50)
        imported.notes.push_back("The median end-to-end latency stands for its mean.");
    if (measured.itlSeconds)
        return;
    const double gaps = outputTokens - 1;
    if (imported.tpot.mean) {
        measured.itlSeconds = imported.tpot.mean;
    } else if (imported.tpot.p50) {
        measured.itlSeconds = imported.tpot.p50;
        imported.notes.push_back("The median TPOT stands for its mean.");
    } else if (imported.endToEnd.mean && imported.ttft.mean && gaps >= 1 && *imported.endToEnd.mean > *imported.ttft.mean) {
        measured.itlSeconds = (*imported.endToEnd.mean - *imported.ttft.mean) / gaps;
        imported.notes.push_back("TPOT is (mean E2E - mean TTFT) / (mean OSL - 1), exact for requests of one length.");
    }
}

void judge(ImportedPoint &imported)
{
    const PointConfiguration &configuration = imported.point.configuration;
    const Measurement &measured = imported.point.measured;
    imported.point.quality = imported.notes.empty() ? "A" : "B";
    if (configuration.mode != "concurrency" || !measured.outputTokensPerSecond || configuration.concurrency < 1)
        return;
    std::optional<double> endToEnd = measured.endToEndSeconds;
    if (!endToEnd && measured.ttftSeconds && measured.itlSeconds)
        endToEnd = *measured.ttftSeconds + *measured.itlSeconds * (configuration.outputTokens - 1);
    if (!endToEnd || configuration.outputTokens < 1)
        return;
    const double share = *measured.outputTokensPerSecond / configuration.outputTokens * *endToEnd / configuration.concurrency;
    if (share < lowestShare(configuration.promptsPerSlot) || share > littlesLawHigh) {
        imported.point.quality = "X";
        imported.notes.push_back("By Little's law the run kept " + percent(share) +
                                 " of its concurrency busy: too short a run, or a busy client.");
    }
}

void listMissing(ImportedPoint &imported)
{
    const PointConfiguration &configuration = imported.point.configuration;
    std::vector<std::string> &missing = imported.missing;
    const auto ask = [&](const char *column, bool isThere) {
        if (!isThere)
            missing.emplace_back(column);
    };
    ask("engine", !configuration.engine.empty());
    ask("model", !configuration.model.empty());
    ask("gpu", !configuration.gpu.empty());
    ask("num_gpus", configuration.gpus > 0);
    ask("tp", imported.parallelismStated || configuration.gpus == 1);
    ask("isl", configuration.inputTokens > 0);
    ask("osl", configuration.outputTokens > 0);
    ask("mode", !configuration.mode.empty());
    const bool needsConcurrency = configuration.mode != "qps" && configuration.mode != "offline_max";
    ask("concurrency", !needsConcurrency || configuration.concurrency >= 1);
    ask("qps", configuration.mode != "qps" || configuration.requestsPerSecond > 0);
}

bool isMeasured(const ImportedPoint &imported)
{
    const Measurement &measured = imported.point.measured;
    return measured.outputTokensPerSecond || measured.ttftSeconds || measured.itlSeconds || measured.endToEndSeconds ||
           imported.totalTokensPerSecond || !imported.ttft.empty() || !imported.tpot.empty() || !imported.itl.empty() ||
           !imported.endToEnd.empty();
}

void finish(ImportedFile &file, const Importer &importer, Error &error)
{
    if (file.points.empty())
        error = {{}, {}, "no operating point is in it"};
    int number = 0;
    for (ImportedPoint &imported : file.points) {
        ++number;
        PointConfiguration &configuration = imported.point.configuration;
        if (configuration.id.empty())
            configuration.id = file.fileName + (file.points.size() > 1 ? "#" + std::to_string(number) : "");
        if (imported.point.source.empty())
            imported.point.source = file.fileName + " (" + std::string(importer.title) + ")";
        if (configuration.speculation.empty())
            configuration.speculation = "none";
        deriveThroughput(imported);
        deriveLatencies(imported);
        if (imported.point.quality.empty())
            judge(imported);
        listMissing(imported);
        if (!isMeasured(imported)) {
            error = {{}, "point " + std::to_string(number), "neither a rate nor a latency above zero is measured"};
            return;
        }
    }
}

Result<ImportedFile> importText(std::string_view text, const std::string &fileName, const ImportProgress &progress)
{
    const auto named = [&](Error error) {
        error.file = fileName;
        return error;
    };
    const auto document = readDocument(text, progress);
    if (!document)
        return named(document.error());
    if (const Importer *importer = recognise(*document)) {
        ImportedFile file{std::string(importer->id), fileName, std::string(importer->title), {}, {}, {}};
        Error error;
        importer->read(*document, file, error);
        if (error.message.empty())
            finish(file, *importer, error);
        return error.message.empty() ? Result<ImportedFile>(std::move(file)) : Result<ImportedFile>(named(error));
    }
    std::string known;
    for (const Importer *importer : table)
        known += (known.empty() ? "" : ", ") + std::string(importer->title);
    return named({{}, {}, "the content is no benchmark result of a known format; known are " + known});
}

} // namespace

std::optional<double> standardErrorSeconds(const LatencyStatistics &latency, double requests)
{
    if (!latency.standardDeviation || requests < 1)
        return std::nullopt;
    return *latency.standardDeviation / std::sqrt(requests);
}

std::span<const Importer *const> importerTable()
{
    return table;
}

const Importer *recognise(const Document &document)
{
    const auto found = std::ranges::find_if(table, [&](const Importer *importer) { return importer->recognises(document); });
    return found == table.end() ? nullptr : *found;
}

Result<ImportedFile> importFile(std::string_view bytes, std::string_view fileName, const ImportProgress &progress)
{
    const std::string name(fileName);
    try {
        if (!isGzip(bytes))
            return importText(bytes, name, progress);
        const auto text = gunzip(bytes, name);
        return text ? importText(*text, name, progress) : Result<ImportedFile>(text.error());
    } catch (const std::exception &problem) { // memory, above all: the file decides how much is needed
        return Error{name, {}, std::string("the file could not be imported: ") + problem.what()};
    }
}

std::optional<double> withoutFirstToken(double tpotWithFirstSeconds, double ttftSeconds, double outputTokens)
{
    if (outputTokens <= 1)
        return std::nullopt;
    const double tpot = (tpotWithFirstSeconds * outputTokens - ttftSeconds) / (outputTokens - 1);
    return tpot > 0 ? std::optional(tpot) : std::nullopt;
}

double withFirstToken(double tpotSeconds, double ttftSeconds, double outputTokens)
{
    return outputTokens < 1 ? ttftSeconds : (ttftSeconds + tpotSeconds * (outputTokens - 1)) / outputTokens;
}

} // namespace trilemma::evidence
