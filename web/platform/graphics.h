#pragma once

#include <imgui.h>

namespace datavault::platform {

/// The WebGL2 context and Dear ImGui's renderer.

/// False where the browser gives no context.
bool graphics_start();

void graphics_new_frame();

/// Draws what ImGui::Render() left onto the canvas.
void graphics_paint(int pixel_width, int pixel_height);

/// The colour behind everything.
void graphics_set_background(float r, float g, float b);

/// Uploads the font atlas anew, after it was built.
void graphics_upload_fonts();

/// Textures that live until the context is lost.
ImTextureID graphics_create_texture();
void graphics_delete_texture(ImTextureID texture);

/// Grows when the context is lost and when it is back: whatever was made before is gone.
int graphics_generation();

}  // namespace datavault::platform
