#include "web/views/login_ui.h"

#include "web/widgets/ui.h"

namespace datavault {
namespace {

void form_ui(const LoginView& view, LoginUi& ui, Commands& commands) {
  const ui::Group form(ui::GroupRole::form, "Sign in");
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

  ui::space(metrics::kSpace5);
  ui::ButtonOptions button;
  button.kind = ui::ButtonKind::primary;
  button.full_width = true;
  button.busy = view.busy;
  submitted |= ui::button("Sign in", button);
  if (submitted && !view.busy && !ui.email.empty()) {
    commands.push_back(SignIn{ui.email, ui.password});
  }
}

void brand_ui() {
  const ui::Row row({.gap = 8});
  ui::product_mark(28);
  ui::text("DataVault", {.style = TextStyle::title, .wrap = false});
}

}  // namespace

void login_ui(const LoginView& view, LoginUi& ui, Commands& commands) {
  const ui::CenteredPage page(400);
  if (view.restoring) {
    ui::spinner("Opening DataVault…");
    return;
  }
  const ui::Card card("login", {.padding = 32, .raised = true});
  brand_ui();
  ui::page_header("Sign in", "To the super admin console");
  if (!view.error.empty())
    ui::alert(Tone::danger, view.error);
  else if (!view.notice.empty())
    ui::alert(Tone::neutral, view.notice);
  form_ui(view, ui, commands);
}

}  // namespace datavault
