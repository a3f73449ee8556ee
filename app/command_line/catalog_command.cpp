// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/commands.h"
#include "app/command_line/text_table.h"

#include "models/catalog/check.h"
#include "models/scenario/metrics.h"

#include <nlohmann/json.hpp>

#include <array>
#include <ostream>
#include <set>

namespace trilemma::app {

namespace {

using nlohmann::ordered_json;
using scenario::formatNumber;

constexpr double gigabyte = 1e9, terabytePerSecond = 1e12, teraflops = 1e12, billion = 1e9;

std::string amount(double value, std::string_view unit)
{
    return formatNumber(value) + " " + std::string(unit);
}

void listAccelerators(const catalog::Catalog &catalog, TextTable &table)
{
    for (const catalog::Accelerator &accelerator : catalog.accelerators) {
        const auto peak = accelerator.peak(catalog::ComputeRate::Bf16);
        table.add({"accelerator", accelerator.id, accelerator.name,
                   amount(accelerator.memoryBytes / gigabyte, "GB, ") + amount(accelerator.memoryBytesPerSecond / terabytePerSecond, "TB/s, ") +
                       (peak ? amount(*peak / teraflops, "TFLOP/s dense BF16") : std::string("peak not known"))});
    }
}

void listModels(const catalog::Catalog &catalog, TextTable &table)
{
    for (const catalog::LanguageModel &model : catalog.models) {
        const catalog::ParameterCount count = catalog::countParameters(model);
        std::string facts = amount(count.total / billion, "B parameters");
        if (model.isMixtureOfExperts())
            facts += ", " + amount(count.active / billion, "B active");
        if (!model.approximation.empty())
            facts += ", " + model.approximation;
        table.add({"model", model.id, model.name, facts});
    }
}

void listEngines(const catalog::Catalog &catalog, TextTable &table)
{
    for (const catalog::EngineProfile &engine : catalog.engines)
        table.add({"engine", engine.id, engine.name, engine.version});
}

void listPresets(const catalog::Catalog &catalog, TextTable &table)
{
    for (const catalog::WorkloadPreset &preset : catalog.presets)
        table.add({"preset", preset.id, preset.name,
                   amount(preset.inputTokensMean, "tokens in, ") + amount(preset.outputTokensMean, "out")});
}

void listPrices(const catalog::Catalog &catalog, TextTable &table)
{
    for (const catalog::PriceEntry &entry : catalog.prices.entries)
        table.add({"price", entry.id, entry.label,
                   formatNumber(entry.low) + " / " + formatNumber(entry.median) + " / " + amount(entry.high, entry.unit) + ", " + entry.date});
}

struct Kind {
    std::string_view name;
    void (*list)(const catalog::Catalog &, TextTable &);
};
constexpr std::array kinds{Kind{"accelerators", listAccelerators}, Kind{"models", listModels}, Kind{"engines", listEngines},
                           Kind{"presets", listPresets}, Kind{"prices", listPrices}};

/// Kernel constants have no id of their own; theirs is "engine/accelerator".
std::string idOf(const ordered_json &entry)
{
    if (entry.contains("id") && entry["id"].is_string())
        return entry["id"];
    if (entry.contains("engine") && entry.contains("accelerator") && entry["engine"].is_string() && entry["accelerator"].is_string())
        return entry["engine"].get<std::string>() + "/" + entry["accelerator"].get<std::string>();
    return {};
}

/// Every text in the entry, which is where source ids stand.
void collectTexts(const ordered_json &value, std::set<std::string> &texts)
{
    if (value.is_string())
        texts.insert(value.get<std::string>());
    for (const auto &child : value) {
        if (value.is_structured())
            collectTexts(child, texts);
    }
}

} // namespace

Outcome catalogListCommand(const std::string &kind, const catalog::Catalog &catalog, std::ostream &out)
{
    TextTable table(std::vector<Align>(4, Align::Left));
    table.add({"kind", "id", "name", "facts"});
    bool known = kind.empty();
    std::string valid;
    for (const auto &[name, list] : kinds) {
        valid += (valid.empty() ? "" : ", ") + std::string(name);
        if (kind.empty() || kind == name) {
            list(catalog, table);
            known = true;
        }
    }
    if (!known)
        return Error{{}, "catalog list", "no kind \"" + kind + "\"; valid are " + valid};
    table.print(out);
    return Done;
}

Outcome catalogShowCommand(const std::string &id, const CatalogStore &store, std::ostream &out)
{
    auto found = ordered_json::array();
    for (const catalog::NamedText &file : store.files()) {
        const ordered_json json = ordered_json::parse(file.text, nullptr, false);
        if (!json.is_object())
            continue;
        for (const auto &[kind, entries] : json.items()) {
            for (const auto &entry : entries) {
                if (kind == "sources" || !entries.is_array() || !entry.is_object() || idOf(entry) != id)
                    continue;
                std::set<std::string> texts;
                collectTexts(entry, texts);
                auto sources = ordered_json::array();
                for (const catalog::Source &source : store.catalog().sources) {
                    if (texts.contains(source.id))
                        sources.push_back({{"id", source.id}, {"title", source.title}, {"date", source.date}, {"url", source.url}});
                }
                found.push_back({{"file", file.name}, {"kind", kind}, {"entry", entry}, {"sources", sources}});
            }
        }
    }
    if (found.empty())
        return Error{{}, "catalog show", "no entry \"" + id + "\"; `trilemma catalog list` shows all"};
    for (const auto &entry : found)     // a later file overrides an earlier one; both are shown
        out << entry.dump(2) << '\n';
    return Done;
}

Outcome catalogCheckCommand(const CatalogStore &store, std::ostream &out)
{
    const std::vector<catalog::Finding> findings = catalog::checkCatalog(store.catalog());
    for (const catalog::Finding &finding : findings)
        out << finding.entry << ": " << finding.field << ": " << finding.message << '\n';
    const catalog::Catalog &catalog = store.catalog();
    out << catalog.accelerators.size() << " accelerators, " << catalog.models.size() << " models, " << catalog.engines.size()
        << " engines, " << catalog.presets.size() << " presets, " << catalog.prices.entries.size() << " prices: "
        << (findings.empty() ? "no findings" : std::to_string(findings.size()) + " findings") << '\n';
    return findings.empty() ? Done : NoFeasibleAnswer;
}

} // namespace trilemma::app
