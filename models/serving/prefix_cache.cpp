// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/prefix_cache.h"


namespace trilemma::serving {

double PrefixCache::hitTokens(std::span<const std::uint64_t> blocks) const
{
    double tokens = 0;
    for (const std::uint64_t block : blocks) {
        if (!m_byId.contains(block))
            break;
        tokens += m_blockTokens;
    }
    return tokens;
}

double PrefixCache::pinnedTokens(std::span<const std::uint64_t> blocks) const
{
    double tokens = 0;
    for (const std::uint64_t block : blocks) {
        const auto known = m_byId.find(block);
        if (known != m_byId.end() && m_entries[known->second].pins > 0)
            tokens += m_blockTokens;
    }
    return tokens;
}

void PrefixCache::hold(std::span<const std::uint64_t> blocks)
{
    for (const std::uint64_t block : blocks) {
        const auto known = m_byId.find(block);
        const std::uint32_t entry = known != m_byId.end() ? known->second : insert(block, m_blockTokens);
        if (m_entries[entry].pins++ == 0) {
            unlink(entry);
            m_pinned += m_entries[entry].tokens;
        }
    }
}

void PrefixCache::letGo(std::span<const std::uint64_t> blocks)
{
    for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) {
        const std::uint32_t entry = m_byId.at(*block);
        if (--m_entries[entry].pins == 0) {
            m_pinned -= m_entries[entry].tokens;
            pushNewest(entry);
        }
    }
}

void PrefixCache::keepConversation(std::uint64_t key, double tokens, bool pinned)
{
    takeConversation(key);
    const std::uint32_t entry = insert(key, tokens);
    if (!pinned)
        return;
    unlink(entry);
    m_entries[entry].pins = 1;
    m_pinned += tokens;
    m_heldKeys.insert(key);
}

double PrefixCache::pinnedConversation(std::uint64_t key) const
{
    return m_heldKeys.contains(key) ? m_entries[m_byId.at(key)].tokens : 0;
}

void PrefixCache::unpinConversations()
{
    for (const std::uint64_t key : m_heldKeys) {
        const std::uint32_t entry = m_byId.at(key);
        m_pinned -= m_entries[entry].tokens;
        m_entries[entry].pins = 0;
        pushNewest(entry);
    }
    m_heldKeys.clear();
}

double PrefixCache::takeConversation(std::uint64_t key)
{
    const auto known = m_byId.find(key);
    if (known == m_byId.end())
        return 0;
    const double tokens = m_entries[known->second].tokens;
    if (m_heldKeys.erase(key) > 0) {
        m_pinned -= tokens;
        m_entries[known->second].pins = 0;
        pushNewest(known->second);
    }
    erase(known->second);
    return tokens;
}

void PrefixCache::shrinkTo(double most)
{
    while (m_tokens > most && m_oldest != none)
        erase(m_oldest);
}

std::uint32_t PrefixCache::insert(std::uint64_t id, double tokens)
{
    if (m_free.empty()) {
        m_free.push_back(static_cast<std::uint32_t>(m_entries.size()));
        m_entries.emplace_back();
    }
    const std::uint32_t entry = m_free.back();
    m_free.pop_back();
    m_entries[entry] = {id, tokens};
    m_byId.emplace(id, entry);
    m_tokens += tokens;
    pushNewest(entry);
    return entry;
}

void PrefixCache::erase(std::uint32_t entry)
{
    unlink(entry);
    m_tokens -= m_entries[entry].tokens;
    m_byId.erase(m_entries[entry].id);
    m_free.push_back(entry);
}

void PrefixCache::pushNewest(std::uint32_t entry)
{
    m_entries[entry].older = m_newest;
    m_entries[entry].newer = none;
    (m_newest != none ? m_entries[m_newest].newer : m_oldest) = entry;
    m_newest = entry;
}

void PrefixCache::unlink(std::uint32_t entry)
{
    Entry &one = m_entries[entry];
    (one.older != none ? m_entries[one.older].newer : m_oldest) = one.newer;
    (one.newer != none ? m_entries[one.newer].older : m_newest) = one.older;
    one.older = one.newer = none;
}

} // namespace trilemma::serving
