#include "generated/icons.h"
#include "web/platform/environment.h"
#include "web/views/company_ui.h"
#include "web/views/pages_ui.h"
#include "web/views/template_parts_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void provision_form_ui(const ProvisionView& view, Commands& commands) {
  const ui::Group group(ui::GroupRole::form, "Company");
  CompanyForm form = view.form;
  bool submitted = false;
  if (company_form_ui(view.fields, form, submitted)) commands.push_back(EditCompany{form});
  problem_ui("It cannot be made like this", view.problem);
  const auto kind = view.is_ready ? ui::ButtonKind::secondary : ui::ButtonKind::primary;
  if (ui::button("Preview", {.kind = kind, .icon = icons::preview, .busy = view.checks}) ||
      submitted) {
    commands.push_back(CheckCompany{});
  }
}

void provision_preview_ui(const ProvisionView& view, Commands& commands) {
  if (!view.is_ready) {
    const ui::Card card("nothing yet");
    ui::heading(2, "What would be made");
    ui::muted("Fill in the form and preview it: nothing is written before you say so.");
    return;
  }
  {
    const ui::Card card("ready", {.tone = Tone::success});
    ui::heading(2, "This would be made");
    {
      const ui::Stack stack(6);
      for (const auto& fact : view.facts) ui::description(fact.name, fact.value);
    }
    if (unanswered_post_ui(view.is_unanswered, view.post_problem)) {
      commands.push_back(ProvisionCompany{});
    }
    if (!view.is_unanswered) problem_ui("Nothing was made", view.post_problem);
    if (ui::button(
            view.make_label,
            {.kind = ui::ButtonKind::primary, .icon = icons::rocket_launch, .busy = view.sends})) {
      commands.push_back(ProvisionCompany{});
    }
  }
  contents_column_ui(view.preview);
}

void provision_result_ui(const ProvisionView& view, Commands& commands) {
  {
    const ui::Card card("result");
    {
      const ui::Row row({.gap = 10, .height = 28});
      ui::heading(2, view.company);
      if (view.job.load.ready()) ui::badge(view.job.status.name, view.job.status.tone);
    }
    if (view.job.load.ready()) {
      ui::progress("Progress", view.job.fraction, view.job.progress,
                   view.job.finished ? view.job.status.tone : Tone::accent);
    } else {
      ui::spinner("The job is being looked at…");
    }
    problem_ui("The tenant was not made", view.failure);
    const ui::Row row;
    if (!view.tenant_href.empty() &&
        ui::button("Open the tenant", {.kind = ui::ButtonKind::primary, .icon = icons::business})) {
      commands.push_back(Go{view.tenant_href.substr(1)});
    }
    if (ui::button("Show the job", {.icon = icons::history})) {
      commands.push_back(Go{view.job_href.substr(1)});
    }
    if (ui::button("Provision another", {.icon = icons::add})) {
      commands.push_back(Go{view.another_path});
    }
  }
  if (view.link) admin_link_ui(*view.link, commands);
  if (view.figures.empty()) return;
  ui::heading(2, "What it has");
  template_figures_ui(view.figures);
}

}  // namespace

bool company_form_ui(const CompanyFormView& view, CompanyForm& form, bool& submitted) {
  bool changed = false;
  const auto input = [&](std::string_view label, std::string& value,
                         const ui::TextInputOptions& options) {
    const ui::TextInputResult result = ui::text_input(label, value, options);
    changed |= result.changed;
    submitted |= result.submitted;
  };
  input("Company name", form.name,
        {.error = view.name_error, .autocomplete = "off", .required = true, .max_length = 300});
  input("Slug", form.slug,
        {.help = "Names the company in addresses. Empty: made from the name.",
         .error = view.slug_error,
         .autocomplete = "off",
         .max_length = 100});
  const std::string none = view.template_industry.empty()
                               ? std::string("None")
                               : "The template's: " + view.template_industry;
  changed |= industry_ui(none, form.industry, view.industry_error);
  for (const CompanyFormView::Parameter& parameter : view.parameters) {
    const ui::IdScope scope(parameter.name);
    std::string& value = form.parameters[parameter.name];
    const std::string help =
        parameter.is_required ? std::string() : "Empty: " + parameter.fallback + ".";
    input(parameter.label, value,
          {.placeholder = parameter.fallback,
           .help = help,
           .error = parameter.error,
           .autocomplete = "off",
           .required = parameter.is_required,
           .max_length = 300});
  }
  input("Admin e-mail", form.email,
        {.kind = ui::InputKind::email,
         .help = "Gets a one-time link to choose a password. May be empty.",
         .error = view.email_error,
         .autocomplete = "off",
         .max_length = 254});
  return changed;
}

void admin_link_ui(const AdminLinkView& link, Commands& commands) {
  const ui::Card card("link", {.tone = Tone::warning});
  ui::heading(2, "A one-time link for " + link.email);
  ui::text("It is shown once. Send it to nobody else: who opens it chooses the password.");
  const std::string address = platform::page_origin() + link.path;
  ui::code(address);
  ui::muted("It works once, until " + link.ends + ".");
  if (ui::button("Copy link", {.kind = ui::ButtonKind::primary, .icon = icons::content_copy})) {
    commands.push_back(CopyText{address, "The link is"});
  }
}

void template_provision_ui(const ProvisionView& view, Commands& commands) {
  {
    const ui::Crumb crumbs[] = {{"Templates", "#/templates"}, {view.crumb, view.crumb_href}};
    ui::page_header(view.title, view.subtitle, crumbs);
  }
  if (needs_server_ui(view.server) || !loaded_ui(view.load, commands)) return;
  if (view.is_done) return provision_result_ui(view, commands);
  ui::Split split("provision", 560, 32);
  provision_form_ui(view, commands);
  split.next();
  provision_preview_ui(view, commands);
}

}  // namespace datavault
