#include "web/platform/files.h"

#include <emscripten.h>

#include "web/platform/bridge.h"
#include "web/platform/runtime.h"

EM_JS(void, dv_choose_file,
      (const char* tag, int tag_length, const char* accept, int accept_length), {
        const host = Module.host;
        host.files.choose(host.textAt(tag, tag_length), host.textAt(accept, accept_length));
      });
EM_JS(void, dv_save_file,
      (const char* name, int name_length, const char* type, int type_length, const char* content,
       int content_length),
      {
        const host = Module.host;
        host.files.save(host.textAt(name, name_length), host.textAt(type, type_length),
                        host.bytesAt(content, content_length));
      });

EM_JS(void, dv_download, (const char* path, int length),
      { Module.host.files.download(Module.host.textAt(path, length)); });

namespace datavault::platform {
namespace {

int length(std::string_view text) { return static_cast<int>(text.size()); }

}  // namespace

void choose_file(std::string_view tag, std::string_view accept) {
  dv_choose_file(tag.data(), length(tag), accept.data(), length(accept));
}

void save_file(std::string_view name, std::string_view content_type, std::string_view content) {
  dv_save_file(name.data(), length(name), content_type.data(), length(content_type), content.data(),
               length(content));
}

void download(std::string_view path) { dv_download(path.data(), length(path)); }

extern "C" EMSCRIPTEN_KEEPALIVE void ui_file(const char* tag, int tag_length, const char* name,
                                             int name_length, const char* content,
                                             int content_length, const char* error,
                                             int error_length) {
  post_event(FileChosen{
      std::string(from_js(tag, tag_length)), std::string(from_js(name, name_length)),
      std::string(from_js(content, content_length)), std::string(from_js(error, error_length))});
}

}  // namespace datavault::platform
