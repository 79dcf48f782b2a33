package com.quiltdata.mcp.catalog.trino;

import com.quiltdata.mcp.catalog.Failure;
import io.trino.grammar.sql.SqlBaseLexer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one statement, without its comments.
 *
 * @param text the statement, without a final semicolon and what follows it
 */
record SqlTokens(String text, List<String> tokens) {
    /** Maximum length of Athena's query strings, in bytes. */
    private static final int MAX_BYTES = 262_144;

    /** Bounds the memory and time of parsing; a list of 20,000 values fits. */
    private static final int MAX_TOKENS = 50_000;

    /** The parser's time grows with the square of the depth: 10,000 parentheses take half a minute. */
    private static final int MAX_DEPTH = 100;

    /** The parser's memory grows with the square of the number of parts. */
    private static final int MAX_PARTS = 50;

    /** Controls that show text in another order than it is read. */
    private static final Pattern REORDERING = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]");

    static SqlTokens of(String sent) {
        checkText(sent);
        var sql = sent.strip();
        var all = lex(sql);
        var tokens = all.stream()
                .takeWhile(token -> token.getType() != SqlBaseLexer.SEMICOLON)
                .toList();
        if (all.stream().skip(tokens.size()).anyMatch(token -> token.getType() != SqlBaseLexer.SEMICOLON)) {
            throw new Failure.Invalid("There is more than one statement. Send one, without text after its semicolon.");
        }
        if (tokens.isEmpty()) {
            throw new Failure.Invalid(
                    "The statement is empty. Send one, for example \"SELECT * FROM mydb.t LIMIT 10\".");
        }
        // Positions count code points.
        var end = tokens.size() == all.size()
                ? sql.length()
                : sql.offsetByCodePoints(0, all.get(tokens.size()).getStartIndex());
        // Spaces of Unicode that are not of SQL are tokens; those at the end are not of the text.
        var count = tokens.size();
        while (count > 0 && tokens.get(count - 1).getText().isBlank()) {
            count--;
        }
        var texts = tokens.stream().limit(count).map(Token::getText).toList();
        checkSize(texts);
        return new SqlTokens(sql.substring(0, end).strip(), texts);
    }

    private static void checkText(String sql) {
        if (sql.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new Failure.Invalid("The statement is longer than Athena's limit of %,d bytes. Send a shorter one."
                    .formatted(MAX_BYTES));
        }
        if (REORDERING.matcher(sql).find()) {
            throw new Failure.Invalid("The statement holds characters that change the direction of text."
                    + " Send it without them; in a string, write them as U&'\\202E'.");
        }
    }

    private static List<Token> lex(String sql) {
        var lexer = new SqlBaseLexer(CharStreams.fromString(sql));
        lexer.removeErrorListeners();
        var tokens = new ArrayList<Token>();
        for (var token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                checkComment(tokens.isEmpty() ? null : tokens.getLast(), token);
                tokens.add(token);
            }
        }
        return tokens;
    }

    /** Ends lexing at a comment without an end, for which the lexer reads on to the end of the text each time. */
    private static void checkComment(@Nullable Token slash, Token asterisk) {
        if (slash != null
                && asterisk.getType() == SqlBaseLexer.ASTERISK
                && slash.getType() == SqlBaseLexer.SLASH
                && slash.getStopIndex() + 1 == asterisk.getStartIndex()) {
            throw new Failure.Invalid("A comment is not closed. End each /* with */.");
        }
    }

    private static void checkSize(List<String> tokens) {
        var depth = 0;
        var dots = 0;
        for (var i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            depth += switch (token) {
                case "(", "[" -> 1;
                case ")", "]" -> -1;
                default -> 0;
            };
            dots = token.equals(".") ? dots + 1 : i > 0 && tokens.get(i - 1).equals(".") ? dots : 0;
            if (depth > MAX_DEPTH || dots > MAX_PARTS || i > MAX_TOKENS) {
                throw tooComplex();
            }
        }
    }

    static Failure.Invalid tooComplex() {
        return new Failure.Invalid(
                "The statement is too complex to check before it runs: at most %,d words and signs, nested %d deep, are."
                                .formatted(MAX_TOKENS, MAX_DEPTH)
                        + " Send a simpler one, for example with a list of values as a table.");
    }

    /** Returns the first words in upper case, at most so many, and no more than begin the statement. */
    String words(int max) {
        return tokens.stream()
                .limit(max)
                .takeWhile(token -> token.matches("\\w+"))
                .collect(Collectors.joining(" "))
                .toUpperCase(Locale.ROOT);
    }

    /** Returns whether a token is followed by another, in any case. */
    boolean holds(String first, String second) {
        for (var i = 1; i < tokens.size(); i++) {
            if (tokens.get(i - 1).equalsIgnoreCase(first) && tokens.get(i).equalsIgnoreCase(second)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the tokens with single spaces between them. */
    String joined() {
        return String.join(" ", tokens);
    }
}
