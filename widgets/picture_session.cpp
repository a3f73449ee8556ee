// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/picture_session.h"

#include <QRegularExpression>
#include <QXmlStreamReader>
#include <QtEndian>

#include <boost/crc.hpp>

#include <algorithm>

namespace trilemma::widgets {

namespace {

constexpr QByteArrayView pngSignature("\x89PNG\r\n\x1a\n");
constexpr qsizetype chunkOverhead = 4 + 4 + 4;     ///< length, type and checksum around a chunk's data
constexpr qsizetype afterHeaderChunk = pngSignature.size() + chunkOverhead + 13;
/// Far above any session; keeps a crafted stream from filling memory.
constexpr qsizetype mostCompressedBytes = 256 * 1024;

QByteArray bigEndian(quint32 value)
{
    QByteArray bytes(4, Qt::Uninitialized);
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArray chunk(const QByteArray &type, const QByteArray &data)
{
    const QByteArray body = type + data;
    boost::crc_32_type checksum;
    checksum.process_bytes(body.constData(), static_cast<std::size_t>(body.size()));
    return bigEndian(static_cast<quint32>(data.size())) + body + bigEndian(checksum.checksum());
}

/// What a text chunk says under our keyword, byte for byte: Qt's own reader simplifies white space.
std::optional<QByteArray> sessionText(const QByteArray &type, const QByteArray &data)
{
    const QByteArray keyword = QByteArray(sessionKeyword) + '\0';
    if (type == "tEXt" && data.startsWith(keyword))
        return data.mid(keyword.size());
    const QByteArray plain = keyword + QByteArray(4, '\0');
    if (type == "iTXt" && data.startsWith(plain))
        return data.mid(plain.size());
    return std::nullopt;
}

bool isAscii(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::optional<QByteArray> json(const QByteArray &text)
{
    return text.trimmed().startsWith('{') ? std::optional(text) : std::nullopt;
}

/// Bytes of the stream of object `number`.
std::optional<QByteArray> streamOfPdfObject(const QByteArray &file, const QByteArray &number)
{
    const qsizetype object = file.indexOf('\n' + number + " 0 obj");
    const qsizetype start = object < 0 ? -1 : file.indexOf("stream\n", object);
    const qsizetype end = start < 0 ? -1 : file.indexOf("endstream", start);
    if (end < 0)
        return std::nullopt;
    const QByteArray bytes = file.mid(start + 7, end - start - 7);
    const QByteArray dictionary = file.mid(object, start - object);
    if (!dictionary.contains("/FlateDecode"))
        return bytes;
    if (bytes.size() > mostCompressedBytes)
        return std::nullopt;
    return qUncompress(bigEndian(static_cast<quint32>(8 * bytes.size())) + bytes);
}

} // namespace

QByteArray pngWithSession(const QByteArray &png, const QByteArray &json)
{
    if (json.isEmpty() || png.size() < afterHeaderChunk)
        return png;
    const QByteArray keyword = sessionKeyword;
    // iTXt: not compressed, no language, no translated keyword; UTF-8. tEXt is Latin-1.
    const QByteArray text = isAscii(json) ? chunk("tEXt", keyword + '\0' + json)
                                          : chunk("iTXt", keyword + QByteArray(5, '\0') + json);
    QByteArray out = png;
    return out.insert(afterHeaderChunk, text);
}

std::optional<QByteArray> sessionInPng(const QByteArray &file)
{
    if (!file.startsWith(pngSignature))
        return std::nullopt;
    for (qsizetype at = pngSignature.size(); file.size() - at >= chunkOverhead;) {
        const auto size = static_cast<qsizetype>(qFromBigEndian<quint32>(file.constData() + at));
        if (size > file.size() - at - chunkOverhead)
            return std::nullopt;
        if (const auto text = sessionText(file.mid(at + 4, 4), file.mid(at + 8, size)))
            return json(*text);
        at += size + chunkOverhead;
    }
    return std::nullopt;
}

std::optional<QByteArray> sessionInSvg(const QByteArray &file)
{
    QXmlStreamReader xml(file);
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("desc"))
            return json(xml.readElementText(QXmlStreamReader::IncludeChildElements).toUtf8());
    }
    return std::nullopt;
}

std::optional<QByteArray> sessionInPdf(const QByteArray &file)
{
    const qsizetype entry = file.indexOf(QByteArray("/F (") + sessionAttachment + ')');
    if (entry < 0)
        return std::nullopt;
    static const QRegularExpression embedded(QStringLiteral("/EF\\s*<<\\s*/F\\s+(\\d+)\\s+0\\s+R"));
    const auto match = embedded.match(QString::fromLatin1(file.mid(entry, 200)));
    const auto stream = match.hasMatch() ? streamOfPdfObject(file, match.captured(1).toLatin1()) : std::nullopt;
    return stream ? json(*stream) : std::nullopt;
}

} // namespace trilemma::widgets
