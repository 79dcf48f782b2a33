package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.s3.Access;
import java.util.List;

/** A view: a query that runs in place of a table. */
record ViewSource(TableCatalog.Table table, String bucket, SqlText query) implements TableSource {
    @Override
    public String dataCatalog() {
        return TableCatalog.GLUE;
    }

    @Override
    public long load(Session session, Access access, String target) {
        session.execute(List.of("CREATE VIEW " + target + " AS " + TrinoDialect.duck(query)));
        return 0;
    }
}
