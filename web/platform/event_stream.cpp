#include "web/platform/event_stream.h"

#include <emscripten.h>

#include "web/platform/bridge.h"
#include "web/platform/runtime.h"

EM_JS(void, dv_stream_open,
      (const char* path, int path_length, const char* names, int names_length),
      { Module.host.eventStream.open(path, path_length, names, names_length); });
EM_JS(void, dv_stream_close, (), { Module.host.eventStream.close(); });

namespace datavault::platform {

void stream_open(std::string_view path, std::string_view names) {
  dv_stream_open(path.data(), static_cast<int>(path.size()), names.data(),
                 static_cast<int>(names.size()));
}

void stream_close() { dv_stream_close(); }

extern "C" EMSCRIPTEN_KEEPALIVE void ui_stream_opened() { post_event(StreamOpened{}); }

extern "C" EMSCRIPTEN_KEEPALIVE void ui_stream_lost(int retrying) {
  post_event(StreamLost{retrying != 0});
}

extern "C" EMSCRIPTEN_KEEPALIVE void ui_stream_event(const char* name, int name_length,
                                                     const char* id, int id_length,
                                                     const char* data, int data_length) {
  post_event(StreamEvent{std::string(from_js(name, name_length)),
                         std::string(from_js(id, id_length)),
                         std::string(from_js(data, data_length))});
}

}  // namespace datavault::platform
