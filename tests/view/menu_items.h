#pragma once
#include <catch_amalgamated.hpp>
#include <string>

#include "view/app/menu.h"

namespace ringside {

/// The item of a menu whose label ends in "##Menu NAME". FAILs where there is none.
inline const MenuItem& item(const Menu& menu, const std::string& name) {
  for (const MenuRow& row : menu.rows) {
    for (const MenuItem& candidate : row.items) {
      if (candidate.label.ends_with("##Menu " + name)) return candidate;
    }
  }
  FAIL("the menu has no " << name);
  return menu.rows[0].items[0];
}

}  // namespace ringside
