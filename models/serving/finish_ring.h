// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace trilemma::serving {

/// Which slots end after which pass: a ring of passes, each with a chain of slots, a bit per pass that has any, and
/// a bit per 64 passes. All operations take constant time, but for the search for the next such pass, which skips 4096
/// empty ones at a time.
class FinishRing {
public:
    static constexpr std::uint32_t none = ~0U;

    FinishRing(std::int64_t longestRun, std::size_t slots);

    void insert(std::int64_t pass, std::uint32_t slot);
    void remove(std::int64_t pass, std::uint32_t slot);
    /// The slot that was inserted last of those that end after `pass`; none where no more do.
    std::uint32_t first(std::int64_t pass) const { return m_heads[place(pass)]; }
    /// The soonest pass from `pass` on after which a slot ends; at least one does.
    std::int64_t next(std::int64_t pass) const;

private:
    std::size_t place(std::int64_t pass) const { return static_cast<std::size_t>(pass) & m_mask; }

    std::size_t m_mask;
    std::vector<std::uint32_t> m_heads;
    std::vector<std::uint64_t> m_bits, m_wordBits;
    struct Link {
        std::uint32_t before = none, after = none;
    };
    std::vector<Link> m_links; ///< by slot
};

} // namespace trilemma::serving
