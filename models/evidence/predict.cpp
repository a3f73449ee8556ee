// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/answer_point.h"

#include <algorithm>
#include <future>
#include <thread>

namespace trilemma::evidence {

namespace {

Prediction predictWith(PointMatcher &matcher, const PointConfiguration &point)
{
    Prediction prediction;
    std::string reason = unansweredReason(point);
    if (reason.empty()) {
        const auto matched = matcher.match(point);
        reason = matched ? answerPoint(point, *matched, prediction) : matched.error().sentence();
    }
    if (!reason.empty())
        prediction = {};
    prediction.id = point.id;
    std::ranges::replace_if(reason, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');   // one line a row
    prediction.status = reason.empty() ? "ok" : "unsupported: " + reason;
    return prediction;
}

} // namespace

Prediction predict(const PointConfiguration &point, const catalog::Catalog &catalog)
{
    PointMatcher matcher(catalog);
    return predictWith(matcher, point);
}

std::vector<Prediction> predictAll(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog)
{
    std::vector<Prediction> predictions(points.size());
    const auto work = [&](std::size_t begin, std::size_t end) {
        PointMatcher matcher(catalog);
        for (std::size_t i = begin; i < end; ++i)
            predictions[i] = predictWith(matcher, points[i].configuration);
    };
    constexpr std::size_t pointsWorthAThread = 1000;
    const std::size_t workers =
        std::clamp<std::size_t>(points.size() / pointsWorthAThread, 1, std::max(1u, std::thread::hardware_concurrency()));
    const auto share = [&](std::size_t worker) { return points.size() * worker / workers; };
    std::vector<std::future<void>> others;
    for (std::size_t worker = 1; worker < workers; ++worker)
        others.push_back(std::async(std::launch::async, work, share(worker), share(worker + 1)));
    work(0, share(1));
    for (auto &other : others)
        other.get();
    return predictions;
}

} // namespace trilemma::evidence
