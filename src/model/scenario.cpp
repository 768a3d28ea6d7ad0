#include "model/scenario.h"

namespace scale::model {

Catalog catalog_of(const std::vector<CatalogOverride>& overrides) {
  Catalog catalog = default_catalog();
  for (const CatalogOverride& entry : overrides)
    if (const CatalogRow* row = find_row(entry.name)) row->field(catalog) = entry.value;
  return catalog;
}

Catalog catalog_of(const Scenario& scenario) {
  return catalog_of(scenario.catalog);
}

}  // namespace scale::model
