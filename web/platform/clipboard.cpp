#include "web/platform/clipboard.h"

#include <emscripten.h>

EM_JS(void, dv_copy_text, (const char* text, int length),
      { Module.host.clipboard.copyText(Module.host.textAt(text, length)); });

namespace datavault::platform {

void copy_text(std::string_view text) { dv_copy_text(text.data(), static_cast<int>(text.size())); }

}  // namespace datavault::platform
