package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.s3.Access;

/** A table of a data catalog, whose rows a session can load. */
interface TableSource {
    String dataCatalog();

    TableCatalog.Table table();

    /** The bucket that a role must read to see the table. */
    String bucket();

    /**
     * Creates the table in a session.
     *
     * @param target its quoted name
     * @return the size of the objects read
     */
    long load(Session session, Access access, String target);

    default String target() {
        return String.join(
                ".",
                TypeNames.quoted(dataCatalog()),
                TypeNames.quoted(table().database()),
                TypeNames.quoted(table().name()));
    }
}
