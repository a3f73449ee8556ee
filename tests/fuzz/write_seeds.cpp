// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/session.h"
#include "tests/models/catalog_fixture.h"
#include "tests/models/evidence/importers/format_fixtures.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>

using namespace trilemma;
namespace fs = std::filesystem;

namespace {

void write(const fs::path &path, const std::string &text)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

/// One entry of each list: enough to begin with, and quick to read.
std::string shortened(const std::string &catalogFile)
{
    nlohmann::json file = nlohmann::json::parse(catalogFile);
    for (auto &[key, list] : file.items()) {
        if (list.is_array() && list.size() > 1)
            list.erase(list.begin() + 1, list.end());
    }
    return file.dump();
}

} // namespace

/// Writes small starting inputs, one folder for each target and, for the importers, each format.
int main(int count, char **arguments)
{
    if (count != 2) {
        std::cerr << "usage: write_fuzz_seeds FOLDER\n";
        return 2;
    }
    const fs::path folder = arguments[1];
    for (const test::FormatFixture &format : test::formatFixtures())
        write(folder / "import" / format.formatId / format.name, format.text);
    for (const char *name : {"vllmServe", "aiperfRecords", "guidellm"}) {
        for (const test::FormatFixture &format : test::formatFixtures()) {
            if (std::string_view(format.name) == name)
                write(folder / "trace" / name, format.text);
        }
    }
    write(folder / "trace" / "azure",
          "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.5,100,10\n2023-11-16 18:15:48.0,30,3\n");
    write(folder / "trace" / "burstgpt", "Timestamp,Model,Request tokens,Response tokens\n5,ChatGPT,472,18\n45,ChatGPT,0,0\n");
    write(folder / "trace" / "mooncake", R"({"timestamp": 0, "input_length": 900, "output_length": 5, "hash_ids": [1, 2]}
{"timestamp": 9, "input_length": 900, "output_length": 5, "hash_ids": [1, 3]})");
    write(folder / "trace" / "servegen", R"({"timestamp": 0.5, "data": {"input_tokens": 10, "output_tokens": 2}})");
    write(folder / "trace" / "vidur", "num_prefill_tokens,num_decode_tokens,pd_ratio\n10,2,5\n");
    write(folder / "passes" / "mixed",
          "phase,ctx_tokens,ctx_requests,ctx_kv_tokens,decode_requests,mean_decode_kv_tokens,latency_ms\nmixed,512,2,1024,32,900.5,21.5\n");
    for (const test::FormatFixture &format : test::formatFixtures()) {
        if (std::string_view(format.formatId) == "points")
            write(folder / "points" / format.name, format.text);
    }
    for (const auto &entry : fs::directory_iterator(fs::path(TRILEMMA_FIXTURE_DIR) / "config"))
        write(folder / "config" / entry.path().filename(), test::textOf(entry.path()));
    for (const catalog::NamedText &file : test::shippedCatalogFiles())
        write(folder / "catalog" / file.name, shortened(file.text));
    scenario::Session session;
    session.pinned.push_back(session.current);
    session.notes = "two\nlines";
    session.current.trafficTitle = "day.csv, Azure LLM inference trace";
    session.current.workload.tracedLengths.emplace();
    write(folder / "session" / "default", scenario::writeSession(session, test::shippedCatalog()));
    return 0;
}
