#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/model/differences.h"
#include "web/state/edit_draft.h"
#include "web/state/remote.h"
#include "web/state/wire.h"

namespace datavault {

/// A tenant's copy of a framework in full.
struct CopyDetail {
  FrameworkId framework;
  std::string name;
  bool own = false;          // the tenant's own framework
  int64_t base_version = 0;  // 0: it is based on none
  int64_t latest_version = 0;
  std::string state;  // digest; also its ETag
  std::string updated_at;
  Overlay overlay;
};
Result<CopyDetail> copy_detail_from(const Json& body);

/// The next version of a framework in the making.
struct VersionEditor {
  enum class Phase { editing, reviewing, sending };

  int64_t base_version = 0;  // 0: not loaded yet
  EditDraft draft;
  Phase phase = Phase::editing;
  std::vector<std::string> mistakes;  // that core found in what is to be published
  Failure failure;                    // why it was not published
  std::vector<Json> unfit;            // edits that did not fit a version published meanwhile
  int64_t moved_to = 0;               // that version; 0: none, or the user has read it
};

/// A tenant's copy being edited.
struct CopyEditor {
  Remote<CopyDetail> copy;
  EditDraft draft;
  std::string draft_state;  // the digest that the draft stands on; empty: not made yet
  bool saving = false;
  Failure failure;
  bool changed_meanwhile = false;          // somebody else wrote it; until the user has read it
  std::vector<FieldDifference> meanwhile;  // what they changed
  std::vector<Json> unfit;                 // own edits that do not fit it any more
};

struct Editors {
  using CopyKey = std::pair<int64_t, int64_t>;  // tenant, framework
  std::map<int64_t, VersionEditor> versions;    // by framework
  std::map<CopyKey, CopyEditor> copies;
};

}  // namespace datavault
