#include "core/base/mint.h"

#include <string>

#include "core/base/sha256.h"

namespace datavault {

FieldUid mint_field_uid(std::string_view scope, std::string_view code) {
  // A byte that neither can hold keeps ("a b", "c") and ("a", "b c") apart.
  std::string bytes(scope);
  bytes += '\0';
  bytes += code;
  return {"u" + sha256_hex(bytes).substr(0, 24)};
}

}  // namespace datavault
