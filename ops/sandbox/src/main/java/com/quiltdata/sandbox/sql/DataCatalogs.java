package com.quiltdata.sandbox.sql;

import java.time.Instant;

/** Names of the stack's data catalogs and databases. */
public final class DataCatalogs {
    /** The bucket for the stack's analytics, whose name begins with the stack's. */
    public static final String ANALYTICS_BUCKET = "sandbox-analyticsbucket-1";

    /** The data catalog of the tabulator, with a database for each bucket. */
    public static final String TABULATOR = "quilt-sandbox-tabulator";

    /** The database of the packages' Iceberg tables. */
    public static final String PACKAGES = "sandbox-icebergdatabase-1";

    /** The bucket, outside the stack, of the objects of the lab's tables. */
    public static final String TABLES_BUCKET = "sandbox-labtables-1";

    /** The database of the seeded tables, in which callers may create tables. */
    public static final String LAB = "lab";

    static final Instant CREATED = Instant.parse("2024-01-01T00:00:00Z");

    private DataCatalogs() {}
}
