#pragma once

#include <string>

#include "web/state/parts.h"

namespace datavault {

/// How the pages of templates share what they do; not for use outside web/state.

std::string template_url(int64_t id);
/// A version in full; 0: the latest.
void load_template_detail(Step& step, int64_t id, int64_t version);

/// Sends what was prepared, with a fresh key; answered by template_key_made().
void prepare_post(Step& step, OneTimePost& post, const Json& body);
/// What became of it: true when it is done, else the post says why not.
bool post_is_done(Step& step, OneTimePost& post, const Body& body);

/// Goes on with the job that was begun, on the page that began it.
void show_result(Step& step, Page page, int64_t id, int64_t job);

/// The link that came with a company, if one did.
std::optional<AdminLink> admin_link_from(const Json& company);

/// What others have: slugs of companies, of the rows of the table but this one.
TakenByOthers taken_by_companies(const AppState& state);

/// The page of a template that makes something of it is opened: its contents, and who is there.
void enter_template_work(Step& step);

}  // namespace datavault
