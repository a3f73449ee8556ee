// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/csv.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <random>

namespace trilemma::evidence {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

using Record = std::vector<std::string>;

/// All records of the text, copied; the reader's error, if any, ends up in `error`.
std::vector<Record> recordsOf(std::string_view text, std::string *error = nullptr)
{
    CsvReader reader(text);
    std::vector<std::string_view> fields;
    std::vector<Record> records;
    while (reader.next(fields))
        records.emplace_back(fields.begin(), fields.end());
    if (error)
        *error = reader.error();
    return records;
}

TEST(CsvReader, ReadsPlainFieldsWithEitherLineEnding)
{
    EXPECT_THAT(recordsOf("a,b\r\n1,\n,2"), ElementsAre(Record{"a", "b"}, Record{"1", ""}, Record{"", "2"}));
}

TEST(CsvReader, ReadsQuotedFieldsWithCommasQuotesAndLineEnds)
{
    EXPECT_THAT(recordsOf("\"a,b\",\"say \"\"hi\"\"\"\n\"two\nlines\",\"\"\n"),
                ElementsAre(Record{"a,b", "say \"hi\""}, Record{"two\nlines", ""}));
}

TEST(CsvReader, SkipsByteOrderMarkMetadataAndBlankLines)
{
    EXPECT_THAT(recordsOf("\xEF\xBB\xBF# made by hand\n# twice\n\nid\n\r\n#7\n"), ElementsAre(Record{"id"}, Record{"#7"}));
}

TEST(CsvReader, SaysWhereQuotingIsBroken)
{
    std::string error;
    EXPECT_THAT(recordsOf("a\n\"never closed\n", &error), ElementsAre(Record{"a"}));
    EXPECT_THAT(error, HasSubstr("line 2"));
    recordsOf("\"a\"b,c\n", &error);
    EXPECT_THAT(error, HasSubstr("line 1"));
}

TEST(CsvReader, SurvivesBytesThatAreNoText)
{
    std::mt19937 random(7);
    const std::string alphabet("ab,\"\n\r#\0\xFF ", 10);
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (std::size_t i = random() % 60; i > 0; --i)
            text += alphabet[random() % alphabet.size()];
        std::string error;
        recordsOf(text, &error);
    }
}

TEST(CsvWriter, WritesWhatTheReaderReads)
{
    const std::vector<Record> records{{"plain", "with, comma", "with \"quotes\""}, {"#not metadata", "two\nlines", "\r"}, {"", "", "x"}};
    std::string csv;
    CsvWriter writer(csv);
    for (const Record &record : records) {
        for (const std::string &field : record)
            writer.text(field);
        writer.endRecord();
    }
    EXPECT_EQ(recordsOf(csv), records);
}

TEST(CsvWriter, NumbersReadBackToTheSameDouble)
{
    std::mt19937_64 random(3);
    for (int round = 0; round < 1000; ++round) {
        const double value = std::ldexp(static_cast<double>(random()), static_cast<int>(random() % 200) - 150);
        std::string csv;
        CsvWriter(csv).number(value);
        EXPECT_EQ(std::stod(csv), value);
    }
}

TEST(CsvWriter, LeavesOutWhatIsNotFinite)
{
    std::string csv;
    CsvWriter writer(csv);
    writer.number(std::numeric_limits<double>::infinity()).number(std::nan("")).number(1.23456789, 3).endRecord();
    EXPECT_EQ(csv, ",,1.23\n");
}

} // namespace
} // namespace trilemma::evidence
