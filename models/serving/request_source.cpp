// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/request_source.h"

#include "models/serving/bounded.h"

#include <algorithm>
#include <cmath>

namespace trilemma::serving {

namespace {

using Kind = ArrivalProcess::Kind;

constexpr std::uint64_t endless = std::numeric_limits<std::uint64_t>::max();

/// Streams of random numbers of one traffic class.
enum Purpose : std::uint32_t { Lengths, Switches, Pauses, purposeCount };

std::uint64_t requestsOf(const TrafficClass &traffic, std::uint64_t requests)
{
    if (traffic.arrivals.kind == Kind::Trace)
        return traffic.trace.size();
    return traffic.arrivals.isFinite() ? requests : endless;
}

} // namespace

bool SimulatedTraffic::isFinite() const
{
    return std::ranges::all_of(classes, [](const TrafficClass &one) { return one.arrivals.isFinite(); });
}

RequestSource::Stream::Stream(const TrafficClass &trafficClass, const RandomNumbers &random, std::uint32_t streamNumber,
                              std::uint64_t requests)
    : traffic(&trafficClass), number(streamNumber), times(trafficClass.arrivals, random, streamNumber * purposeCount + Switches),
      input(trafficClass.input), output(trafficClass.output), followUp(trafficClass.conversation.followUp),
      left(requestsOf(trafficClass, requests))
{
}

double RequestSource::Stream::nextTime() const
{
    return returns.empty() ? opened : std::min(opened, returns.front().time);
}

RequestSource::RequestSource(const SimulatedTraffic &traffic, std::uint64_t seed, std::uint64_t requests) : m_random(seed)
{
    m_streams.reserve(traffic.classes.size());
    for (const TrafficClass &one : traffic.classes) {
        Stream &stream = m_streams.emplace_back(one, m_random, static_cast<std::uint32_t>(m_streams.size()), requests);
        if (one.arrivals.isOpen()) {
            open(stream);
            continue;
        }
        constexpr int mostUsers = 1'000'000;
        const auto users = std::min(stream.left, static_cast<std::uint64_t>(std::clamp(one.arrivals.users, 1, mostUsers)));
        for (std::uint64_t user = 0; user < users; ++user)
            stream.returns.push_back({0, user, 0, 0});
        stream.left -= stream.left == endless ? 0 : users;
    }
    findNext();
}

int RequestSource::longestOutput() const
{
    int longest = 1;
    for (const Stream &stream : m_streams) {
        if (stream.traffic->arrivals.kind != Kind::Trace)
            longest = std::max(longest, stream.output.longest());
        for (const TracedRequest &request : stream.traffic->trace)
            longest = std::max(longest, std::min(request.outputTokens, longestLength));
    }
    return longest;
}

void RequestSource::open(Stream &stream)
{
    stream.opened = never;
    if (stream.left == 0)
        return;
    const TrafficClass &traffic = *stream.traffic;
    stream.words = m_random.words(stream.number * purposeCount + Lengths, stream.made);
    if (traffic.arrivals.kind == Kind::Trace)
        stream.opened = traffic.trace[stream.made].arrivalSeconds;
    else
        stream.opened = traffic.arrivals.kind == Kind::Burst ? 0 : stream.times.next(stream.words[0], stream.words[1]);
    if (stream.left != endless)
        --stream.left;
}

void RequestSource::findNext()
{
    m_next = 0;
    m_nextTime = m_streams.front().nextTime();
    for (std::size_t i = 1; i < m_streams.size(); ++i) {
        if (m_streams[i].nextTime() < m_nextTime) {
            m_next = i;
            m_nextTime = m_streams[i].nextTime();
        }
    }
}

void RequestSource::setLengths(Request &request, const Stream &stream, const std::array<std::uint32_t, 4> &words) const
{
    const TrafficClass &traffic = *stream.traffic;
    const auto [z, independent] = normals(words[2], words[3]);
    const double correlation = bounded(traffic.lengthCorrelation, -1, 1);
    const int fresh = (request.turn > 0 ? stream.followUp : stream.input).at(z);
    request.inputTokens = std::min(request.saidBefore + fresh, longestLength);
    request.outputTokens = stream.output.at(correlation * z + std::sqrt(1 - correlation * correlation) * independent);
}

Request RequestSource::take()
{
    Stream &stream = m_streams[m_next];
    const TrafficClass &traffic = *stream.traffic;
    Request request;
    request.index = m_taken++;
    request.arrival = request.queuedSince = m_nextTime;
    request.trafficClass = stream.number;
    const std::uint32_t lengths = stream.number * purposeCount + Lengths;
    if (stream.opened <= m_nextTime) {
        request.user = stream.made;
        if (traffic.arrivals.kind == Kind::Trace) {
            const TracedRequest &traced = traffic.trace[stream.made];
            request.inputTokens = std::clamp(traced.inputTokens, 1, longestLength);
            request.outputTokens = std::clamp(traced.outputTokens, 1, longestLength);
            request.blocks = std::span(traffic.blocks).subspan(traced.firstBlock, traced.blockCount);
        } else {
            setLengths(request, stream, stream.words);
        }
        ++stream.made;
        open(stream);
    } else {
        std::ranges::pop_heap(stream.returns, Return::isLater);
        const Return &back = stream.returns.back();
        request.user = back.user;
        request.turn = back.turn;
        request.saidBefore = back.saidBefore;
        const bool asksAnew = back.turn == 0;
        setLengths(request, stream,
                   asksAnew ? m_random.words(lengths, stream.made) : m_random.words(lengths, back.user, back.turn));
        stream.made += asksAnew ? 1 : 0;
        stream.returns.pop_back();
    }
    request.sharedTokens = static_cast<int>(bounded(traffic.prefixHitShare, 0, 1) * request.inputTokens);
    findNext();
    return request;
}

void RequestSource::finished(const Request &request, double time)
{
    Stream &stream = m_streams[request.trafficClass];
    const TrafficClass &traffic = *stream.traffic;
    Return back{time, request.user, 0, 0};
    double wait = traffic.arrivals.thinkSeconds;
    if (static_cast<int>(request.turn) + 1 < traffic.conversation.turns) {
        back.turn = request.turn + 1;
        back.saidBefore = request.inputTokens + request.outputTokens;
        wait = traffic.conversation.pauseSeconds;
    } else if (traffic.arrivals.isOpen() || stream.left == 0) {
        return;
    } else if (stream.left != endless) {
        --stream.left;
    }
    if (wait > 0) {
        const auto words = m_random.words(stream.number * purposeCount + Pauses, request.index);
        back.time += -std::log(uniform(words[0])) * wait;
    }
    stream.returns.push_back(back);
    std::ranges::push_heap(stream.returns, Return::isLater);
    findNext();
}

} // namespace trilemma::serving
