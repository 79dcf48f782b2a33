package com.quiltdata.mcp.catalog.trino;

import com.quiltdata.mcp.catalog.Failure;
import java.util.Map;

/** Statements that are never run, by their first word, with what to send instead. */
final class RefusedWords {
    private static final String PREPARED = "Prepared statements are not run, because their text cannot be checked."
            + " Send the statement itself, with its values in it.";
    private static final String SESSION =
            "Each statement has a session of its own, so settings have no effect on the next."
                    + " Send the query without them.";
    private static final String RIGHTS =
            "Rights and roles are not changed by SQL. Ask an administrator of the catalog to change them.";
    private static final String TRANSACTION = "Athena has no transactions. Send each statement alone.";

    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry(
                    "UNLOAD", "UNLOAD is not run as a statement, because it writes files. Export its SELECT instead."),
            Map.entry(
                    "USING",
                    "USING EXTERNAL FUNCTION is not run, because its Lambda function may do anything."
                            + " Send a query with Athena's own functions only."),
            Map.entry(
                    "USE",
                    "Each statement has a session of its own, so USE has no effect on the next."
                            + " Name the database before each table, for example mydb.t, or as the database argument."),
            Map.entry("CALL", "Procedures are not called. Send a SELECT over tables."),
            Map.entry("PREPARE", PREPARED),
            Map.entry("EXECUTE", PREPARED),
            Map.entry("DEALLOCATE", PREPARED),
            Map.entry("SET", SESSION),
            Map.entry("RESET", SESSION),
            Map.entry("GRANT", RIGHTS),
            Map.entry("REVOKE", RIGHTS),
            Map.entry("DENY", RIGHTS),
            Map.entry("CREATE ROLE", RIGHTS),
            Map.entry("DROP ROLE", RIGHTS),
            Map.entry("START", TRANSACTION),
            Map.entry("BEGIN", TRANSACTION),
            Map.entry("COMMIT", TRANSACTION),
            Map.entry("ROLLBACK", TRANSACTION));

    private RefusedWords() {}

    /** Refuses a statement that begins with such words, or holds what no statement may. */
    static void check(SqlTokens tokens) {
        var sentence = SENTENCES.getOrDefault(tokens.words(1), SENTENCES.get(tokens.words(2)));
        if (sentence != null) {
            throw new Failure.Invalid(sentence);
        }
        if (tokens.holds("TABLE", "(")) {
            throw new Failure.Invalid(
                    "Table functions such as TABLE(system.query(...)) are not run, because they may do"
                            + " anything in another database. Send a SELECT over tables; for rows of numbers, UNNEST(sequence(1, 9)).");
        }
        if (tokens.tokens().stream()
                .anyMatch(token -> token.regionMatches(true, 1, "lambda:", 0, 7) && !token.startsWith("'"))) {
            throw new Failure.Invalid("A table of an unregistered data catalog (\"lambda:…\") is not read, because its"
                    + " Lambda function may do anything. Send the name of a registered data catalog.");
        }
    }
}
