package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.sql.TableScope;
import com.quiltdata.mcp.json.CursorCodec;
import com.quiltdata.mcp.tool.ArgumentParser;
import org.jspecify.annotations.Nullable;

/**
 * A position in a listing of tables; as an opaque text it is the {@code cursor} of the rest.
 *
 * @param page the position at which the data catalog's page begins; null for its first
 * @param index the table in that page
 */
record TablePosition(
        String dataCatalog,
        String database,
        @Nullable String pattern,
        @Nullable String page,
        int index) {
    /** Number of tables in a page of the data catalog. */
    static final int PAGE = 100;

    private static final CursorCodec<TablePosition> CODEC = new CursorCodec<>(
            TablePosition.class,
            "must be the unchanged next_cursor of an earlier result; leave it out to start from the beginning.");

    TablePosition {
        if (index < 0 || index > PAGE) {
            throw new IllegalArgumentException("no such position");
        }
    }

    static TablePosition first(TableScope scope, @Nullable String pattern) {
        return new TablePosition(scope.dataCatalog(), scope.database(), pattern, null, 0);
    }

    /** Returns the position in a cursor of the same listing as this one's. */
    TablePosition parse(String cursor) {
        return ArgumentParser.parse("cursor", cursor, text -> {
            var position = CODEC.decode(text);
            if (!position.at(null, 0).equals(at(null, 0))) {
                throw new IllegalArgumentException("belongs to a listing of another database or pattern; send the"
                        + " arguments of that listing, or leave the cursor out.");
            }
            return position;
        });
    }

    TablePosition at(@Nullable String newPage, int newIndex) {
        return new TablePosition(dataCatalog, database, pattern, newPage, newIndex);
    }

    String cursor() {
        return CODEC.encode(this);
    }
}
