// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/gunzip.h"

#include <zlib.h>

#include <limits>
#include <memory>

namespace trilemma::evidence {
namespace {

constexpr std::size_t largestText = std::size_t{2} << 30, chunk = std::size_t{1} << 20;
constexpr int gzipOnly = 16 + MAX_WBITS;

} // namespace

bool isGzip(std::string_view bytes)
{
    return bytes.starts_with("\x1F\x8B");
}

Result<std::string> gunzip(std::string_view bytes, const std::string &fileName)
{
    if (bytes.size() > std::numeric_limits<uInt>::max())
        return Error{fileName, {}, "the packed file is larger than 4 GiB"};
    z_stream stream{};
    if (inflateInit2(&stream, gzipOnly) != Z_OK)
        return Error{fileName, {}, "no memory to unpack the file"};
    const std::unique_ptr<z_stream, decltype(&inflateEnd)> release(&stream, inflateEnd);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string text;
    int state = Z_OK;
    while (state == Z_OK) {
        const std::size_t before = text.size();
        if (before > largestText)
            return Error{fileName, {}, "the file unpacks to more than 2 GiB"};
        text.resize(before + chunk);
        stream.next_out = reinterpret_cast<Bytef *>(text.data() + before);
        stream.avail_out = static_cast<uInt>(chunk);
        state = inflate(&stream, Z_NO_FLUSH);
        text.resize(before + chunk - stream.avail_out);
        if (state == Z_STREAM_END && stream.avail_in > 0) // files may be several gzip members in a row
            state = inflateReset(&stream);
    }
    if (state != Z_STREAM_END)
        return Error{fileName, {}, "the packed file is damaged or cut off"};
    return text;
}

} // namespace trilemma::evidence
