package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.Failure;

/** Athena's data catalog of the tabulator tables. */
record TabulatorCatalog(CatalogInfoReader info) {
    /**
     * Returns its name.
     *
     * @throws Failure.NotFound if the catalog's configuration does not lead to it
     */
    String name() {
        var name = info.info().tabulatorDataCatalog();
        if (name == null) {
            throw new Failure.NotFound(
                    "This catalog has no tabulator data catalog: its config.json names no analytics bucket, from which the name follows. Ask the catalog's administrators whether the stack has Tabulator.");
        }
        return name;
    }
}
