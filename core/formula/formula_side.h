#pragma once

#include <string>

#include "core/model/field.h"

namespace datavault {

/// The side of a field that formulas are about: what it is called, measured in and computed from.
/// Borrows its parts, so that a tenant's copy of a field with another unit is no whole field that
/// must be made. Empty where there is no such field.
struct FormulaSide {
  const FieldUid* uid = nullptr;  // null: there is no such field
  const std::string* code = nullptr;
  const std::string* unit = nullptr;  // null: none
  const Computation* computed = nullptr;

  FormulaSide() = default;
  FormulaSide(const Field& field)
      : uid(&field.uid),
        code(&field.code),
        unit(field.unit ? &*field.unit : nullptr),
        computed(field.computed ? &*field.computed : nullptr) {}
  FormulaSide(const Field* field) : FormulaSide(field ? FormulaSide(*field) : FormulaSide()) {}

  explicit operator bool() const { return uid != nullptr; }
};

}  // namespace datavault
