package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.sql.SqlToken.TokenType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A statement, or a part of one, as tokens without its comments. */
record SqlText(String text, List<SqlToken> tokens) {
    private static final Pattern TOKEN = Pattern.compile("""
            (?s)(?<skip>\\s++|--[^\\n]*+|/\\*.*?\\*/)\
            |(?<string>'[^']*+(?:''[^']*+)*+')\
            |(?<quoted>"[^"]*+(?:""[^"]*+)*+"|`[^`]*+`)\
            |(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*+)\
            |(?<number>(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][+-]?\\d++)?)\
            |(?<symbol><>|!=|<=|>=|\\|\\||->|=>|.)""");

    /** Parses a statement, without the semicolon at its end. */
    static SqlText parse(String text) {
        var tokens = new ArrayList<SqlToken>();
        var matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            Stream.of(TokenType.values())
                    .filter(type -> matcher.group(type.name().toLowerCase(Locale.ROOT)) != null)
                    .forEach(type -> tokens.add(new SqlToken(type, matcher.group(), matcher.start(), matcher.end())));
        }
        if (!tokens.isEmpty() && tokens.getLast().is(";")) {
            tokens.removeLast();
        }
        if (tokens.stream().anyMatch(token -> token.is(";"))) {
            throw new SqlException("Only one sql statement is allowed. Got: " + text);
        }
        return new SqlText(text, tokens);
    }

    /** Returns the tokens from a position on. */
    SqlText from(int position) {
        return new SqlText(text, tokens.subList(position, tokens.size()));
    }

    boolean startsWith(String... words) {
        return isAt(0, words);
    }

    boolean isAt(int position, String... words) {
        for (int i = 0; i < words.length; i++) {
            if (position + i >= tokens.size() || !tokens.get(position + i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** Returns all words and quoted names, in lower case. */
    Set<String> names() {
        var names = new HashSet<String>();
        tokens.stream().filter(SqlToken::isName).forEach(token -> names.add(token.name()));
        return names;
    }

    /** Returns the position after the parenthesis that closes the one at a position. */
    int afterParenthesis(int position) {
        int depth = 0;
        for (int i = position; i < tokens.size(); i++) {
            if (tokens.get(i).is("(")) {
                depth++;
            } else if (tokens.get(i).is(")") && --depth == 0) {
                return i + 1;
            }
        }
        throw mismatch(tokens.size());
    }

    /** Returns {@code line 1:8}, the place of a token; a position after the last one is the end of the text. */
    String place(int position) {
        String before = text.substring(
                0, position < tokens.size() ? tokens.get(position).start() : text.length());
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return "line " + line + ":" + (before.length() - before.lastIndexOf('\n'));
    }

    /** Returns the place of the first token with this name, or the beginning. */
    String placeOf(String name) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).value().equalsIgnoreCase(name)) {
                return place(i);
            }
        }
        return place(0);
    }

    SqlException mismatch(int position) {
        return new SqlException("SYNTAX_ERROR: %s: mismatched input '%s'"
                .formatted(
                        place(position),
                        position < tokens.size() ? tokens.get(position).text() : "<EOF>"));
    }

    /** Returns the tokens as text, with one space for what was between them. */
    String joined() {
        var joined = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            if (i > 0 && tokens.get(i - 1).end() < tokens.get(i).start()) {
                joined.append(' ');
            }
            joined.append(tokens.get(i).text());
        }
        return joined.toString();
    }
}
