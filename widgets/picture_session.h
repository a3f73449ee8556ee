// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace trilemma::widgets {

/// Names under which a session lies in pictures: keyword of a PNG text chunk, file attached to a PDF.
inline constexpr const char *sessionKeyword = "Session";
inline constexpr const char *sessionAttachment = "session.json";

/// A PNG file with `json` as a tEXt chunk (iTXt where it is not ASCII) before the image data.
QByteArray pngWithSession(const QByteArray &png, const QByteArray &json);

/// The session in the bytes of a picture; empty where there is none or the file is damaged.
std::optional<QByteArray> sessionInPng(const QByteArray &file);
std::optional<QByteArray> sessionInSvg(const QByteArray &file);
std::optional<QByteArray> sessionInPdf(const QByteArray &file);

} // namespace trilemma::widgets
