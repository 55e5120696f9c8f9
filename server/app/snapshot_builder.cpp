#include "server/app/snapshot_builder.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "server/app/copies.h"
#include "server/app/framework_catalogue.h"
#include "server/store/reporting.h"
#include "server/store/tenants.h"

namespace datavault {
namespace {

using Rows = std::vector<store::AdoptionRow>;
using References = std::vector<OutboundReference>;

/// Whether an edit changes what the field's formula reads.
bool edits_formula(const std::map<Attribute, AttributeEdit>& edits) {
  return edits.contains(Attribute::variables) || edits.contains(Attribute::expression);
}

/// The field with the tenant's edits on it; edits that do not fit leave their attribute as it was.
Field edited(Field field, const std::map<Attribute, AttributeEdit>& edits) {
  for (const auto& [attribute, edit] : edits)
    (void)set_attribute(field, attribute, edit.value).ok();
  return field;
}

/// A tenant's copy as far as references need it, without resolving all of its fields.
class CopyFacts {
 public:
  CopyFacts(VersionPtr base, const Overlay& overlay) : base_(std::move(base)), overlay_(overlay) {}

  bool has(const FieldUid& uid) const {
    if (overlay_.added.contains(uid)) return true;
    return base_ && base_->index.contains(uid) && !overlay_.hidden.contains(uid);
  }

  /// The references of its formulas to other frameworks.
  References references() const {
    References result;
    if (base_) {
      for (const OutboundReference& reference : base_->outbound) {
        if (stands(reference.formula_field)) result.push_back(reference);
      }
    }
    const FrameworkContent own = own_formulas();
    const References more = outbound_references(own);
    result.insert(result.end(), more.begin(), more.end());
    return result;
  }

 private:
  /// The base's formula is there as the base has it.
  bool stands(const FieldUid& uid) const {
    if (overlay_.hidden.contains(uid)) return false;
    const auto edits = overlay_.edits.find(uid);
    return edits == overlay_.edits.end() || !edits_formula(edits->second);
  }

  FrameworkContent own_formulas() const {
    FrameworkContent own;
    for (const auto& [uid, edits] : overlay_.edits) {
      const Field* field = base_ ? base_->index.find(uid) : nullptr;
      if (field && edits_formula(edits) && !overlay_.hidden.contains(uid)) {
        own.fields.push_back(edited(*field, edits));
      }
    }
    for (const auto& [uid, added] : overlay_.added) own.fields.push_back(added.field);
    return own;
  }

  VersionPtr base_;
  const Overlay& overlay_;
};

class Builder {
 public:
  Builder(store::ReadTransaction& tx, VersionCache& versions)
      : tx_(tx), versions_(versions), counter_(tx) {}

  Reply<BuiltSnapshot> build(FrameworkId framework, std::optional<int64_t> version,
                             const std::optional<std::vector<TenantId>>& tenants) {
    auto row = require_framework(tx_, framework);
    if (!row) return row.failure();
    framework_ = row->framework;
    auto target = target_version(*row, version);
    if (!target) return target.failure();
    target_ = *target;
    if (auto loaded = load_rows(tenants); !loaded) return loaded.error();
    result_.snapshot.framework = framework_;
    result_.snapshot.target_version = target_->version.number;
    result_.snapshot.versions[target_->version.number] = target_->version;
    for (const Tenant& tenant : tenants_) {
      auto facts = facts_of(tenant);
      if (!facts) return facts.error();
      result_.snapshot.tenants.push_back(*std::move(facts));
    }
    return std::move(result_);
  }

 private:
  Reply<VersionPtr> target_version(const store::FrameworkRow& row, std::optional<int64_t> version) {
    auto loaded = versions_.get(tx_, framework_.id, version.value_or(row.latest_version));
    if (loaded) return *loaded;
    if (loaded.error().code != Error::Code::not_found) return loaded.error();
    Error error = row.latest_version == 0
                      ? not_found("The framework \"" + framework_.name + "\" has no version yet.")
                      : loaded.error();
    return Failure(std::move(error), "version_not_found");
  }

  Result<void> load_rows(const std::optional<std::vector<TenantId>>& ids) {
    auto tenants = store::load_tenants(tx_, ids);
    if (!tenants) return tenants.error();
    tenants_ = *std::move(tenants);
    std::sort(tenants_.begin(), tenants_.end(),
              [](const Tenant& a, const Tenant& b) { return a.id < b.id; });
    if (!ids) {
      auto rows = store::load_all_adoptions(tx_);
      if (!rows) return rows.error();
      for (store::AdoptionRow& row : *rows) rows_[row.tenant].push_back(std::move(row));
    } else {
      for (const Tenant& tenant : tenants_) {
        auto rows = store::load_adoptions_of(tx_, tenant.id);
        if (!rows) return rows.error();
        rows_[tenant.id] = *std::move(rows);
      }
    }
    return load_frameworks();
  }

  Result<void> load_frameworks() {
    auto frameworks = store::load_frameworks(tx_);
    if (!frameworks) return frameworks.error();
    for (const store::FrameworkRow& row : *frameworks) {
      const Framework& framework = row.framework;
      ids_[framework.key] = framework.id;
      keys_[framework.id] = framework.key;
      if (framework.owner && framework.name == framework_.name && !framework_.owner) {
        namesakes_.insert(framework.id);
      }
    }
    return {};
  }

  /// The tenant's copy of the framework, or of its own of that name.
  const store::AdoptionRow* row_of(const Rows& rows) const {
    const store::AdoptionRow* own = nullptr;
    for (const store::AdoptionRow& row : rows) {
      if (row.framework == framework_.id) return &row;
      if (!row.base_version && namesakes_.contains(row.framework)) own = &row;
    }
    return own;
  }

  Result<VersionPtr> base_of(const store::AdoptionRow& row) {
    if (!row.base_version) return VersionPtr();
    return versions_.get(tx_, row.framework, *row.base_version);
  }

  Result<TenantFacts> facts_of(const Tenant& tenant) {
    TenantFacts facts;
    facts.tenant = tenant;
    const Rows& rows = rows_[tenant.id];
    const store::AdoptionRow* row = row_of(rows);
    VersionPtr base;
    if (row) {
      auto adoption = adoption_of(*row);
      if (!adoption) return adoption.error();
      facts.adoption = *std::move(adoption);
      auto loaded = base_of(*row);
      if (!loaded) return loaded.error();
      base = *loaded;
      if (base) result_.snapshot.versions.try_emplace(base->version.number, base->version);
      result_.rows[tenant.id] = *row;
    }
    if (auto found = find_foreign(rows, row, base, facts); !found) return found.error();
    if (!row) return facts;
    const std::vector<FieldUid> leaving = leaving_fields(base, facts.adoption->overlay);
    if (leaving.empty()) return facts;
    if (auto counted = count_values(leaving, facts); !counted) return counted.error();
    if (auto found = find_inbound(rows, row, leaving, facts); !found) return found.error();
    return facts;
  }

  /// Fields of the copy that the target version lacks.
  std::vector<FieldUid> leaving_fields(const VersionPtr& base, const Overlay& overlay) {
    std::vector<FieldUid> leaving;
    if (base) {
      for (const FieldUid& uid : leaving_base(*base)) {
        if (!overlay.hidden.contains(uid)) leaving.push_back(uid);
      }
    }
    for (const auto& [uid, added] : overlay.added) {
      if (!target_->index.contains(uid)) leaving.push_back(uid);
    }
    return leaving;
  }

  const std::vector<FieldUid>& leaving_base(const LoadedVersion& base) {
    const auto [it, is_new] = leaving_.try_emplace(base.version.number);
    if (is_new) {
      for (const Field& field : base.version.content.fields) {
        if (!target_->index.contains(field.uid)) it->second.push_back(field.uid);
      }
    }
    return it->second;
  }

  Result<void> count_values(const std::vector<FieldUid>& leaving, TenantFacts& facts) {
    auto counts = counter_.count(facts.tenant.id, leaving);
    if (!counts) return counts.error();
    for (const auto& [uid, count] : *counts) facts.values[uid].total = count;
    return {};
  }

  /// What formulas of the target, of the base and of the tenant read in other frameworks.
  Result<void> find_foreign(const Rows& rows, const store::AdoptionRow* row, const VersionPtr& base,
                            TenantFacts& facts) {
    std::map<std::string, std::set<FieldUid>> wanted;
    const auto want = [&](const References& references) {
      for (const OutboundReference& reference : references) {
        wanted[reference.framework].insert(reference.refers_to);
      }
    };
    want(target_->outbound);
    if (base) want(base->outbound);
    if (row) want(CopyFacts(base, facts.adoption->overlay).references());
    for (const auto& [key, uids] : wanted) {
      const auto id = ids_.find(key);
      const store::AdoptionRow* other = id == ids_.end() ? nullptr : find_row(rows, id->second);
      if (!other || other == row) continue;
      auto adoption = adoption_of(*other);
      if (!adoption) return adoption.error();
      auto other_base = base_of(*other);
      if (!other_base) return other_base.error();
      const CopyFacts copy(*other_base, adoption->overlay);
      auto& present = facts.foreign_fields[key];
      for (const FieldUid& uid : uids) {
        if (copy.has(uid)) present.insert(uid);
      }
    }
    return {};
  }

  static const store::AdoptionRow* find_row(const Rows& rows, FrameworkId framework) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const store::AdoptionRow& row) {
      return row.framework == framework;
    });
    return found == rows.end() ? nullptr : &*found;
  }

  /// Formulas of the tenant's other frameworks that read fields which leave.
  Result<void> find_inbound(const Rows& rows, const store::AdoptionRow* row,
                            const std::vector<FieldUid>& leaving, TenantFacts& facts) {
    const std::set<FieldUid> wanted(leaving.begin(), leaving.end());
    for (const store::AdoptionRow& other : rows) {
      if (&other == row || namesakes_.contains(other.framework)) continue;
      auto adoption = adoption_of(other);
      if (!adoption) return adoption.error();
      auto base = base_of(other);
      if (!base) return base.error();
      for (const OutboundReference& reference : CopyFacts(*base, adoption->overlay).references()) {
        if (reference.framework != keys_[row->framework] || !wanted.contains(reference.refers_to)) {
          continue;
        }
        facts.inbound.push_back({keys_[other.framework], reference.formula_field,
                                 reference.formula_code, reference.refers_to});
      }
    }
    return {};
  }

  store::ReadTransaction& tx_;
  VersionCache& versions_;
  store::ValueCounter counter_;
  BuiltSnapshot result_;
  Framework framework_;
  VersionPtr target_;
  std::vector<Tenant> tenants_;
  std::map<TenantId, Rows> rows_;
  std::map<std::string, FrameworkId> ids_;
  std::map<FrameworkId, std::string> keys_;
  std::set<FrameworkId> namesakes_;  // tenants' own frameworks of the same name
  std::map<int64_t, std::vector<FieldUid>> leaving_;
};

}  // namespace

Reply<BuiltSnapshot> build_snapshot(store::ReadTransaction& tx, VersionCache& versions,
                                    FrameworkId framework, std::optional<int64_t> version,
                                    const std::optional<std::vector<TenantId>>& tenants) {
  return Builder(tx, versions).build(framework, version, tenants);
}

}  // namespace datavault
