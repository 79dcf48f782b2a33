package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.SqlPorts;
import com.quiltdata.mcp.catalog.sql.Statement;
import com.quiltdata.mcp.catalog.sql.StatementParser;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The ports of SQL in memory. Its parser knows a statement by the first word only; a test may replace it. */
public final class MemorySql {
    private static final Set<String> READS = Set.of("SELECT", "WITH", "SHOW", "DESCRIBE", "EXPLAIN", "VALUES", "TABLE");

    public final MemoryWorkgroups workgroups = new MemoryWorkgroups();
    public final MemoryQueries queries = new MemoryQueries(workgroups);
    public final MemoryDatabases databases = new MemoryDatabases();

    /** What parses statements. */
    public StatementParser statements = MemorySql::byFirstWord;

    public SqlPorts ports() {
        return new SqlPorts(sql -> statements.parse(sql), queries, workgroups, databases);
    }

    private static Statement byFirstWord(String sql) {
        var text = sql.strip().replaceFirst("\\s*;$", "");
        if (text.isEmpty() || text.contains(";")) {
            throw new Failure.Invalid("Send exactly one statement.");
        }
        var word = text.split("[\\s(]", 2)[0].toUpperCase(Locale.ROOT);
        return new Statement(
                text, word, Statement.Dialect.TRINO, READS.contains(word) ? null : "it changes data", List.of());
    }
}
