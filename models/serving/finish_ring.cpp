// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/finish_ring.h"

#include <algorithm>
#include <bit>

namespace trilemma::serving {

namespace {

constexpr std::size_t wordBits = 64;

std::size_t ringSize(std::int64_t longestRun)
{
    return std::bit_ceil(std::max<std::size_t>(wordBits * wordBits, static_cast<std::size_t>(longestRun) + 1));
}

void setBit(std::vector<std::uint64_t> &bits, std::size_t at)
{
    bits[at / wordBits] |= std::uint64_t{1} << (at % wordBits);
}

void clearBit(std::vector<std::uint64_t> &bits, std::size_t at)
{
    bits[at / wordBits] &= ~(std::uint64_t{1} << (at % wordBits));
}

/// The first bit that is set from `at` on, around the end; there is one.
std::size_t nextBit(const std::vector<std::uint64_t> &bits, std::size_t at)
{
    std::size_t word = at / wordBits;
    std::uint64_t rest = bits[word] & (~std::uint64_t{0} << (at % wordBits));
    for (std::size_t searched = 0; rest == 0 && searched < bits.size(); ++searched) {
        word = (word + 1) % bits.size();
        rest = bits[word];
    }
    return word * wordBits + static_cast<std::size_t>(std::countr_zero(rest));
}

} // namespace

FinishRing::FinishRing(std::int64_t longestRun, std::size_t slots)
    : m_mask(ringSize(longestRun) - 1), m_heads(m_mask + 1, none), m_bits((m_mask + 1) / wordBits),
      m_wordBits(m_bits.size() / wordBits), m_links(slots)
{
}

void FinishRing::insert(std::int64_t pass, std::uint32_t slot)
{
    const std::size_t at = place(pass);
    const std::uint32_t head = m_heads[at];
    m_links[slot] = {none, head};
    if (head != none)
        m_links[head].before = slot;
    m_heads[at] = slot;
    setBit(m_bits, at);
    setBit(m_wordBits, at / wordBits);
}

void FinishRing::remove(std::int64_t pass, std::uint32_t slot)
{
    const std::size_t at = place(pass);
    const Link link = m_links[slot];
    if (link.after != none)
        m_links[link.after].before = link.before;
    if (link.before != none)
        m_links[link.before].after = link.after;
    else
        m_heads[at] = link.after;
    if (m_heads[at] != none)
        return;
    clearBit(m_bits, at);
    if (m_bits[at / wordBits] == 0)
        clearBit(m_wordBits, at / wordBits);
}

std::int64_t FinishRing::next(std::int64_t pass) const
{
    const std::size_t at = place(pass);
    std::size_t word = at / wordBits;
    std::uint64_t bits = m_bits[word] & (~std::uint64_t{0} << (at % wordBits));
    if (bits == 0) {
        word = nextBit(m_wordBits, (word + 1) % m_bits.size());
        bits = m_bits[word];
    }
    const std::size_t found = word * wordBits + static_cast<std::size_t>(std::countr_zero(bits));
    return pass + static_cast<std::int64_t>((found - at) & m_mask);
}

} // namespace trilemma::serving
