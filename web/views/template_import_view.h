#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/template_view.h"

namespace datavault {

struct TemplateImportUi {
  std::string text;  // pasted
  std::string name;
};

struct ClashView {
  std::string key, detail;  // "Version 3 here; the document adds 2 fields"
  std::string answer;
};

/// A document from another installation: what it says, what is in the way, what would be made.
struct TemplateImportView {
  TemplateServer server;
  bool has_document = false;
  std::string file, file_problem;
  std::string name, subtitle;  // of the document: key, version, industry
  std::string trust;           // who signed it
  Tone trust_tone = Tone::neutral;
  bool checks = false, is_ready = false, busy = false;
  std::string problem, name_error;
  std::vector<PlacedProblem> mistakes;
  std::vector<ClashView> clashes;
  bool waits_for_answers = false;
  std::vector<std::string> remarks;
  std::string unchanged;
  std::vector<TemplateFigure> figures;
  TemplateContentsView contents;
  std::string import_label;
};

TemplateImportView build_template_import_view(const AppState& state);

}  // namespace datavault
