#include "core/import/draft.h"

#include "core/base/text.h"

namespace datavault {

std::string framework_key_of(const FrameworkDraft& draft) {
  if (!draft.key.empty()) return draft.key;
  std::string key = slug_of(draft.name);
  return key.empty() ? "framework" : key;
}

bool is_framework_key(std::string_view text) {
  return !text.empty() && text.size() <= 200 && slug_of(text, text.size()) == text;
}

}  // namespace datavault
