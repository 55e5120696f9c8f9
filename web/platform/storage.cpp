#include "web/platform/storage.h"

#include <emscripten.h>

#include <utility>

#include "web/platform/bridge.h"
#include "web/platform/runtime.h"

EM_JS(char*, dv_preference, (const char* key, int length), {
  const host = Module.host;
  return host.giveText(host.storage.preference(host.textAt(key, length)));
});
EM_JS(void, dv_set_preference, (const char* key, int length, const char* value, int value_length), {
  const host = Module.host;
  host.storage.setPreference(host.textAt(key, length), host.textAt(value, value_length));
});
EM_JS(void, dv_blob_get, (const char* key, int length),
      { Module.host.storage.getBlob(Module.host.textAt(key, length)); });
EM_JS(void, dv_blob_put, (const char* key, int length, const char* content, int content_length), {
  const host = Module.host;
  host.storage.putBlob(host.textAt(key, length), host.bytesAt(content, content_length));
});
EM_JS(void, dv_blob_remove, (const char* key, int length),
      { Module.host.storage.removeBlob(Module.host.textAt(key, length)); });
EM_JS(void, dv_blob_list, (const char* prefix, int length),
      { Module.host.storage.listBlobs(Module.host.textAt(prefix, length)); });
EM_JS(void, dv_blob_clear, (const char* prefix, int length),
      { Module.host.storage.clearBlobs(Module.host.textAt(prefix, length)); });
EM_JS(void, dv_persist, (), { Module.host.storage.persist(); });

namespace datavault::platform {
namespace {

int length(std::string_view text) { return static_cast<int>(text.size()); }

BlobsListed g_listed;  // what is being listed, until all of it is here

}  // namespace

std::string preference(std::string_view key) {
  return take_js_text(dv_preference(key.data(), length(key)));
}

void set_preference(std::string_view key, std::string_view value) {
  dv_set_preference(key.data(), length(key), value.data(), length(value));
}

void blob_get(std::string_view key) { dv_blob_get(key.data(), length(key)); }
void blob_put(std::string_view key, std::string_view content) {
  dv_blob_put(key.data(), length(key), content.data(), length(content));
}
void blob_remove(std::string_view key) { dv_blob_remove(key.data(), length(key)); }
void blob_list(std::string_view prefix) { dv_blob_list(prefix.data(), length(prefix)); }
void blob_clear(std::string_view prefix) { dv_blob_clear(prefix.data(), length(prefix)); }
void storage_persist() { dv_persist(); }

extern "C" {

EMSCRIPTEN_KEEPALIVE void ui_blob_loaded(const char* key, int key_length, int found,
                                         const char* content, int content_length) {
  BlobLoaded event{std::string(from_js(key, key_length)), std::nullopt};
  if (found) event.content = std::string(from_js(content, content_length));
  post_event(std::move(event));
}

EMSCRIPTEN_KEEPALIVE void ui_blob_listed(const char* key, int key_length, const char* content,
                                         int content_length) {
  g_listed.blobs.emplace_back(std::string(from_js(key, key_length)),
                              std::string(from_js(content, content_length)));
}

EMSCRIPTEN_KEEPALIVE void ui_blobs_listed(const char* prefix, int prefix_length) {
  g_listed.prefix = std::string(from_js(prefix, prefix_length));
  post_event(std::exchange(g_listed, {}));
}

EMSCRIPTEN_KEEPALIVE void ui_blob_stored(const char* key, int key_length, int stored) {
  post_event(BlobStored{std::string(from_js(key, key_length)), stored != 0});
}

}  // extern "C"

}  // namespace datavault::platform
