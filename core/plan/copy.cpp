#include "core/plan/copy.h"

namespace datavault {

const Overlay& Copy::nothing() {
  static const Overlay overlay;
  return overlay;
}

const FieldIndex& Copy::no_fields() {
  static const FrameworkContent content;
  static const FieldIndex index(content);
  return index;
}

}  // namespace datavault
