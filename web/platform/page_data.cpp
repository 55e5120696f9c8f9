#include "web/platform/page_data.h"

#include <emscripten.h>

EM_JS(void, dv_set_page_data,
      (const char* key, int key_length, const char* value, int value_length), {
        const name = Module.host.textAt(key, key_length);
        document.documentElement.dataset[name] = Module.host.textAt(value, value_length);
      });

namespace datavault::platform {

void set_page_data(std::string_view key, std::string_view value) {
  dv_set_page_data(key.data(), static_cast<int>(key.size()), value.data(),
                   static_cast<int>(value.size()));
}

}  // namespace datavault::platform
