#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/model/adoption.h"

namespace datavault {

/// Finds a field of another framework of the same tenant by its code.
using FindForeignField =
    std::function<std::optional<FieldUid>(std::string_view framework_key, std::string_view code)>;

struct EditContext {
  Stamp stamp;
  std::string
      uid_scope;  // unique per tenant, framework and revision: new fields get their uid from it
  FindForeignField find_foreign;
};

/// Applies the edits of one PATCH to a tenant's copy, all or none. Wire shapes, in order:
///   {"code": c, "set": {attribute: value, ...}}   {"code": c, "reset": [attribute, ...]}
///   {"code": c, "hide": true|false}               {"code": c, "move_after": code|null}
///   {"add": {field...}, "after": code|null?}      {"code": c, "remove": true}  (own fields only)
///   {"add_topic": {"code", "name", "parent"?}}
/// `variables` may name fields by "field" (a code) or by "field_uid".
///
/// Shape:  `version` is the base's content, null for a framework of the tenant's own; the result is
/// in
///         normal form. An added field behind the same anchor as an earlier one comes before it.
/// Errors: invalid_input or not_found naming "edits[2], field X, attribute unit"; also when the
/// edited
///         copy would not be valid (duplicate code, formula that is broken or in a cycle).
Result<Overlay> apply_edits(const FrameworkContent* version, const Overlay& overlay,
                            const Json& edits, const EditContext& context);

}  // namespace datavault
