#pragma once

#include "core/model/adoption.h"
#include "core/model/framework.h"

namespace datavault {

/// The overlay that makes `now` of `base`, whatever made either of them.
///
/// Shape:  stamps, fields that are both own and hidden, edits of hidden fields, and where values
///         went come from `former`, an overlay that says the same of another base.
/// Laws:   resolve(&base, relative_overlay(base, now, x)) has the fields of `now`, in their order;
///         relative_overlay(b, b, {}) is empty.
/// Limits: topics that only the base has stay.
Overlay relative_overlay(const FrameworkContent& base, const FrameworkContent& now,
                         const Overlay& former);

/// Two overlays, one on the other, as one on the version: `upper` is on resolve(version, lower).
///
/// Shape:  `version` may be null. In normal form.
/// Laws:   resolve(v, compose_overlays(v, l, u)) has the fields of resolve(resolve(v, l), u);
///         compose_overlays(v, l, {}) == l.
Overlay compose_overlays(const FrameworkContent* version, const Overlay& lower,
                         const Overlay& upper);

}  // namespace datavault
