package com.quiltdata.mcp.tools.sql;

import com.google.common.base.Ascii;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.catalog.sql.TableScope;
import com.quiltdata.mcp.tool.ArgumentParser;

/** Parses the names of data catalogs, databases and tables, and quotes them for SQL. */
final class SqlNames {
    private static final int MAX_LENGTH = 255;

    private SqlNames() {}

    /** Returns the name of a database or table in an argument: in lower case, as Athena keeps them all. */
    static String parse(String argument, String text) {
        return Ascii.toLowerCase(name(argument, text));
    }

    /** Returns the name in an argument, without the quotes that it would need in SQL. */
    private static String name(String argument, String text) {
        return ArgumentParser.parse(argument, text.strip(), name -> {
            var bare = bare(name);
            if (bare.isEmpty() || bare.length() > MAX_LENGTH) {
                throw new IllegalArgumentException(
                        "must be a name of 1 to %d characters, for example \"storms\".".formatted(MAX_LENGTH));
            }
            return NameSyntax.printable(bare);
        });
    }

    private static String bare(String name) {
        return name.replaceFirst("(?s)^([\"`])(.*)\\1$", "$2");
    }

    static TableScope scope(String dataCatalogName, String database) {
        return new TableScope(registered(name("data_catalog_name", dataCatalogName)), parse("database", database));
    }

    /**
     * Returns the name of a data catalog without blanks and quotes around it.
     *
     * @throws Failure.Invalid if it names a Lambda function instead
     */
    static String registered(String dataCatalog) {
        var name = bare(dataCatalog.strip()).strip();
        if (name.regionMatches(true, 0, "lambda:", 0, 7)) {
            throw new Failure.Invalid(
                    "%s is not a registered data catalog: its Lambda function may do anything.".formatted(name)
                            + " Send the name of a registered one, for example AwsDataCatalog.");
        }
        return name;
    }

    /** Returns the name of a table as FROM takes it; the default data catalog is left out. */
    static String quoted(TableScope scope, String table) {
        var prefix = scope.dataCatalog().equals(TableReader.DEFAULT_CATALOG) ? "" : quoted(scope.dataCatalog()) + ".";
        return "%s%s.%s".formatted(prefix, quoted(scope.database()), quoted(table));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
