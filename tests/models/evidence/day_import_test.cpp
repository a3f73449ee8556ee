// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/day_import.h"

#include <gmock/gmock.h>

namespace trilemma::evidence {
namespace {

using testing::HasSubstr;

std::string numbers(int count, const char *separator)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += std::to_string(i % 24) + separator;
    return text;
}

TEST(DayImport, ReadsADayOrAWeekOfLoads)
{
    const auto day = readDay(numbers(24, "\n"), "folder/day.csv");
    ASSERT_TRUE(day) << day.error().sentence();
    EXPECT_EQ(day->title, "day.csv");
    EXPECT_EQ(day->profile.shareOfPeak[0], 0);
    EXPECT_EQ(day->profile.shareOfPeak[23], 1);
    EXPECT_DOUBLE_EQ(day->profile.shareOfPeak[24 + 10], 10.0 / 23);
    const auto week = readDay(numbers(168, "\n"), "week.csv");
    ASSERT_TRUE(week);
    EXPECT_EQ(week->profile, day->profile);
    std::string row = numbers(24, ",");
    row.pop_back();
    ASSERT_TRUE(readDay(row, "row.csv"));
    EXPECT_EQ(readDay(row, "row.csv")->profile, day->profile);
}

TEST(DayImport, TakesTheSecondOfTwoColumnsAndPassesAHeading)
{
    std::string text = "hour,QPS\n";
    for (int hour = 0; hour < 24; ++hour)
        text += std::to_string(hour) + "," + (hour == 15 ? "8" : "2") + "\r\n";
    const auto day = readDay(text, "day.csv");
    ASSERT_TRUE(day) << day.error().sentence();
    EXPECT_EQ(day->profile.shareOfPeak[15], 1);
    EXPECT_EQ(day->profile.shareOfPeak[16], 0.25);
}

TEST(DayImport, ReadsTheHoursOfATrace)
{
    std::string text = "TIMESTAMP,ContextTokens,GeneratedTokens\n";
    for (int minute = 0; minute < 120; ++minute) { // twice as many in the second hour
        for (int n = 0; n < (minute < 60 ? 1 : 2); ++n) {
            char line[64];
            std::snprintf(line, sizeof line, "2023-11-16 %02d:%02d:%02d.0000000,100,10\n", 18 + minute / 60, minute % 60, 10 + n);
            text += line;
        }
    }
    const auto day = readDay(text, "azure.csv");
    ASSERT_TRUE(day) << day.error().sentence();
    EXPECT_THAT(day->title, HasSubstr("azure.csv, "));
    EXPECT_EQ(day->profile.shareOfPeak[19], 1);
    EXPECT_NEAR(day->profile.shareOfPeak[18], 0.5, 0.02);
}

// Eight rows of three numbers are 24 numbers, and no day.
TEST(DayImport, ATableOfRequestsIsATrace)
{
    std::string text = "arrived_at,num_prefill_tokens,num_decode_tokens\n";
    for (int request = 0; request < 8; ++request)
        text += std::to_string(request * 1800) + ",500,100\n";
    const auto day = readDay(text, "vidur.csv");
    ASSERT_TRUE(day) << day.error().sentence();
    EXPECT_THAT(day->title, HasSubstr("vidur.csv, "));
    const auto endless = readDay("arrived_at,num_prefill_tokens,num_decode_tokens\n0,1,1\n10000000000000,1,1\n", "v.csv");
    EXPECT_FALSE(endless);
}

TEST(DayImport, SaysWhatIsWrong)
{
    EXPECT_THAT(readDay(numbers(25, "\n"), "d.csv").error().sentence(), HasSubstr("24 (a day) or 168 (a week)"));
    EXPECT_THAT(readDay("0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0", "d.csv").error().sentence(), HasSubstr("above 0"));
    EXPECT_THAT(readDay("-1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,5", "d.csv").error().sentence(), HasSubstr("0 or more"));
    for (const char *text : {"", "hello", "\xff\xfe\x00", "1,2\nthree,four\n", "{\"a\": 1}"})
        EXPECT_FALSE(readDay(text, "d.csv")) << text;
    EXPECT_FALSE(readDay(std::string(1 << 20, '1') + ",", "d.csv"));
}

} // namespace
} // namespace trilemma::evidence
