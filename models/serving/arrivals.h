// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/quantile_table.h"
#include "models/serving/random_numbers.h"

#include <optional>

namespace trilemma::serving {

/// When requests come.
struct ArrivalProcess {
    enum class Kind {
        Poisson,
        Gamma,      ///< gaps of variation `cv`
        Weibull,    ///< gaps of variation `cv`
        OnOff,      ///< Poisson at one of two rates, which alternate after exponential times
        Trace,      ///< at the times of the trace, which also has the lengths
        ClosedLoop, ///< `users` who ask again `thinkSeconds` after each answer, without end
        Benchmark,  ///< a number of prompts, `users` of them in flight at any time
        Burst       ///< a number of prompts, all at once
    };
    Kind kind = Kind::Poisson;
    double requestsPerSecond = 1;
    double cv = 1;
    double peakOverMean = 3;   ///< OnOff: rate of the on state over the mean rate, at least 1
    double onShare = 0.2;      ///< OnOff: share of time in the on state, at most 1/peakOverMean
    double meanOnSeconds = 10; ///< OnOff: mean stay in the on state
    int users = 32;
    double thinkSeconds = 0; ///< exponential, mean

    bool operator==(const ArrivalProcess &) const = default;
    /// Requests come by themselves, whether or not earlier ones were answered.
    bool isOpen() const { return kind <= Kind::Trace || kind == Kind::Burst; }
    /// The experiment has an end that belongs to it; no steady state is looked for.
    bool isFinite() const { return kind == Kind::Trace || kind >= Kind::Benchmark; }
};

/// Times of an open arrival process with a rate, one after another. Every gap is a draw of its own divided by the
/// rate, so that another rate stretches all times alike.
class ArrivalTimes {
public:
    ArrivalTimes(const ArrivalProcess &process, const RandomNumbers &random, std::uint32_t stream);

    /// The next time, from two random words of the request that comes then.
    double next(std::uint32_t first, std::uint32_t second);

private:
    double unitGap(std::uint32_t first, std::uint32_t second) const;
    void switchState();

    ArrivalProcess m_process;
    RandomNumbers m_random;
    std::uint32_t m_stream;
    std::optional<QuantileTable> m_gaps; ///< of mean 1
    double m_time = 0;
    bool m_on = true;
    double m_switchTime = 0;
    std::uint64_t m_switches = 0;
};

} // namespace trilemma::serving
