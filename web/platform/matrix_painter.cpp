#include "web/platform/matrix_painter.h"

#include <algorithm>
#include <string_view>

#include <GLES3/gl3.h>

#include "generated/shaders.h"
#include "web/platform/graphics.h"

namespace datavault::platform {
namespace {

/// The largest side that every WebGL 2 has.
constexpr int kTileSide = 2048;

struct Painter {
  int generation = -1;  // of the context that the names below belong to
  GLuint program = 0, texture = 0, vertices = 0;
  uint64_t uploaded = 0;
  MatrixPicture picture;
};

Painter g_painter;

GLuint compile(GLenum kind, std::string_view source) {
  const GLuint shader = glCreateShader(kind);
  const char* text = source.data();
  const auto length = static_cast<GLint>(source.size());
  glShaderSource(shader, 1, &text, &length);
  glCompileShader(shader);
  return shader;
}

void make_program() {
  g_painter.program = glCreateProgram();
  for (const GLuint shader : {compile(GL_VERTEX_SHADER, shaders::matrix_vert),
                              compile(GL_FRAGMENT_SHADER, shaders::matrix_frag)}) {
    glAttachShader(g_painter.program, shader);
    glDeleteShader(shader);  // lives as long as the program
  }
  glLinkProgram(g_painter.program);
  glGenVertexArrays(1, &g_painter.vertices);
}

int tile_side(const MatrixPicture& picture) {
  return std::clamp(std::max(picture.columns, picture.rows), 1, kTileSide);
}
int tiles_along(int cells, int side) { return (cells + side - 1) / side; }

/// Tiles of one size are the layers of one texture.
void upload(const MatrixPicture& picture) {
  glDeleteTextures(1, &g_painter.texture);
  glGenTextures(1, &g_painter.texture);
  glBindTexture(GL_TEXTURE_2D_ARRAY, g_painter.texture);
  const int side = tile_side(picture);
  const int across = tiles_along(picture.columns, side), down = tiles_along(picture.rows, side);
  glTexStorage3D(GL_TEXTURE_2D_ARRAY, 1, GL_R8UI, side, side, across * down);
  for (const GLenum name : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
    glTexParameteri(GL_TEXTURE_2D_ARRAY, name, GL_NEAREST);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, picture.columns);
  for (int layer = 0; layer < across * down; ++layer) {
    const int column = layer % across * side, row = layer / across * side;
    const int width = std::min(side, picture.columns - column);
    const int height = std::min(side, picture.rows - row);
    const uint8_t* first = picture.marks.data() +
                           static_cast<size_t>(row) * static_cast<size_t>(picture.columns) + column;
    glTexSubImage3D(GL_TEXTURE_2D_ARRAY, 0, 0, 0, layer, width, height, 1, GL_RED_INTEGER,
                    GL_UNSIGNED_BYTE, first);
  }
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  g_painter.uploaded = picture.marks_version;
}

GLint uniform(const char* name) { return glGetUniformLocation(g_painter.program, name); }

void set_uniforms(const MatrixPicture& picture, int canvas_height) {
  const int side = tile_side(picture);
  glUniform1i(uniform("u_marks"), 0);
  glUniform1i(uniform("u_tile"), side);
  glUniform1i(uniform("u_tiles"), tiles_along(picture.columns, side));
  glUniform2i(uniform("u_cells"), picture.columns, picture.rows);
  glUniform2i(uniform("u_corner"), picture.left, picture.top);
  glUniform2i(uniform("u_scroll"), picture.scroll_x, picture.scroll_y);
  glUniform1i(uniform("u_canvas_height"), canvas_height);
  glUniform1i(uniform("u_scale"), picture.scale);
  glUniform1i(uniform("u_line_from"), kMatrixLinesFrom);
  std::array<float, 6 * 4> colors = {};
  for (size_t i = 0; i < picture.colors.size(); ++i) {
    const Color& color = picture.colors[i];
    const uint8_t channels[] = {color.r, color.g, color.b, color.a};
    for (size_t channel = 0; channel < 4; ++channel)
      colors[4 * i + channel] = static_cast<float>(channels[channel]) / 255.0f;
  }
  glUniform4fv(uniform("u_colors"), 6, colors.data());
}

/// The part of the canvas that both the window and the picture leave, in GL's coordinates.
void set_scissor(const MatrixPicture& picture, const ImVec4& clip, float ratio, int canvas_height) {
  const int left = std::max(static_cast<int>(clip.x * ratio), picture.left);
  const int top = std::max(static_cast<int>(clip.y * ratio), picture.top);
  const int right = std::min(static_cast<int>(clip.z * ratio), picture.left + picture.width);
  const int bottom = std::min(static_cast<int>(clip.w * ratio), picture.top + picture.height);
  glScissor(left, canvas_height - bottom, std::max(right - left, 0), std::max(bottom - top, 0));
}

void draw(const ImDrawList*, const ImDrawCmd* command) {
  const MatrixPicture& picture = g_painter.picture;
  if (picture.columns == 0 || picture.rows == 0) return;
  const ImGuiIO& io = ImGui::GetIO();
  const float ratio = io.DisplayFramebufferScale.x;
  GLint viewport[4] = {};
  glGetIntegerv(GL_VIEWPORT, viewport);
  glUseProgram(g_painter.program);
  glBindVertexArray(g_painter.vertices);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D_ARRAY, g_painter.texture);
  set_uniforms(picture, viewport[3]);
  set_scissor(picture, command->ClipRect, ratio, viewport[3]);
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

}  // namespace

void matrix_paint(ImDrawList* list, const MatrixPicture& picture) {
  if (g_painter.generation != graphics_generation()) {
    // What was made before the context was lost is gone with it.
    g_painter = {.generation = graphics_generation()};
    make_program();
  }
  if (g_painter.texture == 0 || g_painter.uploaded != picture.marks_version) upload(picture);
  g_painter.picture = picture;
  list->AddCallback(draw, nullptr);
  list->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

}  // namespace datavault::platform
