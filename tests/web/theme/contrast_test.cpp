#include "web/theme/contrast.h"

#include <string>

#include <doctest/doctest.h>

namespace datavault {
namespace {

TEST_CASE("contrast_ratio: black on white, 21; a colour on itself, 1") {
  CHECK(contrast_ratio(rgb(0x000000), rgb(0xFFFFFF)) == doctest::Approx(21));
  CHECK(contrast_ratio(rgb(0x4F46E5), rgb(0x4F46E5)) == doctest::Approx(1));
  // #767676 is the lightest grey that WCAG allows for text on white.
  CHECK(contrast_ratio(rgb(0x767676), rgb(0xFFFFFF)) == doctest::Approx(4.54).epsilon(0.01));
}

TEST_CASE("blend_over: alpha, mixes towards the top") {
  CHECK(blend_over(rgb(0xFF0000), rgb(0x0000FF)) == rgb(0xFF0000));
  CHECK(blend_over(rgb(0xFF0000).with_alpha(0), rgb(0x0000FF)) == rgb(0x0000FF));
}

TEST_CASE("contrast_pairs: every theme, each pair readable") {
  struct Case {
    const char* name;
    ThemeKind kind;
  };
  for (const Case& c : {Case{"light", ThemeKind::light}, Case{"dark", ThemeKind::dark},
                        Case{"high contrast", ThemeKind::high_contrast}}) {
    CAPTURE(c.name);
    for (const ContrastPair& pair : contrast_pairs(c.kind)) {
      CAPTURE(std::string(pair.name));
      CHECK(contrast_ratio(pair.foreground, pair.background) >= pair.at_least);
    }
  }
}

TEST_CASE("resolve_theme: the user's choice wins, the system decides otherwise") {
  CHECK(resolve_theme(ThemeChoice::light, true, true) == ThemeKind::light);
  CHECK(resolve_theme(ThemeChoice::system, true, false) == ThemeKind::dark);
  CHECK(resolve_theme(ThemeChoice::system, false, false) == ThemeKind::light);
  CHECK(resolve_theme(ThemeChoice::system, false, true) == ThemeKind::high_contrast);
  CHECK(theme_choice_from(name_of(ThemeChoice::high_contrast)) == ThemeChoice::high_contrast);
  CHECK(theme_choice_from("no such theme") == ThemeChoice::system);
}

}  // namespace
}  // namespace datavault
