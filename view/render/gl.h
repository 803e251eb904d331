#pragma once

// The OpenGL functions that the renderer uses: natively through the loader that ImGui's backend
// brings and starts, on the web from the system. And what a shader source begins with on each.
#ifdef __EMSCRIPTEN__
#include <GLES3/gl3.h>
#else
#include <imgui_impl_opengl3_loader.h>
// The loader leaves out what ImGui itself does not use.
#ifndef GL_STATIC_DRAW
#define GL_STATIC_DRAW 0x88E4
#endif
#endif

namespace ringside {

#ifdef __EMSCRIPTEN__
inline constexpr const char* k_glsl_head =
    "#version 300 es\nprecision highp float;\nprecision highp int;\n";
#else
inline constexpr const char* k_glsl_head = "#version 330 core\n";
#endif

}  // namespace ringside
