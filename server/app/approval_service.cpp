#include "server/app/approval_service.h"

#include "server/app/signed_in.h"

namespace datavault {
namespace {

constexpr const char* kPending = "PENDING";
constexpr const char* kApproved = "APPROVED";
constexpr const char* kRejected = "REJECTED";
constexpr size_t kLongestRemark = 2000;

Failure no_approval(int64_t id) {
  return Failure(not_found("There is no approval with the id " + std::to_string(id) + "."),
                 "approval_not_found");
}

Reply<store::ApprovalRow> require_approval(store::ReadTransaction& tx, int64_t id) {
  auto row = store::find_approval(tx, id);
  if (!row) return row.error();
  if (!*row) return no_approval(id);
  return **std::move(row);
}

/// Whether who approved it may still do so.
Result<bool> still_counts(store::ReadTransaction& tx, const store::ApprovalRow& row) {
  auto user = store::find_user(tx, row.decided_by.value_or(0));
  if (!user) return user.error();
  return *user && (*user)->is_active && (*user)->role == kSuperAdmin;
}

}  // namespace

Reply<Done> ApprovalService::check(store::ReadTransaction& tx, const std::string& plan_digest) {
  if (!is_needed_) return Done{};
  auto row = store::find_approval_of(tx, plan_digest);
  if (!row) return row.error();
  if (*row && (*row)->status == kApproved) {
    auto counts = still_counts(tx, **row);
    if (!counts) return counts.error();
    if (*counts) return Done{};
    return Failure(conflict_error("Who approved this is no super admin any more. Ask again."),
                   "approval_needed", {{"approval_id", (*row)->id}, {"status", "WITHDRAWN"}});
  }
  const Json details = {{"approval_id", *row ? Json((*row)->id) : Json(nullptr)},
                        {"status", *row ? Json((*row)->status) : Json(nullptr)}};
  std::string message = "Here a second super admin has to agree to a plan before it is applied.";
  if (!*row) {
    message += " Ask for approval first.";
  } else if ((*row)->status == kPending) {
    message += " Nobody did so yet.";
  } else {
    message += " This one was rejected.";
  }
  return Failure(conflict_error(message), "approval_needed", details);
}

Reply<store::ApprovalRow> ApprovalService::ask(store::WriteTransaction& tx, store::ApprovalRow row,
                                               const Actor& actor) {
  auto before = store::find_approval_of(tx, row.plan_digest);
  if (!before) return before.error();
  if (*before && (*before)->status != kRejected) {
    const bool is_approved = (*before)->status == kApproved;
    auto counts = is_approved ? still_counts(tx, **before) : Result<bool>(true);
    if (!counts) return counts.error();
    if (*counts) return **std::move(before);
  }
  if (!actor.user_id) return Failure(invalid_input("Only a user can ask for approval."));
  row.status = kPending;
  row.requested_by = *actor.user_id;
  row.requested_by_email = actor.email;
  row.requested_at = iso_now(clock_);
  auto id = store::insert_approval(tx, row);
  if (!id) return id.error();
  row.id = *id;
  auto audited = audit_.record(tx, actor,
                               {"approval.ask",
                                "approval",
                                std::to_string(*id),
                                {{"plan_digest", row.plan_digest}, {"title", row.title}}});
  if (!audited) return audited.error();
  return row;
}

Reply<store::Page<store::ApprovalRow>> ApprovalService::list(const store::PageRequest& request) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return store::list_approvals(*tx, request);
}

Reply<store::ApprovalRow> ApprovalService::get(int64_t id) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return require_approval(*tx, id);
}

Reply<store::ApprovalRow> ApprovalService::decide(int64_t id, bool agrees,
                                                  const std::string& remark, const Actor& actor) {
  if (remark.size() > kLongestRemark) {
    return invalid_input("A remark can have 2,000 characters at most.", "remark");
  }
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto row = require_approval(*tx, id);
  if (!row) return row;
  if (row->status != kPending) {
    return Failure(conflict_error("This was decided already, by " +
                                  row->decided_by_email.value_or("somebody") + "."),
                   "approval_decided");
  }
  if (actor.user_id == row->requested_by || !actor.user_id) {
    return Failure({Error::Code::forbidden,
                    "Who asks for approval cannot give it; it takes a second super admin.", ""});
  }
  auto decider = store::find_user(*tx, *actor.user_id);
  if (!decider) return decider.error();
  // Else who asks could make the second pair of eyes.
  if (!*decider || (*decider)->created_at >= row->requested_at) {
    return Failure({Error::Code::forbidden,
                    "Your account is younger than this request, so it cannot decide it.", ""});
  }
  row->status = agrees ? kApproved : kRejected;
  row->decided_by = actor.user_id;
  row->decided_by_email = actor.email;
  row->decided_at = iso_now(clock_);
  row->remark = remark;
  if (auto decided = store::decide_approval(*tx, *row); !decided) return decided.error();
  auto audited = audit_.record(
      *tx, actor,
      {agrees ? "approval.approve" : "approval.reject",
       "approval",
       std::to_string(id),
       {{"plan_digest", row->plan_digest}, {"title", row->title}, {"remark", remark}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return row;
}

}  // namespace datavault
