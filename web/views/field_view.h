#pragma once

#include <optional>

#include "web/views/framework_view.h"

namespace datavault {

/// The field that the address names ("?field=uid"), with its formula and who uses it; none if it
/// names none, or one that this version lacks.
std::optional<FieldView> build_field_view(const AppState& state, const FrameworkDetail& detail);

}  // namespace datavault
