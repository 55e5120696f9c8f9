// What the audit's actions are called.
#include "web/views/audit_words.h"

#include <array>

namespace datavault {
namespace {

constexpr std::array<ActionWord, 42> kActionWords{{
    {"auth.login", "Signed in"},
    {"auth.logout", "Signed out"},
    {"auth.link", "Opened a one-time link"},
    {"auth.redeem", "Chose a password by a link"},
    {"auth.impersonate", "Began to stand in for a user"},
    {"auth.impersonation.end", "Ended standing in"},
    {"account.password", "Changed the own password"},
    {"account.second_factor.begin", "Began to add a second factor"},
    {"account.second_factor.add", "Added a second factor"},
    {"account.second_factor.remove", "Removed the second factor"},
    {"account.session.end", "Ended an own session"},
    {"account.sessions.end", "Ended own sessions"},
    {"account.token.add", "Made an API token"},
    {"account.token.remove", "Removed an API token"},
    {"user.create", "Added a user"},
    {"user.update", "Changed a user"},
    {"user.reset", "Made a user a new link"},
    {"user.sessions.end", "Ended a user's sessions"},
    {"framework.create", "Made a framework"},
    {"framework.import", "Imported a framework"},
    {"framework.publish", "Published a version"},
    {"company.create", "Added a company"},
    {"company.update", "Changed a company"},
    {"company.framework.edit", "Edited a company's framework"},
    {"company.entities.add", "Added a company's entities"},
    {"company.assignments.put", "Set a company's data points"},
    {"company.values.put", "Entered a company's values"},
    {"tenant.framework.edit", "Edited the own framework"},
    {"tenant.values.put", "Entered own values"},
    {"sync.preview", "Previewed a distribution"},
    {"sync.impact", "Compared computed values"},
    {"sync.distribute", "Distributed a framework"},
    {"sync.cancel", "Cancelled a job"},
    {"sync.pause", "Paused a job"},
    {"sync.resume", "Resumed a job"},
    {"sync.retry", "Retried a job"},
    {"sync.rollback", "Rolled a job back"},
    {"sync.remembered.withdraw", "Withdrew a remembered answer"},
    {"approval.ask", "Asked for approval"},
    {"approval.approve", "Approved a plan"},
    {"approval.reject", "Rejected a plan"},
    {"audit.retention", "Removed old audit rows"},
}};

}  // namespace

std::span<const ActionWord> action_words() { return kActionWords; }

std::string action_words(const std::string& action) {
  for (const ActionWord& word : kActionWords) {
    if (word.action == action) return std::string(word.words);
  }
  return action;
}

}  // namespace datavault
