#pragma once

#include "core/model/field_index.h"

namespace datavault {

/// A version's content with its index; borrows the content.
struct VersionView {
  explicit VersionView(const FrameworkContent& version) : content(version), index(version) {}

  const FrameworkContent& content;
  FieldIndex index;
};

}  // namespace datavault
