package com.quiltdata.sandbox.athena;

import com.quiltdata.sandbox.control.Settings;
import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.sql.SqlEngine;
import com.quiltdata.sandbox.sql.TableCatalog;
import com.quiltdata.sandbox.sql.TableCatalog.Column;
import com.quiltdata.sandbox.sql.TableCatalog.Database;
import com.quiltdata.sandbox.sql.TableCatalog.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The databases and tables of the engine, and those of the database {@code many}, which nothing is in. */
public final class Tables {
    private static final String MANY = "many";
    // Glue takes abc* as well as abc.*
    private static final Pattern ASTERISK = Pattern.compile("(?<![.\\])])\\*");
    private static final Instant CREATED = Instant.parse("2024-01-01T00:00:00Z");

    private final SqlEngine engine;
    private final Settings settings;

    public Tables(SqlEngine engine, Settings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    SqlEngine engine() {
        return engine;
    }

    /** Returns the names of the data catalogs. */
    List<String> catalogs(Role role) {
        return engine.catalog(role).names();
    }

    /** Returns the data catalog of this name, in any case. */
    Optional<String> catalog(Role role, String name) {
        return catalogs(role).stream().filter(name::equalsIgnoreCase).findFirst();
    }

    List<Database> databases(Role role, String dataCatalog) {
        List<Database> own = engine.catalog(role).databases(dataCatalog);
        return hasMany(dataCatalog)
                ? Stream.concat(own.stream(), Stream.of(new Database(MANY, "Many tables", null, CREATED)))
                        .toList()
                : own;
    }

    private boolean hasMany(String dataCatalog) {
        return dataCatalog.equals(TableCatalog.GLUE) && settings.values().sql().tables() > 0;
    }

    Optional<Database> database(Role role, String dataCatalog, String name) {
        return databases(role, dataCatalog).stream()
                .filter(database -> database.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Returns the tables of a database whose whole names match an expression; null for all. */
    List<Table> tables(JsonRequest request, String dataCatalog, String database, @Nullable String expression) {
        List<Table> all = hasMany(dataCatalog) && MANY.equals(database)
                ? IntStream.rangeClosed(1, settings.values().sql().tables())
                        .mapToObj(Tables::table)
                        .toList()
                : engine.catalog(request.role()).tables(dataCatalog, database);
        if (expression == null) {
            return all;
        }
        try {
            Pattern pattern = Pattern.compile(ASTERISK.matcher(expression).replaceAll(".*"), Pattern.CASE_INSENSITIVE);
            return all.stream()
                    .filter(table -> pattern.matcher(table.name()).matches())
                    .toList();
        } catch (PatternSyntaxException e) {
            throw request.invalid("Invalid regular expression: " + expression);
        }
    }

    private static Table table(int number) {
        return new Table(
                MANY,
                "table_%05d".formatted(number),
                "EXTERNAL_TABLE",
                List.of(new Column("id", "bigint", null)),
                List.of(),
                null,
                "hadoop",
                CREATED,
                null,
                Map.of("EXTERNAL", "TRUE"));
    }
}
