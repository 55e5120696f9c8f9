#include "tests/fuzz/publish_laws.h"

#include "core/codec/framework_json.h"
#include "core/formula/framework_formulas.h"
#include "core/model/validate.h"
#include "tests/fuzz/law.h"

namespace datavault::test {
namespace {

constexpr std::string_view kKey = "fuzzed";

void require_valid(const FrameworkContent& content) {
  for (const Error& error : validate_content(content)) require(error.where + ": " + error.message);
  for (const FormulaProblem& problem : check_formulas(content)) {
    require(problem.field.value + ": " + problem.message);
  }
}

void require_same_when_read(const FrameworkVersion& version) {
  const auto json = parse_json(canonical_json(version_to_json(version)));
  require(json.ok(), "a version is no JSON");
  const auto read = version_from_json(*json);
  require(read.ok(), "a version cannot be read");
  require(*read == version, "a version reads as another");
}

}  // namespace

void require_publication(const FrameworkDraft& draft, const FrameworkVersion* latest,
                         MatchBy match_by) {
  const PublishOptions options{match_by, {}, {}};
  const PublishResult result = publish(draft, kKey, latest, options);
  for (const Error& error : result.errors) require_readable(error);
  require(result.publication.has_value() == result.errors.empty(), "neither version nor error");
  if (!result.publication) return;
  const FrameworkVersion& version = result.publication->version;
  require_valid(version.content);
  require_same_when_read(version);
  const PublishResult again = publish(draft, kKey, &version, options);
  for (const Error& error : again.errors) require(error.where + ": " + error.message);
  // Lineage that a first version left out may fit it.
  if (!latest && !draft.lineage.empty()) return;
  require(again.publication->unchanged, "publishing the draft again changes something");
}

}  // namespace datavault::test
