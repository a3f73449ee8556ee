// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/precision.h"

#include "tests/models/catalog_fixture.h"

namespace trilemma::catalog {
namespace {

using enum WeightFormat;

TEST(Precision, EffectiveBitsIncludeScales)
{
    EXPECT_DOUBLE_EQ(info(Bf16).bytesPerWeight * 8, 16);
    EXPECT_DOUBLE_EQ(info(Fp8).bytesPerWeight * 8, 8);
    EXPECT_NEAR(info(Fp8Block).bytesPerWeight, 1.00024, 1e-5);
    EXPECT_DOUBLE_EQ(info(Int4).bytesPerWeight * 8, 4.25);
    EXPECT_DOUBLE_EQ(info(Mxfp4).bytesPerWeight * 8, 4 + 8.0 / 32);     // E8M0 over 32
    EXPECT_DOUBLE_EQ(info(Nvfp4).bytesPerWeight * 8, 4 + 8.0 / 16);     // E4M3 over 16
}

TEST(Precision, EveryIdLeadsBackToItsFormat)
{
    for (const WeightFormatInfo &format : weightFormats()) {
        EXPECT_EQ(weightFormatFromId(format.id), format.format);
        EXPECT_EQ(&info(format.format), &format);
    }
    for (const KvFormatInfo &format : kvFormats())
        EXPECT_EQ(kvFormatFromId(format.id), format.format);
    EXPECT_FALSE(weightFormatFromId("FP8"));
    EXPECT_FALSE(kvFormatFromId(""));
}

struct SupportCase {
    const char *accelerator;
    WeightFormat format;
    Support expected;
};

class SupportMatrix : public testing::TestWithParam<SupportCase> {};

TEST_P(SupportMatrix, FollowsTheHardware)
{
    const auto &[id, format, expected] = GetParam();
    const Accelerator *accelerator = test::shippedCatalog().accelerator(id);
    ASSERT_TRUE(accelerator) << id;
    EXPECT_EQ(support(*accelerator, format), expected) << id << " " << info(format).id;
    EXPECT_EQ(supportReason(*accelerator, format).empty(), expected == Support::Native);
    EXPECT_EQ(computeRate(*accelerator, format), expected == Support::Native ? info(format).nativeRate : ComputeRate::Bf16);
}

INSTANTIATE_TEST_SUITE_P(
    Precision, SupportMatrix,
    testing::Values(SupportCase{"a100-80-sxm", Bf16, Support::Native}, SupportCase{"a100-80-sxm", Fp8, Support::WeightOnly},
                    SupportCase{"a100-80-sxm", Int8, Support::Native}, SupportCase{"a100-80-sxm", Int4, Support::WeightOnly},
                    SupportCase{"l40s", Fp8Block, Support::Native}, SupportCase{"l40s", Nvfp4, Support::WeightOnly},
                    SupportCase{"h100-sxm", Fp8, Support::Native}, SupportCase{"h100-sxm", Nvfp4, Support::WeightOnly},
                    SupportCase{"h100-sxm", Mxfp4, Support::WeightOnly}, SupportCase{"b200", Nvfp4, Support::Native},
                    SupportCase{"b200", Mxfp4, Support::Native}, SupportCase{"b300", Int8, Support::Native},
                    SupportCase{"mi300x", Fp8, Support::Native}, SupportCase{"mi300x", Nvfp4, Support::No},
                    SupportCase{"mi300x", Mxfp4, Support::WeightOnly}, SupportCase{"mi355x", Mxfp4, Support::Native},
                    SupportCase{"mi355x", Nvfp4, Support::No}, SupportCase{"tpu-v5e", Fp8, Support::No},
                    SupportCase{"tpu-v7", Fp8, Support::Native}, SupportCase{"gaudi3", Fp8, Support::Native}));

TEST(Precision, Int8OnBlackwellUltraIsNativeButWeak)
{
    const Accelerator *b300 = test::shippedCatalog().accelerator("b300");
    ASSERT_TRUE(b300);
    EXPECT_LT(*b300->peak(ComputeRate::Int8), 0.1 * *b300->peak(ComputeRate::Bf16));
}

TEST(Precision, UnknownPeaksStayUnknown)
{
    for (const char *id : {"a10g", "h100-nvl"}) {
        const Accelerator *accelerator = test::shippedCatalog().accelerator(id);
        ASSERT_TRUE(accelerator) << id;
        EXPECT_FALSE(accelerator->peak(ComputeRate::Bf16)) << id;
    }
}

} // namespace
} // namespace trilemma::catalog
