#include "web/platform/shaped_text.h"

#include <emscripten.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <unordered_map>

#include <GLES3/gl3.h>

#include "web/platform/font_atlas.h"
#include "web/platform/graphics.h"

// The texture is bound only for the time of the upload. What was bound before is not asked for,
// which would wait for the browser's graphics process: ImGui's renderer binds what it draws.
EM_JS(void, dv_rasterize,
      (int texture, const char* text, int length, float pixels, float line_height, int strong,
       float max_width, int* size),
      {
        GLctx.bindTexture(GLctx.TEXTURE_2D, GL.textures[texture]);
        const made = Module.host.text.rasterize(GLctx, Module.host.textAt(text, length), pixels,
                                                line_height, !!strong, max_width);
        for (const name of[GLctx.TEXTURE_MIN_FILTER, GLctx.TEXTURE_MAG_FILTER]) {
          GLctx.texParameteri(GLctx.TEXTURE_2D, name, GLctx.LINEAR);
        }
        for (const name of[GLctx.TEXTURE_WRAP_S, GLctx.TEXTURE_WRAP_T]) {
          GLctx.texParameteri(GLctx.TEXTURE_2D, name, GLctx.CLAMP_TO_EDGE);
        }
        GLctx.bindTexture(GLctx.TEXTURE_2D, null);
        HEAP32[size >> 2] = made[0];
        HEAP32[(size >> 2) + 1] = made[1];
        HEAP32[(size >> 2) + 2] = made[2];
      });

namespace datavault::platform {
namespace {

constexpr int kKeptFrames = 240;
constexpr size_t kMaxShaped = 512;

struct Entry {
  ShapedText picture;
  int last_used = 0;
};

struct Cache {
  std::unordered_map<std::string, Entry> entries;
  int frame = 0;
  int generation = 0;
  float ratio = 1;
};

Cache g_cache;

std::string key_of(std::string_view text, TextStyle style, float max_width) {
  std::string key(text);
  key += '\0';
  key += static_cast<char>(style);
  key += std::to_string(static_cast<int>(max_width));
  return key;
}

void drop_all() {
  // After a loss of context the names of textures mean nothing any more.
  if (g_cache.generation == graphics_generation()) {
    for (auto& [key, entry] : g_cache.entries) graphics_delete_texture(entry.picture.texture);
  }
  g_cache.entries.clear();
  g_cache.generation = graphics_generation();
  g_cache.ratio = font_atlas_ratio();
}

ShapedText make(std::string_view text, TextStyle style, float max_width) {
  const TextMetrics metrics = text_metrics(style);
  const float ratio = g_cache.ratio;
  int size[3] = {1, 1, 0};
  ShapedText picture;
  picture.texture = graphics_create_texture();
  dv_rasterize(static_cast<int>(reinterpret_cast<intptr_t>(picture.texture)), text.data(),
               static_cast<int>(text.size()), std::round(metrics.size * ratio),
               std::round(metrics.line_height * ratio), metrics.strong, max_width * ratio, size);
  picture.width = static_cast<float>(size[0]) / ratio;
  picture.height = static_cast<float>(size[1]) / ratio;
  picture.right_to_left = size[2] != 0;
  return picture;
}

}  // namespace

ShapedText shaped_text(std::string_view text, TextStyle style, float max_width) {
  if (g_cache.generation != graphics_generation() || g_cache.ratio != font_atlas_ratio())
    drop_all();
  Entry& entry = g_cache.entries[key_of(text, style, max_width)];
  if (entry.picture.texture == ImTextureID{}) entry.picture = make(text, style, max_width);
  entry.last_used = g_cache.frame;
  return entry.picture;
}

void shaped_text_end_frame() {
  ++g_cache.frame;
  const int kept = g_cache.entries.size() > kMaxShaped ? 1 : kKeptFrames;
  std::erase_if(g_cache.entries, [&](auto& item) {
    if (g_cache.frame - item.second.last_used <= kept) return false;
    graphics_delete_texture(item.second.picture.texture);
    return true;
  });
}

}  // namespace datavault::platform
