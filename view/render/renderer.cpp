#include "view/render/renderer.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "embedded.h"
#include "view/render/gl.h"

namespace ringside {
namespace {

Error refused(std::string_view what, const char* driver_words) {
  return {ErrorCode::invalid_argument,
          "the graphics driver does not take the " + std::string(what) + ": " + driver_words};
}

Result<unsigned> compile(unsigned stage, std::string_view what, std::string_view body) {
  const unsigned shader = glCreateShader(stage);
  const std::array<const char*, 2> sources{k_glsl_head, body.data()};
  const std::array<int, 2> lengths{-1, static_cast<int>(body.size())};
  glShaderSource(shader, 2, sources.data(), lengths.data());
  glCompileShader(shader);
  int compiled = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &compiled);
  if (compiled != 0) return shader;
  std::array<char, 2048> words{};
  glGetShaderInfoLog(shader, static_cast<int>(words.size()), nullptr, words.data());
  glDeleteShader(shader);
  return tl::unexpected(refused(what, words.data()));
}

Result<unsigned> link(unsigned vertex, unsigned fragment) {
  const unsigned program = glCreateProgram();
  glAttachShader(program, vertex);
  glAttachShader(program, fragment);
  glLinkProgram(program);
  int linked = 0;
  glGetProgramiv(program, GL_LINK_STATUS, &linked);
  if (linked != 0) return program;
  std::array<char, 2048> words{};
  glGetProgramInfoLog(program, static_cast<int>(words.size()), nullptr, words.data());
  glDeleteProgram(program);
  return tl::unexpected(refused("shader program", words.data()));
}

Result<unsigned> make_program() {
  const Result<unsigned> vertex = compile(GL_VERTEX_SHADER, "vertex shader", embedded::shape_vert);
  if (!vertex) return vertex;
  const Result<unsigned> fragment =
      compile(GL_FRAGMENT_SHADER, "fragment shader", embedded::shape_frag);
  Result<unsigned> program = fragment;
  if (fragment) {
    program = link(*vertex, *fragment);
    glDeleteShader(*fragment);
  }
  glDeleteShader(*vertex);
  return program;
}

void attribute(unsigned index, int count, unsigned type, bool normalised, std::size_t offset) {
  glEnableVertexAttribArray(index);
  glVertexAttribPointer(index, count, type, normalised ? GL_TRUE : GL_FALSE,
                        sizeof(DrawList::Vertex), reinterpret_cast<const void*>(offset));
}

}  // namespace

Result<Renderer> Renderer::create() {
  const Result<unsigned> program = make_program();
  if (!program) return tl::unexpected(program.error());
  Renderer renderer;
  renderer.program_ = *program;
  renderer.view_ = glGetUniformLocation(*program, "view");
  glGenVertexArrays(1, &renderer.vertex_array_);
  glGenBuffers(1, &renderer.vertices_);
  glGenBuffers(1, &renderer.indices_);
  glBindVertexArray(renderer.vertex_array_);
  glBindBuffer(GL_ARRAY_BUFFER, renderer.vertices_);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, renderer.indices_);
  attribute(0, 4, GL_FLOAT, false, offsetof(DrawList::Vertex, x));
  attribute(1, 4, GL_UNSIGNED_SHORT, false, offsetof(DrawList::Vertex, size));
  attribute(2, 4, GL_UNSIGNED_BYTE, true, offsetof(DrawList::Vertex, colour));
  attribute(3, 1, GL_UNSIGNED_BYTE, false, offsetof(DrawList::Vertex, shape));
  glBindVertexArray(0);
  return renderer;
}

Renderer::Renderer(Renderer&& other) noexcept
    : program_(std::exchange(other.program_, 0)),
      vertex_array_(std::exchange(other.vertex_array_, 0)),
      vertices_(std::exchange(other.vertices_, 0)),
      indices_(std::exchange(other.indices_, 0)),
      view_(other.view_),
      quads_indexed_(std::exchange(other.quads_indexed_, 0)) {}

Renderer& Renderer::operator=(Renderer&& other) noexcept {
  std::swap(program_, other.program_);
  std::swap(vertex_array_, other.vertex_array_);
  std::swap(vertices_, other.vertices_);
  std::swap(indices_, other.indices_);
  std::swap(view_, other.view_);
  std::swap(quads_indexed_, other.quads_indexed_);
  return *this;
}

Renderer::~Renderer() { release(); }

void Renderer::release() {
  if (program_ == 0) return;
  glDeleteProgram(program_);
  glDeleteVertexArrays(1, &vertex_array_);
  glDeleteBuffers(1, &vertices_);
  glDeleteBuffers(1, &indices_);
  abandon();
}

void Renderer::abandon() {
  program_ = vertex_array_ = vertices_ = indices_ = 0;
  quads_indexed_ = 0;
}

void Renderer::reserve_indices(std::size_t quads) {
  if (quads <= quads_indexed_) return;
  constexpr std::size_t k_quads_min = 4096;
  quads_indexed_ = std::max({quads, 2 * quads_indexed_, k_quads_min});
  std::vector<std::uint32_t> indices;
  indices.reserve(6 * quads_indexed_);
  for (std::uint32_t quad = 0; quad < quads_indexed_; ++quad) {
    for (const std::uint32_t corner : {0u, 1u, 2u, 2u, 1u, 3u}) {
      indices.push_back(4 * quad + corner);
    }
  }
  glBufferData(GL_ELEMENT_ARRAY_BUFFER,
               static_cast<std::ptrdiff_t>(indices.size() * sizeof(std::uint32_t)), indices.data(),
               GL_STATIC_DRAW);
}

void Renderer::draw(const DrawList& list, const Viewport& viewport) {
  const float ratio = viewport.pixel_ratio();
  const bool visible = viewport.framebuffer_width > 0 && viewport.framebuffer_height > 0 &&
                       viewport.clip.width > 0 && viewport.clip.height > 0;
  if (program_ == 0 || list.quads() == 0 || !visible) return;

  glViewport(0, 0, viewport.framebuffer_width, viewport.framebuffer_height);
  glEnable(GL_BLEND);
  glBlendEquation(GL_FUNC_ADD);
  glBlendFuncSeparate(GL_ONE, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glDisable(GL_CULL_FACE);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_STENCIL_TEST);
  glEnable(GL_SCISSOR_TEST);
  const auto pixels = [ratio](float points) {
    return static_cast<int>(std::lround(points * ratio));
  };
  const int left = pixels(viewport.clip.x);
  const int bottom = viewport.framebuffer_height - pixels(viewport.clip.bottom());
  glScissor(left, bottom, pixels(viewport.clip.right()) - left,
            viewport.framebuffer_height - bottom - pixels(viewport.clip.y));

  const float scale_x = 2 / viewport.width;
  const float scale_y = -2 / viewport.height;
  const std::array<float, 16> view{scale_x, scale_y, viewport.offset.x * scale_x - 1,
                                   viewport.offset.y * scale_y + 1, 1 / ratio};
  glUseProgram(program_);
  glUniformMatrix4fv(view_, 1, GL_FALSE, view.data());
  glBindVertexArray(vertex_array_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
  glBufferData(GL_ARRAY_BUFFER, static_cast<std::ptrdiff_t>(list.vertices().size_bytes()),
               list.vertices().data(), GL_STREAM_DRAW);
  reserve_indices(list.quads());
  glDrawElements(GL_TRIANGLES, static_cast<int>(6 * list.quads()), GL_UNSIGNED_INT, nullptr);
  glBindVertexArray(0);
}

}  // namespace ringside
