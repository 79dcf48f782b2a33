package com.quiltdata.mcp.catalog.trino;

import com.google.common.base.Ascii;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.Statement;
import com.quiltdata.mcp.catalog.sql.StatementParser;
import io.trino.sql.parser.ParsingException;
import java.util.List;

/** Parses statements with Trino's own parser, and Hive's forms by a small table. */
public final class TrinoStatementParser implements StatementParser {
    private static final int MAX_MESSAGE = 200;

    /** Loads the grammar, which takes a third of a second, when the first statement comes. */
    private static final class Grammar {
        static final TrinoGrammar INSTANCE = new TrinoGrammar();
    }

    @Override
    public Statement parse(String sql) {
        var tokens = SqlTokens.of(sql);
        RefusedWords.check(tokens);
        var form = HiveForms.of(tokens);
        if (form != null && form.writes == null) {
            return hive(tokens, form);
        }
        try {
            return trino(tokens);
        } catch (ParsingException e) {
            if (form == null) {
                throw new Failure.Invalid(sentence(e));
            }
            return hive(tokens, form);
        } catch (StackOverflowError e) {
            throw SqlTokens.tooComplex();
        }
    }

    private static Statement hive(SqlTokens tokens, HiveForms form) {
        return new Statement(tokens.text(), form.type(), Statement.Dialect.HIVE, form.writes, List.of());
    }

    private static Statement trino(SqlTokens tokens) {
        var parsed = Grammar.INSTANCE.parse(tokens.text());
        var kind = StatementKind.of(parsed);
        var tables = TableCollector.collect(parsed);
        return new Statement(
                tokens.text(),
                kind.type(),
                kind.hive() ? Statement.Dialect.HIVE : Statement.Dialect.TRINO,
                kind.writes(),
                kind.scans() ? tables : List.of());
    }

    private static String sentence(ParsingException e) {
        var backtick = e.getErrorMessage().contains("backquoted");
        return "The statement is not understood at line %d, column %d: %s. %s"
                .formatted(
                        e.getLineNumber(),
                        e.getColumnNumber(),
                        backtick
                                ? "a name in backticks"
                                : Ascii.truncate(e.getErrorMessage().replaceAll("\\p{Cc}+", " "), MAX_MESSAGE, "…"),
                        backtick ? "Write the name in double quotes instead." : advice(e));
    }

    /** Names of buckets have hyphens, which the grammar expects only where a value may be. */
    private static String advice(ParsingException e) {
        return e.getErrorMessage().equals("unexpected -")
                ? "Put a name with hyphens in double quotes."
                : HiveForms.UNDERSTOOD;
    }
}
