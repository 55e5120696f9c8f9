#include "web/views/login_ui.h"

#include "generated/icons.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

bool submit_button_ui(std::string_view label, bool busy) {
  ui::space(metrics::kSpace5);
  ui::ButtonOptions button;
  button.kind = ui::ButtonKind::primary;
  button.full_width = true;
  button.busy = busy;
  return ui::button(label, button);
}

void password_step_ui(const LoginView& view, LoginUi& ui, Commands& commands) {
  const ui::Group form(ui::GroupRole::form, "Sign in");
  if (ui.email.empty() && ui.password.empty()) ui.email = view.email_hint;
  ui::TextInputOptions email;
  email.kind = ui::InputKind::email;
  email.autocomplete = "username";
  email.required = true;
  email.autofocus = true;
  bool submitted = ui::text_input("Email", ui.email, email).submitted;

  ui::TextInputOptions password;
  password.kind = ui::InputKind::password;
  password.autocomplete = "current-password";
  password.required = true;
  submitted |= ui::text_input("Password", ui.password, password).submitted;
  submitted |= submit_button_ui("Sign in", view.busy);
  if (submitted && !view.busy && !ui.email.empty()) {
    commands.push_back(SignIn{ui.email, ui.password, {}});
  }
}

void code_step_ui(const LoginView& view, LoginUi& ui, Commands& commands) {
  const ui::Group form(ui::GroupRole::form, "Second factor");
  ui::TextInputOptions code;
  code.autocomplete = "one-time-code";
  code.help = "Without your device, type one of your recovery codes.";
  code.error = view.code_error;
  code.required = true;
  code.autofocus = true;
  code.max_length = 40;
  bool submitted = ui::text_input("Code", ui.code, code).submitted;
  submitted |= submit_button_ui("Continue", view.busy);
  if (submitted && !view.busy && !ui.code.empty()) {
    commands.push_back(SignIn{ui.email, ui.password, ui.code});
  }
  if (ui::button("Back", {.kind = ui::ButtonKind::ghost,
                          .icon = icons::arrow_back,
                          .disabled = view.busy,
                          .full_width = true})) {
    ui.code.clear();
    commands.push_back(ForgetCode{});
  }
}

void messages_ui(const LoginView& view) {
  if (!view.first_use.empty()) ui::alert(Tone::accent, "Welcome to DataVault", view.first_use);
  if (!view.error.empty())
    ui::alert(Tone::danger, view.error);
  else if (!view.notice.empty())
    ui::alert(Tone::neutral, view.notice);
}

}  // namespace

void brand_ui() {
  const ui::Row row({.gap = 8});
  ui::product_mark(28);
  ui::text("DataVault", {.style = TextStyle::title, .wrap = false});
}

void login_ui(const LoginView& view, LoginUi& ui, Commands& commands) {
  const ui::CenteredPage page(400);
  if (view.restoring) {
    ui::spinner("Opening DataVault…");
    return;
  }
  const ui::Card card("login", {.padding = 32, .raised = true});
  brand_ui();
  ui::page_header(view.asks_code ? "Second factor" : "Sign in", view.subtitle);
  messages_ui(view);
  if (view.asks_code)
    code_step_ui(view, ui, commands);
  else
    password_step_ui(view, ui, commands);
}

}  // namespace datavault
