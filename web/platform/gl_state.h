#pragma once

// Comes before Dear ImGui's renderer, and nothing else (cmake/third_party.cmake).

#include <GLES3/gl3.h>

namespace datavault::platform {

/// The renderer asks for some twenty settings of the context in every frame, to leave them as they
/// were. Here nobody relies on them, and each question waits for the browser's graphics process,
/// together longer than drawing takes. So the answer is whatever can be set again.
inline void presumed_setting(GLenum name, GLint* value) {
  switch (name) {
    case GL_ACTIVE_TEXTURE:
      *value = GL_TEXTURE0;
      return;
    case GL_BLEND_SRC_RGB:
    case GL_BLEND_SRC_ALPHA:
      *value = GL_ONE;
      return;
    case GL_BLEND_DST_RGB:
    case GL_BLEND_DST_ALPHA:
      *value = GL_ZERO;
      return;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA:
      *value = GL_FUNC_ADD;
      return;
    case GL_VIEWPORT:
    case GL_SCISSOR_BOX:
      value[0] = value[1] = value[2] = value[3] = 0;
      return;
    case GL_CURRENT_PROGRAM:
    case GL_TEXTURE_BINDING_2D:
    case GL_SAMPLER_BINDING:
    case GL_ARRAY_BUFFER_BINDING:
    case GL_ELEMENT_ARRAY_BUFFER_BINDING:
    case GL_VERTEX_ARRAY_BINDING:
      *value = 0;
      return;
    default:
      glGetIntegerv(name, value);
  }
}

}  // namespace datavault::platform

#define glGetIntegerv datavault::platform::presumed_setting
#define glIsEnabled(capability) GL_FALSE
