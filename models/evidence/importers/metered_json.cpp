// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/metered_json.h"

#include "models/catalog/json_fields.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace trilemma::evidence::importers {

using nlohmann::json;

namespace {

constexpr std::array<std::string_view, 16> droppedKeys{"itls",
                                                       "ttfts",
                                                       "generated_texts",
                                                       "prompt",
                                                       "output",
                                                       "output_text",
                                                       "request_args",
                                                       "reasoning_output",
                                                       "pdf",
                                                       "cumulative_distribution_function",
                                                       "inter_chunk_latency",
                                                       "samples_ns",
                                                       "samples_ts",
                                                       "values",
                                                       "latencies",
                                                       "errors"};
constexpr std::size_t bytesBetweenReports = 1u << 20;
constexpr int deepestNesting = 32;

/// Characters of the text; a cancelled read ends early.
class MeteredCharacters {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = const char &;

    MeteredCharacters(const char *at, const char *end, MeteredJson &reader) : m_at(at), m_end(end), m_reader(&reader) {}

    reference operator*() const { return *m_at; }
    MeteredCharacters &operator++()
    {
        if (++m_at, !m_reader->reached(m_at))
            m_at = m_end;
        return *this;
    }
    MeteredCharacters operator++(int)
    {
        MeteredCharacters before = *this;
        ++*this;
        return before;
    }
    bool operator==(const MeteredCharacters &other) const { return m_at == other.m_at; }

private:
    const char *m_at, *m_end;
    MeteredJson *m_reader;
};

bool isKept(int depth, json::parse_event_t event, const json &value)
{
    if (event == json::parse_event_t::key)
        return std::ranges::find(droppedKeys, value.get_ref<const std::string &>()) == droppedKeys.end();
    return depth <= deepestNesting;
}

} // namespace

bool MeteredJson::reached(const char *place)
{
    const auto done = static_cast<std::size_t>(place - m_text.data());
    if (done % bytesBetweenReports == 0 && m_progress)
        m_cancelled = m_cancelled || !m_progress(static_cast<double>(done) / static_cast<double>(m_text.size()));
    return !m_cancelled;
}

std::optional<json> MeteredJson::parse(std::string_view piece)
{
    const char *end = piece.data() + piece.size();
    try {
        json value = json::parse(MeteredCharacters(piece.data(), end, *this), MeteredCharacters(end, end, *this), isKept);
        return value.is_discarded() ? std::nullopt : std::optional(std::move(value));
    } catch (const json::exception &) {
        return std::nullopt;
    }
}

Error MeteredJson::problem(std::string_view piece) const
{
    if (m_cancelled)
        return {{}, {}, "the import was cancelled; nothing is imported"};
    constexpr std::size_t largestExplained = 32u << 20; // the place is found by reading once more
    if (piece.size() <= largestExplained) {
        if (const auto object = catalog::parseJsonObject(piece, {}); !object)
            return object.error();
    }
    return {{}, {}, "the text is not valid JSON or is cut off"};
}

} // namespace trilemma::evidence::importers
