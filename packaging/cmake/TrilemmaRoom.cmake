# SPDX-FileCopyrightText: 2026 The Trilemma developers
# SPDX-License-Identifier: GPL-3.0-or-later

# A room is a static library of all sources in the calling folder; what it links is what it may use.
function(trilemma_room name)
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
    add_library(trilemma_${name} STATIC ${sources})
    target_link_libraries(trilemma_${name} PUBLIC trilemma_compiler ${ARGN})
    set_target_properties(trilemma_${name} PROPERTIES LINKER_LANGUAGE CXX)
endfunction()
