# SPDX-FileCopyrightText: 2026 The Trilemma developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Language level and warnings for all our targets.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)

find_program(TRILEMMA_CCACHE ccache)
if(TRILEMMA_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${TRILEMMA_CCACHE})
endif()

add_library(trilemma_compiler INTERFACE)
target_compile_options(trilemma_compiler INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
    $<$<BOOL:${TRILEMMA_WERROR}>:-Werror>)
# GCC 12 sees overlapping copies in "literal" + std::string where there are none (GCC bug 105651)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(trilemma_compiler INTERFACE -Wno-restrict)
endif()
target_include_directories(trilemma_compiler INTERFACE ${CMAKE_SOURCE_DIR})

# Nobody reads errno after a square root or catches a floating-point trap; results stay the same bits.
target_compile_options(trilemma_compiler INTERFACE -fno-math-errno -fno-trapping-math)
