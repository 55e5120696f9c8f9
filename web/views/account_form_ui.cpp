// The dialogs of the account page.
#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/qr_code.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

using Form = AccountFormView;

constexpr float kQrSide = 256;  // five pixels a module, for most addresses

bool present_password_ui(const Form& form, AccountUi& ui) {
  ui::TextInputOptions options;
  options.kind = ui::InputKind::password;
  options.autocomplete = "current-password";
  options.error = form.password_error;
  options.required = true;
  options.autofocus = true;
  return ui::text_input("Present password", ui.password, options).submitted;
}

/// Cancel and the form's own button; true when the form is to be sent.
bool form_buttons_ui(ui::Dialog& dialog, const Form& form, std::string_view label, bool submitted,
                     Commands& commands, ui::ButtonKind kind = ui::ButtonKind::primary) {
  if (!form.problem.empty()) ui::alert(Tone::danger, form.problem);
  dialog.actions();
  if (ui::button("Cancel") || dialog.dismissed()) commands.push_back(ShowAccountForm{});
  submitted |= ui::button(label, {.kind = kind, .disabled = !form.can_send, .busy = form.busy});
  return submitted && form.can_send && !form.busy;
}

void password_form_ui(const Form& form, AccountUi& ui, Commands& commands) {
  ui::Dialog dialog("Change your password");
  const ui::Group group(ui::GroupRole::form, "Change your password");
  bool submitted = present_password_ui(form, ui);
  ui::TextInputOptions wanted;
  wanted.kind = ui::InputKind::password;
  wanted.autocomplete = "new-password";
  wanted.help = form.password_hint;
  wanted.error = form.wanted_error;
  wanted.required = true;
  submitted |= ui::text_input("New password", ui.wanted, wanted).submitted;
  if (form_buttons_ui(dialog, form, "Change it", submitted, commands)) {
    commands.push_back(ChangePassword{ui.password, ui.wanted});
  }
}

void begin_form_ui(const Form& form, AccountUi& ui, Commands& commands) {
  ui::Dialog dialog("Add a second factor");
  ui::text("You need an authenticator app on your phone, or a password manager that makes codes.");
  const bool submitted = present_password_ui(form, ui);
  if (form_buttons_ui(dialog, form, "Continue", submitted, commands)) {
    commands.push_back(BeginSecondFactor{ui.password});
  }
}

void secret_ui(const Form& form, Commands& commands) {
  {
    const ui::Row row({.align = ui::Align::center, .height = kQrSide});
    ui::qr_code("QR code of the secret", form.uri, kQrSide);
  }
  ui::muted("Or type this secret into the app:");
  ui::code(form.secret);
  const ui::Row row;
  if (ui::button("Copy secret", {.icon = icons::content_copy, .small = true})) {
    commands.push_back(CopyText{form.secret, "The secret is"});
  }
  ui::link("Open in an app here", form.uri);
}

void scan_form_ui(const Form& form, AccountUi& ui, Commands& commands) {
  ui::Dialog dialog("Scan this with your app");
  secret_ui(form, commands);
  ui::TextInputOptions code;
  code.autocomplete = "one-time-code";
  code.help = "Six digits. It shows that your app has the secret.";
  code.error = form.code_error.empty() ? form.password_error : form.code_error;
  code.required = true;
  code.max_length = 8;
  const bool submitted = ui::text_input("Code from the app", ui.code, code).submitted;
  if (form_buttons_ui(dialog, form, "Turn it on", submitted, commands)) {
    commands.push_back(ConfirmSecondFactor{ui.password, ui.code});
  }
}

std::string lines_of(const std::vector<std::string>& codes) {
  std::string text;
  for (const std::string& code : codes) text += code + "\n";
  return text;
}

void codes_form_ui(const Form& form, Commands& commands) {
  ui::Dialog dialog("Keep your recovery codes", {.dismissible = false});
  ui::alert(Tone::warning, "They are shown once",
            "Each lets you in one time without your device. Keep them where it is not.");
  {
    const ui::Group list(ui::GroupRole::list, "Recovery codes");
    ui::Grid grid("codes", {.min_width = 160, .max_columns = 2, .gap = 8});
    for (const std::string& code : form.codes) {
      grid.next();
      const ui::Group item(ui::GroupRole::list_item);
      ui::text(code, {.style = TextStyle::body_strong});
    }
  }
  {
    const ui::Row row;
    if (ui::button("Copy all", {.icon = icons::content_copy})) {
      commands.push_back(CopyText{lines_of(form.codes), "The codes are"});
    }
    if (ui::button("Download", {.icon = icons::file_download})) {
      commands.push_back(
          SaveText{"datavault-recovery-codes.txt", "text/plain", lines_of(form.codes)});
    }
  }
  dialog.actions();
  if (ui::button("I have kept them", {.kind = ui::ButtonKind::primary})) {
    commands.push_back(ShowAccountForm{});
  }
}

void remove_form_ui(const Form& form, AccountUi& ui, Commands& commands) {
  ui::Dialog dialog("Remove the second factor?");
  ui::text("Your password alone will let you in. The recovery codes stop working.");
  const bool submitted = present_password_ui(form, ui);
  if (form_buttons_ui(dialog, form, "Remove it", submitted, commands, ui::ButtonKind::danger)) {
    commands.push_back(RemoveSecondFactor{ui.password});
  }
}

void scopes_ui(const AccountView& view, AccountUi& ui) {
  ui.scopes.resize(view.scopes.size());
  const ui::Group group(ui::GroupRole::group, "Good for");
  ui::text("Good for", {.style = TextStyle::label, .decorative = true});
  for (size_t i = 0; i < view.scopes.size(); ++i) {
    bool chosen = ui.scopes[i];
    if (ui::checkbox(view.scopes[i].name, chosen, {.description = view.scopes[i].detail})) {
      ui.scopes[i] = chosen;
    }
  }
}

MakeToken wanted_token(const AccountView& view, const AccountUi& ui) {
  MakeToken token{ui.name, {}, view.days[static_cast<size_t>(ui.days)].days};
  for (size_t i = 0; i < view.scopes.size(); ++i) {
    if (ui.scopes[i]) token.scopes.push_back(view.scopes[i].scope);
  }
  return token;
}

void token_form_ui(const AccountView& view, AccountUi& ui, Commands& commands) {
  const Form& form = view.form;
  ui::Dialog dialog("New API token");
  ui::TextInputOptions name;
  name.placeholder = "What will use it";
  name.error = form.name_error;
  name.required = true;
  name.autofocus = true;
  name.max_length = 100;
  const bool submitted = ui::text_input("Name", ui.name, name).submitted;
  scopes_ui(view, ui);
  std::vector<std::string_view> labels;
  for (const DaysChoice& days : view.days) labels.push_back(days.label);
  ui::text("Ends after", {.style = TextStyle::label, .decorative = true});
  ui::segmented("Ends after", labels, ui.days);
  if (form_buttons_ui(dialog, form, "Make token", submitted, commands)) {
    commands.push_back(wanted_token(view, ui));
  }
}

void made_token_ui(const Form& form, Commands& commands) {
  ui::Dialog dialog("Your new token", {.width = 560, .dismissible = false});
  ui::alert(Tone::warning, "It is shown once", "Whoever has it can do what it is good for.");
  ui::code(form.token);
  ui::muted("Send it as \"Authorization: Bearer …\".");
  dialog.actions();
  if (ui::button("Copy", {.icon = icons::content_copy})) {
    commands.push_back(CopyText{form.token, "The token is"});
  }
  if (ui::button("Done", {.kind = ui::ButtonKind::primary})) {
    commands.push_back(ShowAccountForm{});
  }
}

}  // namespace

void account_form_ui(const AccountView& view, AccountUi& ui, Commands& commands) {
  switch (view.form.step) {
    case Form::Step::none:
      ui = {};
      return;
    case Form::Step::password:
      return password_form_ui(view.form, ui, commands);
    case Form::Step::begin:
      return begin_form_ui(view.form, ui, commands);
    case Form::Step::scan:
      return scan_form_ui(view.form, ui, commands);
    case Form::Step::codes:
      return codes_form_ui(view.form, commands);
    case Form::Step::remove:
      return remove_form_ui(view.form, ui, commands);
    case Form::Step::token:
      return token_form_ui(view, ui, commands);
    case Form::Step::made:
      return made_token_ui(view.form, commands);
  }
}

}  // namespace datavault
