#pragma once

#include <map>
#include <string>

#include "core/merge/three_way.h"
#include "core/model/adoption.h"

namespace datavault {

/// The steps of which merging and answering are made. Each leaves an overlay that is not in normal
/// form; settle() ends a merge.

/// Lets own fields become the master's fields: what referred to them refers to the master's, and
/// `joined` says where their values went.
void join_fields(Overlay& overlay, const std::map<FieldUid, FieldUid>& own_to_master);

/// Lets formulas that refer to the keys of the map refer to its values.
void redirect_variables(Field& field, const std::map<FieldUid, FieldUid>& own_to_master);

/// Takes an own field away; what stood behind it stands behind what it stood behind.
void drop_own_field(Overlay& overlay, const FieldUid& uid);

/// Keeps a field of `base` that the master lacks as the tenant's own, at its former place.
void keep_as_own(Overlay& overlay, const VersionView* base, const VersionView& master, Field field,
                 const Stamp& stamp);

/// Sets an edit, or takes it back where the value is the master's.
void set_edit(Overlay& overlay, const VersionView& master, const FieldUid& uid, Attribute attribute,
              Json value, const Stamp& stamp);

/// "<code>-own", numbered until neither the master nor the tenant has it.
std::string own_code(const std::string& code, const VersionView& master, const Overlay& overlay);

/// Ends a merge: keeps the topics of the base that the tenant's fields stand in and the master no
/// longer has, and brings the overlay into normal form on the master.
Overlay settle(const VersionView* base, const VersionView& master, Overlay overlay);

}  // namespace datavault
