#include "server/app/version_cache.h"

#include "core/codec/framework_json.h"

namespace datavault {
namespace {

// About a megabyte each. Simple because it is never reached in practice: beyond it, all are read
// again.
constexpr size_t kMostVersions = 256;

Error damaged(const Error& cause) {
  return storage_error("A stored framework version cannot be read: " + cause.message, cause.where);
}

Result<VersionPtr> load(store::ReadTransaction& tx, FrameworkId framework, int64_t number) {
  auto row = store::find_version(tx, framework, number);
  if (!row) return row.error();
  auto texts = store::load_version_texts(tx, framework, number);
  if (!texts) return texts.error();
  auto content_json = parse_json(texts->content);
  if (!content_json) return damaged(content_json.error());
  auto content = content_from_json(*content_json);
  if (!content) return damaged(content.error());
  auto lineage_json = parse_json(texts->lineage);
  if (!lineage_json) return damaged(lineage_json.error());
  auto lineage = lineage_from_json(*lineage_json);
  if (!lineage) return damaged(lineage.error());
  if (content_digest(*content) != (*row)->digest) {
    return storage_error("A stored framework version does not fit its digest.");
  }
  return std::make_shared<const LoadedVersion>(FrameworkVersion{
      number, (*row)->digest, (*row)->notes, *std::move(content), *std::move(lineage)});
}

}  // namespace

Result<VersionPtr> VersionCache::get(store::ReadTransaction& tx, FrameworkId framework,
                                     int64_t number) {
  const Key key{framework, number};
  {
    std::lock_guard lock(mutex_);
    if (const auto found = versions_.find(key); found != versions_.end()) return found->second;
  }
  auto loaded = load(tx, framework, number);
  if (!loaded) return loaded;
  std::lock_guard lock(mutex_);
  if (versions_.size() >= kMostVersions) versions_.clear();
  versions_[key] = *loaded;
  return loaded;
}

}  // namespace datavault
