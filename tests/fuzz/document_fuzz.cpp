// Whatever a framework document says: it is read or refused, and what was read is the same when it
// is written, published, stored and read again.
#include "core/import/document_import.h"
#include "tests/fuzz/draft_document.h"
#include "tests/fuzz/law.h"
#include "tests/fuzz/publish_laws.h"

namespace datavault::test {
namespace {

/// The version before: A and B, and A-and-B's sum.
constexpr std::string_view kLatest = R"({"schema": "datavault.framework/1", "name": "Latest",
  "topics": [{"code": "T", "name": "Topic"}],
  "fields": [
    {"code": "A", "name": "First", "value_type": "NUMBER", "unit": "t", "topic": "T"},
    {"code": "B", "name": "Second", "value_type": "NUMBER", "unit": "kg"},
    {"code": "C", "name": "Sum", "value_type": "NUMBER", "expression": "A + B",
     "variables": {"A": {"field": "A"}, "B": {"field": "B", "coefficient": "0.001"}}}]})";

const FrameworkVersion& latest() {
  static const FrameworkVersion kVersion = [] {
    const DraftResult read = read_framework_document(kLatest);
    return publish(read.draft, "fuzzed", nullptr, {}).publication.value().version;
  }();
  return kVersion;
}

void run(std::string_view text) {
  const DraftResult result = read_framework_document(text);
  require(result.errors.size() <= kMaxImportErrors, "too many errors");
  for (const Error& error : result.errors) require_readable(error);
  if (!result.errors.empty()) return;
  require_same_as_document(result.draft);
  require_publication(result.draft, nullptr, MatchBy::code);
  require_publication(result.draft, &latest(), MatchBy::code);
  require_publication(result.draft, &latest(), MatchBy::name);
}

}  // namespace
}  // namespace datavault::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  datavault::test::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
