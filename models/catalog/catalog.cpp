// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/catalog.h"

#include "models/catalog/entry_readers.h"

#include <algorithm>

namespace trilemma::catalog {

namespace {

constexpr int newestSchema = 1;
/// Engine or accelerator of kernel constants that hold wherever nothing better is known.
constexpr std::string_view anyId = "*";

template<class Entry>
const Entry *findById(const std::vector<Entry> &entries, std::string_view id)
{
    const auto found = std::find_if(entries.begin(), entries.end(), [id](const Entry &entry) { return entry.id == id; });
    return found == entries.end() ? nullptr : &*found;
}

template<class Entry>
const Entry *findByIdOrAlias(const std::vector<Entry> &entries, std::string_view id)
{
    if (const Entry *exact = findById(entries, id))
        return exact;
    const auto found = std::find_if(entries.begin(), entries.end(), [id](const Entry &entry) {
        return std::find(entry.aliases.begin(), entry.aliases.end(), id) != entry.aliases.end();
    });
    return found == entries.end() ? nullptr : &*found;
}

bool sameEntry(const KernelConstants &a, const KernelConstants &b)
{
    return a.engineId == b.engineId && a.acceleratorId == b.acceleratorId;
}

bool sameEntry(const ScopedCorrections &a, const ScopedCorrections &b)
{
    return a.calibration == b.calibration && a.scope == b.scope;
}

bool sameEntry(const CheckedScope &a, const CheckedScope &b)
{
    return a.scope == b.scope;
}

template<class Entry>
bool sameEntry(const Entry &a, const Entry &b)
{
    return a.id == b.id;
}

template<class Entry>
void addOrReplace(std::vector<Entry> &entries, Entry entry)
{
    const auto known = std::find_if(entries.begin(), entries.end(), [&](const Entry &e) { return sameEntry(e, entry); });
    if (known == entries.end())
        entries.push_back(std::move(entry));
    else
        *known = std::move(entry);
}

template<class Entry>
void readSection(JsonFields &root, const std::string &key, Entry (*read)(JsonFields &), std::vector<Entry> &into)
{
    for (JsonFields &fields : root.objects(key)) {
        Entry entry = read(fields);
        if (!root.ok())
            return;
        addOrReplace(into, std::move(entry));
    }
}

void checkSchema(JsonFields &root)
{
    const int schema = root.integer("schema", {1, 1e6});
    if (root.ok() && schema > newestSchema) {
        root.fail("schema", std::to_string(schema) + " is newer than this program understands; " + std::to_string(newestSchema)
                                + " or older is expected");
    }
}

} // namespace

const Accelerator *Catalog::accelerator(std::string_view id) const
{
    return findByIdOrAlias(accelerators, id);
}

const LanguageModel *Catalog::model(std::string_view id) const
{
    return findByIdOrAlias(models, id);
}

const EngineProfile *Catalog::engine(std::string_view id) const
{
    return findByIdOrAlias(engines, id);
}

const WorkloadPreset *Catalog::preset(std::string_view id) const
{
    return findById(presets, id);
}

const Source *Catalog::source(std::string_view id) const
{
    return findById(sources, id);
}

KernelConstants Catalog::kernelConstants(const EngineProfile &engine, const Accelerator &accelerator) const
{
    const auto find = [this](std::string_view engineId, std::string_view acceleratorId) -> const KernelConstants * {
        const auto found = std::find_if(kernels.begin(), kernels.end(), [&](const KernelConstants &k) {
            return k.engineId == engineId && k.acceleratorId == acceleratorId;
        });
        return found == kernels.end() ? nullptr : &*found;
    };
    const std::string &family = engine.kernelsLike.empty() ? engine.id : engine.kernelsLike;
    for (const std::string &engineId : {engine.id, family}) {
        if (const KernelConstants *own = find(engineId, accelerator.id))
            return *own;
    }

    const KernelConstants *standIn = accelerator.kernelsLike.empty() ? nullptr : find(family, accelerator.kernelsLike);
    const KernelConstants *general = standIn ? standIn : find(family, anyId);
    if (!general)
        general = find(anyId, anyId);
    KernelConstants constants = general ? *general : KernelConstants{};
    constants.engineId = engine.id;
    constants.acceleratorId = accelerator.id;
    constants.memoryBytesPerSecond = accelerator.memoryBytesPerSecond;
    constants.linkBytesPerSecond = accelerator.linkBytesPerSecond.value_or(0);
    for (std::size_t rate = 0; rate < constants.peakFlops.size(); ++rate)
        constants.peakFlops[rate] = accelerator.peakFlops[rate].value_or(0);
    constants.provenance = Provenance::Datasheet;
    constants.relativeError = std::max(constants.relativeError, KernelConstants{}.relativeError);
    return constants;
}

Result<Catalog> extendCatalog(Catalog base, const NamedText &file)
{
    const auto document = parseJsonObject(file.text, file.name);
    if (!document)
        return document.error();
    Error error;
    JsonFields root(*document, {}, error);
    checkSchema(root);
    readSection(root, "sources", readSource, base.sources);
    readSection(root, "accelerators", readAccelerator, base.accelerators);
    readSection(root, "models", readLanguageModel, base.models);
    readSection(root, "engines", readEngine, base.engines);
    readSection(root, "kernels", readKernels, base.kernels);
    readSection(root, "corrections", readCorrections, base.corrections);
    readSection(root, "checks", readChecked, base.checks);
    readSection(root, "prices", readPrice, base.prices.entries);
    readSection(root, "presets", readPreset, base.presets);
    for (const char *forPeople : {"calibration", "confidence", "fit"})     // what a file that was fitted says of itself
        root.raw(forPeople);
    root.refuseUnknownKeys();
    if (!root.ok()) {
        error.file = file.name;
        return error;
    }
    return base;
}

Result<Catalog> readCatalog(std::span<const NamedText> files)
{
    Catalog catalog;
    for (const NamedText &file : files) {
        auto extended = extendCatalog(std::move(catalog), file);
        if (!extended)
            return extended;
        catalog = std::move(extended).value();
    }
    return catalog;
}

} // namespace trilemma::catalog
