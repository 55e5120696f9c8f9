#include "web/platform/graphics.h"

#include <emscripten.h>
#include <imgui_impl_opengl3.h>

#include <cstdint>

#include <GLES3/gl3.h>
#include <emscripten/html5.h>

namespace datavault::platform {
namespace {

struct Graphics {
  bool lost = false;
  int generation = 0;
  float background[3] = {0, 0, 0};
};

Graphics g_graphics;

GLuint name_of(ImTextureID texture) {
  return static_cast<GLuint>(reinterpret_cast<intptr_t>(texture));
}

}  // namespace

bool graphics_start() {
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = false;
  attributes.depth = false;
  attributes.stencil = false;
  attributes.antialias = false;  // ImGui smooths its own edges
  attributes.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
  const auto context = emscripten_webgl_create_context("#canvas", &attributes);
  if (context <= 0) return false;
  emscripten_webgl_make_context_current(context);
  return ImGui_ImplOpenGL3_Init("#version 300 es");
}

void graphics_new_frame() {
  if (!g_graphics.lost) ImGui_ImplOpenGL3_NewFrame();
}

void graphics_paint(int pixel_width, int pixel_height) {
  if (g_graphics.lost) return;
  glViewport(0, 0, pixel_width, pixel_height);
  glDisable(GL_SCISSOR_TEST);
  glClearColor(g_graphics.background[0], g_graphics.background[1], g_graphics.background[2], 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void graphics_set_background(float r, float g, float b) {
  g_graphics.background[0] = r;
  g_graphics.background[1] = g;
  g_graphics.background[2] = b;
}

void graphics_upload_fonts() {
  if (g_graphics.lost) return;
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

ImTextureID graphics_create_texture() {
  GLuint name = 0;
  glGenTextures(1, &name);
  return reinterpret_cast<ImTextureID>(static_cast<intptr_t>(name));
}

void graphics_delete_texture(ImTextureID texture) {
  const GLuint name = name_of(texture);
  glDeleteTextures(1, &name);
}

int graphics_generation() { return g_graphics.generation; }

extern "C" {

// Objects are given up when the context is lost: afterwards their names belong to the new context.
EMSCRIPTEN_KEEPALIVE void ui_context_lost() {
  g_graphics.lost = true;
  ++g_graphics.generation;
  ImGui_ImplOpenGL3_DestroyDeviceObjects();
}

EMSCRIPTEN_KEEPALIVE void ui_context_restored() {
  g_graphics.lost = false;
  ++g_graphics.generation;  // what was made in between never was
  ImGui_ImplOpenGL3_CreateDeviceObjects();
}

}  // extern "C"

}  // namespace datavault::platform
