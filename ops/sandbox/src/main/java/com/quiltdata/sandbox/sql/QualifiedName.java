package com.quiltdata.sandbox.sql;

import java.util.Locale;

/** The full name of a table, in lower case but for its data catalog. */
record QualifiedName(String dataCatalog, String database, String name) {
    @Override
    public String toString() {
        return dataCatalog.toLowerCase(Locale.ROOT) + "." + database + "." + name;
    }
}
