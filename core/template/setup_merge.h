#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/plan/answers.h"
#include "core/template/setup.h"

namespace datavault {

/// What of a set-up a conflict is about.
enum class SetupPart { framework, entity, assignment, setting };
std::string_view to_text(SetupPart);  // "FRAMEWORK"

/// A conflict of an upgrade. One on a field of a framework is as in a distribution. Others have no
/// field (their conflict's `field` only names them for ids): `subject` and `aspect` say what they
/// are about.
struct SetupConflict {
  Conflict conflict;
  SetupPart part = SetupPart::framework;
  std::string subject;  // key of the framework or entity; uid of an assignment's field; setting
  std::string aspect;   // of an entity: "name", "kind", "parent" or empty; of an assignment: its
                        // entity
  bool is_on_field = false;
};

/// Asks the answers of a request about one tenant and keeps what was asked.
class SetupQuestions {
 public:
  /// Borrows both. Without remembered decisions: those are about fields.
  SetupQuestions(const Tenant& tenant, const PlanRequest& request, Answers& answers);

  /// Merges one value three-way; null is absent. Where all three differ it asks, and keeps the
  /// tenant's while nobody answers.
  Json merge(SetupPart part, const std::string& subject, const std::string& aspect,
             const Json& base, const Json& tenant, const Json& master);
  /// Asks a question of the caller's own; the answer, or nothing.
  std::optional<Answer> ask(SetupConflict conflict);
  /// Says something that nobody answers.
  void tell(SetupConflict conflict);
  /// Conflicts that were asked and answered elsewhere.
  void add(const std::string& framework, std::vector<Conflict> conflicts);

  bool is_held() const { return is_held_; }
  const std::optional<Error>& error() const { return error_; }
  std::vector<SetupConflict> take() { return std::move(conflicts_); }

 private:
  TenantFacts facts_;
  const PlanRequest& request_;
  Answers& answers_;
  bool is_held_ = false;
  std::optional<Error> error_;
  std::vector<SetupConflict> conflicts_;
};

SetupConflict setup_conflict(SetupPart part, const std::string& subject, const std::string& aspect,
                             ConflictType type, std::string message);

/// Entities, assignments and settings of three set-ups as one.
///
/// Shape:  `values`: how many stored values hang on an entity, by key. `adopted` gets, for own
///         entities ("#17") that equal a newcomer, the key that they become.
/// Laws:   with base == tenant the result is the master's, but for entities that hold values or
///         have something of the tenant's below them; with base == master the tenant's.
struct MergedParts {
  std::vector<SetupEntity> entities;
  std::vector<SetupAssignment> assignments;
  std::map<std::string, std::string> settings;
  std::map<std::string, std::string> adopted;  // key -> "#17"
};
MergedParts merge_parts(const Setup& base, Setup tenant, const Setup& master,
                        const std::map<std::string, int64_t>& values, SetupQuestions& questions);

}  // namespace datavault
