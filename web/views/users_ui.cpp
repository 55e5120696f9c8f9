#include "generated/icons.h"
#include "web/platform/environment.h"
#include "web/views/filters_ui.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

const char* choice_icon(UserForm form) {
  switch (form) {
    case UserForm::impersonate:
      return icons::visibility;
    case UserForm::role:
      return icons::swap_horiz;
    case UserForm::reset:
      return icons::link;
    case UserForm::end_sessions:
      return icons::logout;
    case UserForm::deactivate:
      return icons::blocked;
    default:
      return icons::check;
  }
}

void user_menu_ui(const UserRow& row, Commands& commands) {
  if (row.choices.empty()) return ui::text("You", {.color = ui::TextColor::muted});
  std::vector<ui::MenuItem> items;
  for (const UserChoice& choice : row.choices) {
    items.push_back({.label = choice.label,
                     .icon = choice_icon(choice.form),
                     .danger = choice.is_grave,
                     .separator_before = choice.is_grave});
  }
  const ui::IdScope scope(row.email);
  const auto picked = ui::is_narrow()
                          ? ui::menu_button("Manage", items)
                          : ui::icon_menu_button(icons::more_vert, "Manage " + row.email, items);
  if (!picked) return;
  commands.push_back(ShowUserForm{row.choices[static_cast<size_t>(*picked)].form, row.user});
}

void users_table_ui(const UsersView& view, Commands& commands) {
  const ui::Column columns[] = {
      {.title = "User", .weight = 4, .stacked = ui::Stacked::heading},
      {.title = "Role", .weight = 3, .hide_below = 560, .stacked = ui::Stacked::two_lines},
      {.title = "State", .width = 120},
      {.title = "Signs in with", .weight = 2, .hide_below = 900},
      {.title = "Last signed in", .weight = 2, .hide_below = 760},
      {.title = "", .width = 64, .align = ui::Align::end, .stacked = ui::Stacked::action}};
  const auto draw = [&view, &commands](int index, int column, ui::TableCell& cell) {
    const UserRow& row = view.rows[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        return cell.text(row.email, ui::TextColor::normal, true);
      case 1:
        if (row.company.empty()) return cell.text(row.role);
        return cell.two_lines(row.role, row.company);
      case 2:
        return cell.badge(row.state, row.tone);
      case 3:
        return cell.text(row.security, ui::TextColor::muted);
      case 4:
        return cell.text(row.seen, ui::TextColor::muted);
      default:
        return user_menu_ui(row, commands);
    }
  };
  ui::table("Users", columns, static_cast<int>(view.rows.size()), draw,
            {.row_height = 56,
             .stacks = true,
             .empty = view.is_filtered ? "No user matches." : "No users yet."});
}

void add_user_form_ui(const UsersView& view, UsersUi& ui, Commands& commands) {
  ui::Dialog dialog("Add a user");
  const ui::Group form(ui::GroupRole::form, "Add a user");
  ui::TextInputOptions email;
  email.kind = ui::InputKind::email;
  email.autocomplete = "off";
  email.error = view.email_error;
  email.required = true;
  email.autofocus = true;
  ui::text_input("Email", ui.email, email);
  std::vector<std::string_view> roles;
  for (const UserRole role : view.roles) roles.push_back(name_of(role));
  ui::text("Role", {.style = TextStyle::label, .decorative = true});
  ui::segmented("Role", roles, ui.role);
  if (view.needs_company) {
    std::vector<ui::ComboItem> companies;
    for (const Tenant& tenant : view.companies) companies.push_back({tenant.name, tenant.industry});
    ui::combo("Company", companies, ui.company,
              {.help = "They see and edit only what is its own."});
  }
  ui::muted("You get a link for them, with which they choose a password.");
  if (!view.problem.empty()) ui::alert(Tone::danger, view.problem);
  dialog.actions();
  if (ui::button("Cancel") || dialog.dismissed()) commands.push_back(ShowUserForm{});
  if (ui::button(
          "Add user",
          {.kind = ui::ButtonKind::primary, .disabled = !view.can_send, .busy = view.busy})) {
    const TenantId company =
        view.needs_company ? view.companies[static_cast<size_t>(ui.company)].id : TenantId{};
    commands.push_back(AddUser{ui.email, view.roles[static_cast<size_t>(ui.role)], company});
  }
}

void confirm_user_action(const UserQuestion& question, const UsersUi& ui, Commands& commands) {
  const User& user = question.subject;
  switch (question.form) {
    case UserForm::role:
      commands.push_back(
          ChangeUser{user.id, {}, user.role == UserRole::admin ? UserRole::user : UserRole::admin});
      return;
    case UserForm::deactivate:
    case UserForm::activate:
      commands.push_back(ChangeUser{user.id, question.form == UserForm::activate, {}});
      return;
    case UserForm::reset:
      commands.push_back(ResetUser{user.id, ui.second_factor});
      return;
    case UserForm::end_sessions:
      commands.push_back(EndUserSessions{user.id});
      return;
    case UserForm::impersonate:
      commands.push_back(Impersonate{user.id});
      return;
    case UserForm::none:
    case UserForm::add:
      return;
  }
}

void question_form_ui(const UsersView& view, UsersUi& ui, Commands& commands) {
  const UserQuestion& question = *view.question;
  ui::Dialog dialog(question.title);
  ui::text(question.detail);
  if (question.offers_second_factor) {
    ui::checkbox("Remove the second factor too", ui.second_factor,
                 {.description = "For who lost the device and the recovery codes."});
  }
  if (!view.problem.empty()) ui::alert(Tone::danger, view.problem);
  dialog.actions();
  if (ui::button("Cancel") || dialog.dismissed()) commands.push_back(ShowUserForm{});
  const auto kind = question.is_grave ? ui::ButtonKind::danger : ui::ButtonKind::primary;
  if (ui::button(question.confirm, {.kind = kind, .busy = view.busy})) {
    confirm_user_action(question, ui, commands);
  }
}

void made_link_ui(const LinkView& link, Commands& commands) {
  ui::Dialog dialog("A link for " + link.email, {.width = 560, .dismissible = false});
  ui::alert(Tone::warning, "It is shown once",
            "Send it to nobody else: who opens it chooses the password.");
  const std::string address = platform::page_origin() + link.path;
  ui::code(address);
  ui::muted("It works once, until " + link.ends + ".");
  dialog.actions();
  if (ui::button("Copy link", {.icon = icons::content_copy})) {
    commands.push_back(CopyText{address, "The link is"});
  }
  if (ui::button("Done", {.kind = ui::ButtonKind::primary})) commands.push_back(ShowUserForm{});
}

void users_form_ui(const UsersView& view, UsersUi& ui, Commands& commands) {
  if (view.link) return made_link_ui(*view.link, commands);
  if (view.adds) return add_user_form_ui(view, ui, commands);
  if (view.question) return question_form_ui(view, ui, commands);
  ui = {};
}

}  // namespace

void users_ui(const UsersView& view, UsersUi& ui, Commands& commands) {
  {
    const ui::PageHeader header("Users", view.subtitle);
    if (ui::button("Add user", {.kind = ui::ButtonKind::primary, .icon = icons::add})) {
      commands.push_back(ShowUserForm{UserForm::add, {}});
    }
  }
  filter_row_ui([&] { search_filter_ui("Search users", "E-mail address", view.search, commands); },
                [&] {
                  choice_filter_ui("role", view.role, 160, commands);
                  choice_filter_ui("company", view.company, 220, commands);
                  choice_filter_ui("state", view.active, 200, commands);
                });
  if (loaded_ui(view.load, commands)) {
    users_table_ui(view, commands);
    more_rows_ui(view.shown, view.has_more, view.loads_more, commands);
  }
  users_form_ui(view, ui, commands);
}

}  // namespace datavault
