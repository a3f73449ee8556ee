// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/step_time.h"

#include <cstdint>
#include <vector>

namespace trilemma::serving {

/// How long the passes of a simulation take. Remembers what StepTime said: decode passes at every batch, at contexts
/// an eighth of an octave apart and linear in between (within 1e-3 of StepTime); and what prompts add to a pass,
/// which does not depend on the decodes' contexts, exactly. One clock per thread.
class PassClock {
public:
    explicit PassClock(const replica::StepTime &step);
    /// Every pass takes the same time, whatever is in it: the slots of a queue with service times.
    static PassClock constant(double secondsPerPass);

    /// A pass of `sequences` (at least 1) that hold `context` tokens each on average.
    double decode(int sequences, double context);
    /// What prompts add to it; without sequences, the whole pass.
    double prompts(int sequences, double promptTokens, int promptSequences, double promptPast);

    struct Run {
        std::int64_t passes = 0;
        double seconds = 0;
    };
    /// Decode passes in a row while every context grows by `growth` a pass: the fewest that take `atLeast` seconds,
    /// and 1 to `most`. `stretch(passes, first, last)` is told the time of passes that change evenly. The sum is
    /// that of the single passes, in closed form.
    template<class Stretch>
    Run run(int sequences, double context, double growth, std::int64_t most, double atLeast, const Stretch &stretch);

    static constexpr std::size_t knotCount = 136; ///< up to 2^22 tokens

private:
    struct Piece {
        double seconds, slope, end; ///< at the context asked for, per token, last context of the piece
    };
    struct Remembered {
        double promptTokens = -1, promptPast = 0;
        int sequences = 0, promptSequences = 0;
        double seconds = 0;
    };

    PassClock() = default;
    static std::size_t knotBelow(double context);
    /// Seconds at a knot and the one after it.
    const double *knotSeconds(int sequences, std::size_t below);
    Piece piece(int sequences, double context);
    static std::int64_t fewest(double first, double increment, double atLeast);

    std::vector<replica::StepTime> m_step; ///< one, or none where passes are constant
    double m_constant = 0;
    std::vector<double> m_decode; ///< by sequences and knot; below 0 where not asked for yet
    std::vector<Remembered> m_prompts;
};

template<class Stretch> PassClock::Run PassClock::run(int sequences, double context, double growth, std::int64_t most,
                                                      double atLeast, const Stretch &stretch)
{
    Run total;
    do {
        const Piece now = piece(sequences, context);
        const double room = growth > 0 ? (now.end - context) / growth : static_cast<double>(most);
        const auto left = most - total.passes;
        std::int64_t passes = room < static_cast<double>(left) ? static_cast<std::int64_t>(room) + 1 : left;
        const double increment = now.slope * growth;
        const auto sum = [&](std::int64_t n) {
            const auto count = static_cast<double>(n);
            return count * (now.seconds + increment * (count - 1) / 2);
        };
        double seconds = sum(passes);
        if (total.seconds + seconds >= atLeast) {
            passes = std::min(passes, fewest(now.seconds, increment, atLeast - total.seconds));
            seconds = sum(passes);
        }
        stretch(passes, now.seconds, now.seconds + increment * static_cast<double>(passes - 1));
        total.passes += passes;
        total.seconds += seconds;
        context += growth * static_cast<double>(passes);
    } while (total.passes < most && total.seconds < atLeast);
    return total;
}

} // namespace trilemma::serving
