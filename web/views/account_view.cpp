#include "web/views/account_view.h"

#include <algorithm>
#include <initializer_list>

#include "web/views/welcome_view.h"
#include "web/views/words.h"

namespace datavault {
namespace {

struct Word {
  std::string_view sign, name;
};

std::string_view first_word_of(const std::string& text, std::initializer_list<Word> words) {
  for (const Word& word : words) {
    if (text.find(word.sign) != std::string::npos) return word.name;
  }
  return {};
}

SessionRow session_row(const OpenSession& session, const Account& account) {
  SessionRow row;
  row.id = session.id;
  row.device = device_name(session.user_agent);
  row.address = session.ip;
  row.seen = session.is_current ? "Now" : ago_text(session.seen_at);
  row.since = date_text(session.created_at);
  row.is_current = session.is_current;
  row.is_ending = account.ending.contains(session.id);
  return row;
}

TokenRow token_row(const ApiToken& token, const Account& account) {
  TokenRow row;
  row.id = token.id;
  row.name = token.name;
  for (const std::string& scope : token.scopes)
    row.scopes += (row.scopes.empty() ? "" : ", ") + scope;
  row.expires = date_text(token.expires_at);
  row.used = token.seen_at.empty() ? "Never" : ago_text(token.seen_at);
  row.is_removing = account.removing.contains(token.id);
  return row;
}

/// What a token of this user can be good for.
std::vector<ScopeChoice> scopes_for(const Session& session) {
  if (!session.is_super_admin()) {
    return {{"read", "Read", "The company's frameworks and values."},
            {"tenant:write", "Change the company's data", "Edit frameworks, enter values."}};
  }
  return {{"read", "Read", "Everything that you can see."},
          {"frameworks:write", "Change frameworks", "Import and publish versions."},
          {"companies:write", "Change companies", "Add companies, edit their copies and values."},
          {"sync:write", "Distribute", "Start, stop and roll back jobs."}};
}

AccountFormView::Step step_of(const Account& account) {
  using Step = AccountFormView::Step;
  switch (account.form) {
    case AccountForm::none:
      break;
    case AccountForm::password:
      return Step::password;
    case AccountForm::second_factor:
      if (!account.recovery_codes.empty()) return Step::codes;
      return account.second_factor ? Step::scan : Step::begin;
    case AccountForm::no_second_factor:
      return Step::remove;
    case AccountForm::token:
      return account.made_token.empty() ? Step::token : Step::made;
  }
  return Step::none;
}

void add_account_problem(const Failure& failure, AccountFormView& form) {
  if (failure.code == "wrong_password")
    form.password_error = failure.message;
  else if (failure.code == "wrong_code")
    form.code_error = failure.message;
  else if (failure.where == "password")
    form.wanted_error = failure.message;
  else if (failure.where == "name")
    form.name_error = failure.message;
  else
    form.problem = failure.message;
}

bool can_send_form(const AccountFormView& form, const AccountUi& ui) {
  using Step = AccountFormView::Step;
  switch (form.step) {
    case Step::password:
      return !ui.password.empty() && password_lack(ui.wanted).empty();
    case Step::scan:
      return ui.code.size() >= 6;
    case Step::token:
      return !ui.name.empty() &&
             std::find(ui.scopes.begin(), ui.scopes.end(), true) != ui.scopes.end();
    default:
      return !ui.password.empty();
  }
}

AccountFormView form_of(const Account& account, const AccountUi& ui) {
  AccountFormView form;
  form.step = step_of(account);
  form.busy = account.task.sending();
  add_account_problem(account.task.failure, form);
  form.password_hint = password_lack(ui.wanted);
  if (form.password_hint.empty()) form.password_hint = "Long enough.";
  form.can_send = can_send_form(form, ui);
  if (account.second_factor) {
    form.secret = in_fours(account.second_factor->secret);
    form.uri = account.second_factor->uri;
  }
  form.codes = account.recovery_codes;
  form.token = account.made_token;
  return form;
}

void add_second_factor(const AccountFacts& facts, AccountView& view) {
  constexpr int64_t kFew = 3;
  view.has_second_factor = facts.has_second_factor;
  view.few_codes = facts.has_second_factor && facts.recovery_codes_left <= kFew;
  view.second_factor = facts.has_second_factor
                           ? counted(facts.recovery_codes_left, "recovery code") + " left"
                           : "A code from your phone, asked for after the password.";
}

}  // namespace

std::string device_name(const std::string& user_agent) {
  if (user_agent.empty()) return "Unknown device";
  const std::string_view browser = first_word_of(user_agent, {{"Edg/", "Edge"},
                                                              {"OPR/", "Opera"},
                                                              {"Firefox/", "Firefox"},
                                                              {"Chrome/", "Chrome"},
                                                              {"Safari/", "Safari"}});
  const std::string_view system = first_word_of(user_agent, {{"Android", "Android"},
                                                             {"iPhone", "iPhone"},
                                                             {"iPad", "iPad"},
                                                             {"Windows", "Windows"},
                                                             {"Mac OS X", "macOS"},
                                                             {"CrOS", "ChromeOS"},
                                                             {"Linux", "Linux"}});
  if (browser.empty()) return user_agent.substr(0, user_agent.find_first_of(" /"));
  if (system.empty()) return std::string(browser);
  return std::string(browser) + " on " + std::string(system);
}

std::string in_fours(const std::string& text) {
  std::string grouped;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && i % 4 == 0) grouped += ' ';
    grouped += text[i];
  }
  return grouped;
}

AccountView build_account_view(const AppState& state, const AccountUi& ui) {
  const Account& account = state.account;
  AccountView view;
  if (state.session.user) {
    view.email = state.session.user->email;
    view.role = name_of(state.session.user->role);
    if (!state.session.company.empty()) view.role += " of " + state.session.company;
  }
  if (state.session.impersonator) {
    view.not_ours = "This is " + view.email + "'s account. Only its owner can change it.";
  }
  view.facts = load_view(account.facts);
  view.sessions = load_view(account.sessions);
  view.tokens = load_view(account.tokens);
  add_second_factor(account.facts.value, view);
  for (const OpenSession& session : account.sessions.value) {
    view.session_rows.push_back(session_row(session, account));
    view.other_sessions += session.is_current ? 0 : 1;
  }
  view.ending_others = account.ending.contains(0);
  for (const ApiToken& token : account.tokens.value) {
    view.token_rows.push_back(token_row(token, account));
  }
  view.scopes = scopes_for(state.session);
  view.days = {{30, "30 days"}, {90, "90 days"}, {365, "A year"}};
  view.form = form_of(account, ui);
  return view;
}

}  // namespace datavault
