// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <unordered_map>
#include <vector>

namespace trilemma::serving {

/// Prompt tokens whose KV cache is kept for others: blocks by id, and whole conversations by key. What running requests
/// hold is pinned; the rest goes when its room is needed, least recently used first.
class PrefixCache {
public:
    explicit PrefixCache(double blockTokens) : m_blockTokens(blockTokens) {}

    /// Tokens of the blocks at the start that are cached, up to the first that is not.
    double hitTokens(std::span<const std::uint64_t> blocks) const;
    /// Of all these blocks, those that others hold anyway.
    double pinnedTokens(std::span<const std::uint64_t> blocks) const;
    /// A request runs that has these blocks: from now on they are cached, and pinned.
    void hold(std::span<const std::uint64_t> blocks);
    /// It runs no more. The end of a prefix is let go before its start.
    void letGo(std::span<const std::uint64_t> blocks);

    /// `pinned`: not evicted before it is taken or unpinOldest() lets it go.
    void keepConversation(std::uint64_t key, double tokens, bool pinned = false);
    /// Tokens of a conversation that is kept pinned.
    double pinnedConversation(std::uint64_t key) const;
    /// Unpins all conversations.
    void unpinConversations();
    /// Its tokens, which are the caller's from now on; 0 where it has been evicted.
    double takeConversation(std::uint64_t key);

    double tokens() const { return m_tokens; }
    double pinnedTokens() const { return m_pinned; }
    /// Evicts until no more than `most` tokens are left, or all that are left are pinned.
    void shrinkTo(double most);

private:
    static constexpr std::uint32_t none = ~0U;
    struct Entry {
        std::uint64_t id = 0;
        double tokens = 0;
        std::uint32_t pins = 0, older = none, newer = none; ///< links where not pinned
    };
    std::uint32_t insert(std::uint64_t id, double tokens);
    void erase(std::uint32_t entry);
    void pushNewest(std::uint32_t entry);
    void unlink(std::uint32_t entry);

    double m_blockTokens;
    double m_tokens = 0, m_pinned = 0;
    std::vector<Entry> m_entries;
    std::vector<std::uint32_t> m_free;
    std::unordered_map<std::uint64_t, std::uint32_t> m_byId;
    std::set<std::uint64_t> m_heldKeys; ///< of pinned conversations; in order, so that runs repeat
    std::uint32_t m_oldest = none, m_newest = none;
};

} // namespace trilemma::serving
