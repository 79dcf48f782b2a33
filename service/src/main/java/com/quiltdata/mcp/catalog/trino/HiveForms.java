package com.quiltdata.mcp.catalog.trino;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The statements that Athena takes from Hive's grammar and Trino's does not have. They hold no query. */
enum HiveForms {
    SHOW_DATABASES("SHOW (DATABASES|SCHEMAS)( (IN|FROM) @name)?( LIKE)?( '[^']*')?"),
    SHOW_TABLES("SHOW TABLES( (IN|FROM) @name)?( LIKE)?( '[^']*')?"),
    SHOW_VIEWS("SHOW VIEWS( (IN|FROM) @name)?( LIKE)?( '[^']*')?"),
    SHOW_PARTITIONS("SHOW PARTITIONS @name"),
    SHOW_TBLPROPERTIES("SHOW TBLPROPERTIES @name( \\( (\"[^\"]*\"|'[^']*') \\))?"),
    SHOW_CREATE_TABLE("SHOW CREATE TABLE @name"),
    SHOW_CREATE_VIEW("SHOW CREATE VIEW @name"),
    SHOW_COLUMNS("SHOW COLUMNS (IN|FROM) @name( (IN|FROM) @name)?"),
    DESCRIBE("(DESCRIBE|DESC)( EXTENDED| FORMATTED| VIEW)? @name( PARTITION \\( [^)]* \\))?( @name)?"),
    CREATE_DATABASE("CREATE (DATABASE|SCHEMA) .*", "creates a database"),
    CREATE_EXTERNAL_TABLE("CREATE EXTERNAL TABLE .*", "creates a table"),
    CREATE_TABLE("CREATE TABLE .*", "creates a table"),
    ALTER_DATABASE("ALTER (DATABASE|SCHEMA) .*", "changes a database"),
    ALTER_TABLE("ALTER TABLE .*", "changes a table"),
    ALTER_VIEW("ALTER VIEW .*", "changes a view"),
    DROP_DATABASE("DROP (DATABASE|SCHEMA) .*", "removes a database"),
    DROP_TABLE("DROP TABLE .*", "removes a table"),
    DROP_VIEW("DROP VIEW .*", "removes a view"),
    MSCK_REPAIR_TABLE("MSCK REPAIR TABLE .*", "adds partitions to a table"),
    OPTIMIZE("OPTIMIZE @name REWRITE DATA .*", "rewrites the files of a table"),
    VACUUM("VACUUM @name", "deletes snapshots and files of a table");

    /** What a refused statement's author may send. */
    static final String UNDERSTOOD =
            "Send SELECT, WITH, VALUES, SHOW, DESCRIBE or EXPLAIN as Athena's documentation describes them.";

    private static final Pattern QUERY = Pattern.compile("\\bSELECT\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`");

    private final Pattern pattern;

    /** Why it is more than a read; null for a read. */
    final @Nullable String writes;

    HiveForms(String form) {
        this(form, null);
    }

    HiveForms(String form, @Nullable String writes) {
        var part = "(\\w+|`[^`]+`|\"[^\"]+\")";
        this.pattern = Pattern.compile(
                form.replace("@name", part + "( \\. " + part + ")*+"), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        this.writes = writes == null ? null : type() + " " + writes;
    }

    /** Returns the form of a statement; null if it has none of these. */
    static @Nullable HiveForms of(SqlTokens tokens) {
        var text = tokens.joined();
        var form = Arrays.stream(values())
                .filter(candidate -> candidate.pattern.matcher(text).matches())
                .findFirst()
                .orElse(null);
        var query = form != null
                && form.writes != null
                && QUERY.matcher(QUOTED.matcher(text).replaceAll("''")).find();
        return query ? null : form;
    }

    /** Returns the form in the words of SQL. */
    String type() {
        return name().replace('_', ' ');
    }
}
