#include "server/store/approvals.h"

#include "server/store/counters.h"
#include "server/store/list_query.h"
#include "server/store/query.h"

namespace datavault::store {
namespace {

constexpr const char* kApprovalColumns =
    "a.id, a.plan_digest, a.kind, a.subject_id, a.title, a.summary, a.request, a.status, "
    "a.requested_by, r.email, a.requested_at, a.decided_by, d.email, a.decided_at, a.remark";
constexpr const char* kApprovalsFrom =
    "plan_approvals a JOIN users r ON r.id = a.requested_by LEFT JOIN users d ON d.id = "
    "a.decided_by";

void bind_approval(Query& query, ApprovalRow& row) {
  query.into(row.id).into(row.plan_digest).into(row.kind).into(row.subject_id).into(row.title);
  query.into(row.summary).into(row.request).into(row.status).into(row.requested_by);
  query.into(row.requested_by_email).into(row.requested_at).into(row.decided_by);
  query.into(row.decided_by_email).into(row.decided_at).into(row.remark);
}

std::string select_approvals(const char* condition) {
  return std::string("SELECT ") + kApprovalColumns + " FROM " + kApprovalsFrom + " WHERE " +
         condition;
}

Result<std::optional<ApprovalRow>> one_approval(Query& query) {
  ApprovalRow row;
  bind_approval(query, row);
  if (!query.next()) return std::optional<ApprovalRow>();
  return std::optional<ApprovalRow>(row);
}

}  // namespace

Result<std::optional<ApprovalRow>> find_approval(ReadTransaction& tx, int64_t id) {
  return guarded([&] {
    Query query(tx, select_approvals("a.id = :id"));
    return one_approval(query.use(id));
  });
}

Result<std::optional<ApprovalRow>> find_approval_of(ReadTransaction& tx,
                                                    std::string_view plan_digest) {
  return guarded([&] {
    Query query(tx, select_approvals("a.plan_digest = :digest ORDER BY a.id DESC LIMIT 1"));
    return one_approval(query.use(plan_digest));
  });
}

Result<Page<ApprovalRow>> list_approvals(ReadTransaction& tx, const PageRequest& request) {
  static const ListSpec kSpec{
      kApprovalColumns,
      kApprovalsFrom,
      "a.id",
      "",
      {{"id", "a.id", true}},
      {{"status", "a.status"}, {"kind", "a.kind"}, {"plan_digest", "a.plan_digest"}},
      true};
  return ListQuery(tx, kSpec, request).page<ApprovalRow>(bind_approval);
}

Result<int64_t> insert_approval(WriteTransaction& tx, const ApprovalRow& row) {
  auto id = next_ids(tx, "plan_approvals");
  if (!id) return id;
  return guarded([&]() -> Result<int64_t> {
    Query query(tx,
                "INSERT INTO plan_approvals (id, plan_digest, kind, subject_id, title, summary, "
                "request, status, requested_by, requested_at, remark) VALUES (:id, :digest, :kind, "
                ":subject, :title, :summary, :request, :status, :by, :at, '')");
    query.use(*id).use(row.plan_digest).use(row.kind).use(row.subject_id).use(row.title);
    query.use(row.summary).use(row.request).use(row.status).use(row.requested_by);
    query.use(row.requested_at).run();
    return *id;
  });
}

Result<void> decide_approval(WriteTransaction& tx, const ApprovalRow& row) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "UPDATE plan_approvals SET status = :status, decided_by = :by, decided_at = :at, "
                "remark = :remark WHERE id = :id");
    query.use(row.status).use(row.decided_by).use(row.decided_at).use(row.remark);
    query.use(row.id).run();
    return {};
  });
}

}  // namespace datavault::store
