#include "server/app/tenant_facts.h"

#include <algorithm>
#include <utility>

#include "core/codec/framework_json.h"
#include "server/app/copies.h"
#include "server/app/copy_references.h"
#include "server/store/frameworks.h"
#include "server/store/remembered.h"
#include "server/store/reporting.h"
#include "server/store/tenants.h"

namespace datavault {
namespace {

const store::AdoptionRow* find_row(const std::vector<store::AdoptionRow>& rows,
                                   FrameworkId framework) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const store::AdoptionRow& row) {
    return row.framework == framework;
  });
  return found == rows.end() ? nullptr : &*found;
}

Result<RememberedDecision> remembered_from(const store::RememberedRow& row) {
  RememberedDecision decision;
  decision.field.value = row.field_uid;
  if (!row.attribute.empty()) {
    decision.attribute = attribute_from_text(row.attribute);
    if (!decision.attribute) return storage_error("A remembered decision cannot be read.");
  }
  auto value = parse_json(row.value);
  if (!value) return storage_error("A remembered decision cannot be read.");
  decision.value = *std::move(value);
  return decision;
}

}  // namespace

Result<void> FactsReader::load(const std::optional<std::vector<TenantId>>& ids) {
  auto tenants = store::load_tenants(tx_, ids);
  if (!tenants) return tenants.error();
  tenants_ = *std::move(tenants);
  std::vector<TenantId> known;
  for (const Tenant& tenant : tenants_) known.push_back(tenant.id);
  auto rows = store::load_adoptions_of(tx_, known);
  if (!rows) return rows.error();
  for (store::AdoptionRow& row : *rows) rows_[row.tenant].push_back(std::move(row));
  auto assignments = store::load_assignments_of(tx_, known);
  if (!assignments) return assignments.error();
  assignments_ = *std::move(assignments);
  if (auto loaded = load_remembered(known); !loaded) return loaded;
  return load_frameworks();
}

Result<void> FactsReader::load_remembered(const std::vector<TenantId>& tenants) {
  auto rows = store::load_remembered_of(tx_, tenants, framework_.id);
  if (!rows) return rows.error();
  for (const store::RememberedRow& row : *rows) {
    auto decision = remembered_from(row);
    if (!decision) return decision.error();
    remembered_[row.tenant].push_back(*std::move(decision));
  }
  return {};
}

Result<void> FactsReader::load_frameworks() {
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
store::AdoptionRow* FactsReader::row_of(Rows& rows) const {
  store::AdoptionRow* own = nullptr;
  for (store::AdoptionRow& row : rows) {
    if (row.framework == framework_.id) return &row;
    if (!row.base_version && namesakes_.contains(row.framework)) own = &row;
  }
  return own;
}

Result<VersionPtr> FactsReader::base_of(const store::AdoptionRow& row) {
  if (!row.base_version) return VersionPtr();
  return versions_.get(tx_, row.framework, *row.base_version);
}

Result<FoundFacts> FactsReader::facts_of(const Tenant& tenant, const VersionPtr& target) {
  FoundFacts found;
  found.facts.tenant = tenant;
  Rows& rows = rows_[tenant.id];
  store::AdoptionRow* row = row_of(rows);
  if (row) {
    auto adoption = adoption_of(*row);
    if (!adoption) return adoption.error();
    found.facts.adoption = *std::move(adoption);
    found.facts.state = row->state_digest;
    auto base = base_of(*row);
    if (!base) return base.error();
    found.base = *base;
  }
  if (const auto it = remembered_.find(tenant.id); it != remembered_.end()) {
    found.facts.remembered = it->second;
  }
  if (auto done = find_foreign(rows, row, target, found); !done) return done.error();
  find_assignments(target, found);
  if (!row) return found;
  if (auto done = find_values(rows, *row, target, found); !done) return done.error();
  found.row = std::move(*row);
  return found;
}

Result<FoundFacts> FactsReader::facts_between(const Tenant& tenant, const VersionPtr& base,
                                              Overlay beyond, const VersionPtr& target) {
  FoundFacts found;
  found.facts.tenant = tenant;
  found.facts.adoption = Adoption{std::nullopt, std::move(beyond)};
  found.base = base;
  Rows& rows = rows_[tenant.id];
  const store::AdoptionRow* row = row_of(rows);
  if (!row) return storage_error("A company's copy of a framework is not there.");
  found.row = *row;
  if (auto done = find_foreign(rows, row, target, found); !done) return done.error();
  find_assignments(target, found);
  if (auto done = find_values(rows, *row, target, found); !done) return done.error();
  return found;
}

/// What formulas of the target, of the base and of the tenant read in other frameworks.
Result<void> FactsReader::find_foreign(const Rows& rows, const store::AdoptionRow* row,
                                       const VersionPtr& target, FoundFacts& found) {
  std::map<std::string, std::set<FieldUid>> wanted;
  const auto want = [&](const std::vector<OutboundReference>& references) {
    for (const OutboundReference& reference : references) {
      wanted[reference.framework].insert(reference.refers_to);
    }
  };
  want(target->outbound);
  if (found.base) want(found.base->outbound);
  if (row) want(CopyReferences(found.base, found.facts.adoption->overlay).outbound());
  for (const auto& [key, uids] : wanted) {
    const auto id = ids_.find(key);
    const store::AdoptionRow* other = id == ids_.end() ? nullptr : find_row(rows, id->second);
    if (!other || other == row) continue;
    auto adoption = adoption_of(*other);
    if (!adoption) return adoption.error();
    auto base = base_of(*other);
    if (!base) return base.error();
    const CopyReferences copy(*base, adoption->overlay);
    auto& present = found.facts.foreign_fields[key];
    for (const FieldUid& uid : uids) {
      if (copy.has(uid)) present.insert(uid);
    }
  }
  return {};
}

Result<void> FactsReader::find_values(const Rows& rows, const store::AdoptionRow& row,
                                      const VersionPtr& target, FoundFacts& found) {
  const auto questions = values_.questions(found.base, target, found.facts.adoption->overlay);
  if (questions.empty()) return {};
  auto values = values_.read(found.facts.tenant.id, questions);
  if (!values) return values.error();
  found.facts.values = *std::move(values);
  std::set<FieldUid> leaving;
  for (const ValueQuestion& question : questions) {
    if (!target->index.contains(question.field.uid)) leaving.insert(question.field.uid);
  }
  return leaving.empty() ? Result<void>() : find_inbound(rows, row, leaving, found);
}

/// Formulas of the tenant's other frameworks that read fields which leave.
Result<void> FactsReader::find_inbound(const Rows& rows, const store::AdoptionRow& row,
                                       const std::set<FieldUid>& leaving, FoundFacts& found) {
  const std::string& key = keys_[row.framework];
  for (const store::AdoptionRow& other : rows) {
    if (other.framework == row.framework || namesakes_.contains(other.framework)) continue;
    auto adoption = adoption_of(other);
    if (!adoption) return adoption.error();
    auto base = base_of(other);
    if (!base) return base.error();
    for (const auto& reference : CopyReferences(*base, adoption->overlay).outbound()) {
      if (reference.framework != key || !leaving.contains(reference.refers_to)) continue;
      found.facts.inbound.push_back({keys_[other.framework], reference.formula_field,
                                     reference.formula_code, reference.refers_to});
    }
  }
  return {};
}

/// Deviations from defaults that are not the same after as now.
void FactsReader::find_assignments(const VersionPtr& target, FoundFacts& found) {
  const auto assignments = assignments_.find(found.facts.tenant.id);
  if (assignments == assignments_.end()) return;
  static const FrameworkContent kNothing;
  static const FieldIndex kNoFields(kNothing);
  for (const Assignment& assignment : assignments->second) {
    const Field* after = target->index.find(assignment.field);
    if (!after) continue;
    std::optional<Field> now;
    if (found.facts.adoption) {
      now = resolve_field(found.base ? found.base->index : kNoFields, found.facts.adoption->overlay,
                          assignment.field);
    }
    if (now && now->frequency == after->frequency && now->unit == after->unit) continue;
    found.facts.assignments.push_back(assignment);
  }
}

Result<std::map<int64_t, std::vector<LineageEntry>>> lineage_between(store::ReadTransaction& tx,
                                                                     FrameworkId framework,
                                                                     int64_t first, int64_t last) {
  std::map<int64_t, std::vector<LineageEntry>> result;
  if (first >= last) return result;
  auto texts = store::load_lineages(tx, framework, first, last);
  if (!texts) return texts.error();
  for (const auto& [number, text] : *texts) {
    auto json = parse_json(text);
    if (!json) return storage_error("A stored lineage cannot be read.");
    auto lineage = lineage_from_json(*json);
    if (!lineage) return storage_error("A stored lineage cannot be read.");
    if (!lineage->empty()) result[number] = *std::move(lineage);
  }
  return result;
}

}  // namespace datavault
