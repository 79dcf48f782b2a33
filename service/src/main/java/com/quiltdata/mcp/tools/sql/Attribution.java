package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.Statement;
import com.quiltdata.mcp.context.ClientInfo;
import com.quiltdata.mcp.tool.Call;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/** The comment by which Athena's history shows the client and the request that a statement is from. */
final class Attribution {
    /** Maximum size of a statement in Athena (StartQueryExecution, QueryString). */
    private static final int MAX_BYTES = 262_144;

    private static final int MAX_NAME = 64;
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]+");

    /** The first words of statements that Athena's Trino engine runs; Hive's parser, which has the others, refuses some comments. */
    private static final Set<String> COMMENTED =
            Set.of("SELECT", "WITH", "VALUES", "TABLE", "EXPLAIN", "INSERT", "UPDATE", "DELETE", "MERGE", "UNLOAD");

    private Attribution() {}

    /** Returns the statement's text, unchanged, followed by the comment on a line of its own. */
    static String text(Call call, Statement statement) {
        var text = isCommented(statement)
                ? "%s\n-- client=%s request=%s".formatted(statement.text(), client(), safe(call.requestId()))
                : statement.text();
        var bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new Failure.Invalid(
                    "The statement is too long by %,d bytes: Athena accepts %,d. Shorten it, for example by a join instead of a long list."
                            .formatted(bytes - MAX_BYTES, MAX_BYTES));
        }
        return text;
    }

    private static boolean isCommented(Statement statement) {
        return statement.dialect() == Statement.Dialect.TRINO
                && (COMMENTED.contains(statement.type().split(" ", 2)[0])
                        || statement.type().equals("CREATE TABLE AS SELECT"));
    }

    private static String client() {
        return safe(ClientInfo.current()
                .map(ClientInfo::program)
                .orElse(ClientInfo.Program.UNKNOWN)
                .name());
    }

    private static String safe(String name) {
        var safe = UNSAFE.matcher(name).replaceAll("_");
        return safe.substring(0, Math.min(MAX_NAME, safe.length()));
    }
}
