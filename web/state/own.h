#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/model/adoption.h"
#include "core/model/differences.h"
#include "core/model/framework.h"
#include "web/state/listing.h"
#include "web/state/remote.h"

namespace datavault {

/// What a company's user sees: the company's own copies of frameworks and its values.

struct OwnFramework {
  FrameworkId id;
  std::string name;
  int64_t base_version = 0;  // 0: the company wrote it itself
  int64_t latest_version = 0;
  int64_t edits = 0;
  std::string updated_at;

  bool has_newer() const { return base_version != 0 && latest_version > base_version; }
};
std::vector<OwnFramework> own_frameworks_from(const Json& body);

/// A copy with everything in it, as the company has it.
struct OwnCopy {
  OwnFramework summary;
  std::string description;
  std::string state;  // its digest: edits are made on this
  FrameworkContent content;
  Overlay changes;
  struct Hidden {
    FieldUid uid;
    std::string code, name;
  };
  std::vector<Hidden> hidden;  // fields of the version that the copy leaves out
};
/// Errors: invalid_input naming what cannot be read.
Result<OwnCopy> own_copy_from(const Json& body);

/// A field in which the copy would change.
struct IncomingChange {
  struct Value {
    std::optional<Attribute> attribute;  // none: one that this client does not know
    Json before, after;
  };
  FieldDifference::Kind kind = FieldDifference::Kind::changed;
  std::string code, name;
  std::vector<Value> values;
};

/// A question that whoever distributes the version has to answer.
struct IncomingQuestion {
  std::string type, code, message;
  std::optional<Attribute> attribute;
  Json own, master;
  bool holds = false;
};

/// What the latest version would change for the company.
struct Incoming {
  int64_t from_version = 0, to_version = 0;
  std::string outcome;  // as on the wire
  std::vector<IncomingChange> changes;
  std::vector<IncomingQuestion> questions;
};
Incoming incoming_from(const Json& body);

struct OwnEntity {
  EntityId id;
  std::string name;
};
std::vector<OwnEntity> own_entities_from(const Json& body);

struct OwnValue {
  std::string field_uid, field_code;
  bool is_archived = false;  // no field of the copy takes it any more
  EntityId entity;
  std::string period, value, unit, status;
  int64_t revision = 0;
  std::string entered_at, entered_by;
};
std::vector<OwnValue> own_values_from(const Json& body);

struct Own {
  Remote<std::vector<OwnFramework>> frameworks;
  std::map<int64_t, Remote<std::shared_ptr<const OwnCopy>>> copies;
  std::map<int64_t, Remote<Incoming>> incoming;
  Remote<std::vector<OwnEntity>> entities;
  Listing<OwnValue> values;
  bool is_editing = false;  // a form is open
  Task task;                // of that form
};

}  // namespace datavault
