package com.quiltdata.mcp.catalog.athena;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.DataTable;
import com.quiltdata.mcp.catalog.sql.Database;
import com.quiltdata.mcp.catalog.sql.SqlPage;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.catalog.sql.TableScope;
import java.util.ArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables from Glue where the data catalog is the account's own, and from Athena for every other, and where the
 * caller's role may not ask Glue. A position names the source and continues there.
 */
record AthenaTableReader(TableSource glue, TableSource athena) implements TableReader {
    @Override
    public SqlPage<Database> databases(Caller caller, String dataCatalog, @Nullable String position, int max) {
        var listing = new Listing<Database>(
                (source, token, count) -> source.databases(caller, dataCatalog, token, count), _ -> true, max);
        return list(
                dataCatalog,
                position,
                "No data catalog `%s` in Athena, or you may not see it.".formatted(dataCatalog),
                listing);
    }

    @Override
    public SqlPage<DataTable> tables(
            Caller caller, TableScope scope, @Nullable String pattern, @Nullable String position, int max) {
        var names = pattern == null ? null : new TableExpression(pattern);
        var listing = new Listing<DataTable>(
                (source, token, count) -> source.tables(caller, scope, names, token, count),
                table -> names == null || names.matches(table.name()),
                max);
        return list(
                scope.dataCatalog(),
                position,
                "No database `%s` in data catalog `%s`, or you may not see it."
                        .formatted(scope.database(), scope.dataCatalog()),
                listing);
    }

    @Override
    public DataTable table(Caller caller, TableScope scope, String table) {
        return ask(
                scope.dataCatalog(),
                "No table `%s` in database `%s` of data catalog `%s`, or you may not see it."
                        .formatted(table, scope.database(), scope.dataCatalog()),
                source -> source.table(caller, scope, table));
    }

    private <T> SqlPage<T> list(String dataCatalog, @Nullable String position, String missing, Listing<T> listing) {
        if (position == null) {
            return ask(dataCatalog, missing, source -> listing.read(source, null));
        }
        var source = sources(dataCatalog)
                .filter(it -> position.startsWith(it.prefix()))
                .findFirst()
                .orElseThrow(() -> new Failure.Invalid(
                        "cursor", "is not from a listing of this data catalog; leave it out to start a new listing."));
        return listing.read(source, position.substring(source.prefix().length()));
    }

    /** Asks the sources in turn while they refuse the role; the first refusal then names the right to ask for. */
    private <T> T ask(String dataCatalog, String missing, Function<TableSource, T> question) {
        Failure.Denied refusal = null;
        for (var source : sources(dataCatalog).toList()) {
            try {
                return question.apply(source);
            } catch (Failure.Denied e) {
                refusal = refusal == null ? e : refusal;
            } catch (Failure.NotFound e) {
                throw e.withMessage(missing);
            }
        }
        throw refusal == null ? new IllegalStateException("no source") : refusal;
    }

    private Stream<TableSource> sources(String dataCatalog) {
        return dataCatalog.equalsIgnoreCase(DEFAULT_CATALOG) ? Stream.of(glue, athena) : Stream.of(athena);
    }

    /** One request for a page from one source. */
    private interface PageRequest<T> {
        SqlPage<T> page(TableSource source, @Nullable String token, int max);
    }

    /** A listing of up to {@code max} wanted items. */
    private record Listing<T>(PageRequest<T> request, Predicate<T> wanted, int max) {
        /** Maximum number of requests, after which the page may be short because few items are wanted. */
        private static final int MAX_REQUESTS = 50;

        SqlPage<T> read(TableSource source, @Nullable String token) {
            var items = new ArrayList<T>();
            var next = token;
            for (int i = 0; i < MAX_REQUESTS; i++) {
                var page = request.page(source, next, max - items.size());
                page.items().stream().filter(wanted).forEach(items::add);
                next = page.next();
                if (next == null || items.size() >= max) {
                    break;
                }
            }
            return new SqlPage<>(items, next == null ? null : source.prefix() + next);
        }
    }
}
