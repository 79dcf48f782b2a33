package com.quiltdata.mcp.tools.sql;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.Statement;
import com.quiltdata.mcp.catalog.trino.TrinoStatementParser;
import com.quiltdata.mcp.fuzz.Sentences;
import com.quiltdata.mcp.testing.Calls;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** SQL: a statement that counts as a read has, outside literals and comments, no word that writes. */
public final class StatementFuzz {
    private static final TrinoStatementParser PARSER = new TrinoStatementParser();

    /** Comments, strings and quoted names, read from left to right. */
    private static final Pattern HIDDEN = Pattern.compile(
            "--[^\\r\\n]*|/\\*.*?\\*/|'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|`(?:[^`]|``)*+`", Pattern.DOTALL);

    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> READS =
            Set.of("SELECT", "WITH", "VALUES", "TABLE", "SHOW", "DESCRIBE", "DESC", "EXPLAIN");
    /** Reserved words of Trino, which no unquoted name can be. */
    private static final Set<String> WRITES = Set.of("INSERT", "DELETE", "CREATE", "DROP", "ALTER");

    private StatementFuzz() {}

    public static void check(String text) {
        try {
            var statement = PARSER.parse(text);
            require(text.contains(statement.text()), "another text: %s", statement.text());
            if (statement.reads()) {
                reads(statement);
            }
            attributed(statement);
        } catch (Failure.Invalid e) {
            Sentences.check(e.sentence(), text);
        }
    }

    private static void reads(Statement statement) {
        var bare = HIDDEN.matcher(statement.text()).replaceAll(" ");
        var words = WORD.matcher(bare)
                .results()
                .map(it -> it.group().toUpperCase(Locale.ROOT))
                .toList();
        require(!bare.contains(";"), "two statements: %s", statement.text());
        require(!words.isEmpty() && READS.contains(words.getFirst()), "no read: %s", statement.text());
        // DESCRIBE takes words as names of a table and a column.
        if (!statement.type().matches("EXPLAIN|DESCRIBE|SHOW CREATE.*")) {
            require(words.stream().noneMatch(WRITES::contains), "a write: %s", statement.text());
        }
    }

    /** Checks that the comment at the end changes nothing. */
    private static void attributed(Statement statement) {
        var text = Attribution.text(Calls.any(), statement);
        require(text.startsWith(statement.text()), "another statement: %s", text);
        var again = PARSER.parse(text);
        require(
                again.type().equals(statement.type())
                        && again.reads() == statement.reads()
                        && again.tables().equals(statement.tables()),
                "%s is %s with its comment",
                statement,
                again);
    }
}
