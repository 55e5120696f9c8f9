#pragma once

#include <vector>

#include "core/base/result.h"
#include "core/model/framework.h"

namespace datavault {

/// Limits on what a framework may hold; texts count bytes of UTF-8.
struct ModelLimits {
  size_t fields = 20000;
  size_t topics = 2000;
  size_t code_bytes = 400;  // XBRL element names are codes: ESRS has some of 289
  size_t name_bytes = 2000;
  size_t description_bytes = 20000;
  size_t expression_bytes = 4000;
  size_t options = 1000;
  size_t translations = 200;
  size_t references = 200;
  size_t variables = 200;
};

/// All mistakes of a content, each naming its place ("field GHG-S1, attribute unit"): duplicate or
/// empty uids and codes, unknown topics, topic trees that loop, options on a field that takes none,
/// bad decimals, texts over the limits. Texts are UTF-8 here: what reads them from outside sees to
/// that. Formulas are checked by formula/framework_formulas.h.
std::vector<Error> validate_content(const FrameworkContent& content,
                                    const ModelLimits& limits = {});

}  // namespace datavault
