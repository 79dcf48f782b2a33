package com.quiltdata.mcp.catalog.tabulator;

import com.quiltdata.mcp.json.WellFormedText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The named groups of a regular expression, each of which Tabulator adds to a table as a column. */
final class CaptureGroups {
    /** An escape, a character class, the start of a named group, or the start of a group in Python's form. */
    private static final Pattern TOKEN = Pattern.compile(
            "\\\\k<(?<reference>[^>]*)>|\\\\.|\\[\\^?]?(?:\\\\.|[^]\\\\])*+]|\\(\\?(?<python>P?)<(?![=!])(?<group>[^>]*)>",
            Pattern.DOTALL);

    /** The time that Java takes to compile an expression, which cannot be interrupted, grows with its length squared. */
    private static final int MAX_LENGTH = 4000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private CaptureGroups() {}

    /** Returns the expression with groups in Python's form, {@code (?P<x>…)}, in the form {@code (?<x>…)}, if it is short. */
    static String withoutPythonForm(String regex) {
        if (regex.length() > MAX_LENGTH) {
            return regex;
        }
        return TOKEN.matcher(regex)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group("group") == null ? match.group() : "(?<" + match.group("group") + ">"));
    }

    /**
     * Returns the names of the groups, in order.
     *
     * @throws IllegalArgumentException with a sentence's end if it is no regular expression that Tabulator understands
     */
    static List<String> of(String regex) {
        if (regex.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "has more than %,d characters; send a shorter regular expression".formatted(MAX_LENGTH));
        }
        var names = new ArrayList<String>();
        TOKEN.matcher(regex)
                .results()
                .filter(match -> match.group("group") != null)
                .forEach(match -> {
                    var name = match.group("group");
                    if (!match.group("python").isEmpty()) {
                        throw new IllegalArgumentException("has the group (?P<%1$s>…) in Python's form; send (?<%1$s>…)"
                                .formatted(WellFormedText.shown(name)));
                    } else if (!NAME.matcher(name).matches()) {
                        throw new IllegalArgumentException(
                                "has a group with the name \"%s\"; use letters, digits and underscores"
                                        .formatted(WellFormedText.shown(name)));
                    }
                    names.add(name);
                });
        compile(regex, names);
        return names;
    }

    /** Compiles the expression with other names of groups, because Java's have no underscores. */
    private static void compile(String regex, List<String> names) {
        var seen = new int[1];
        var renamed = TOKEN.matcher(regex).replaceAll(match -> {
            var text = match.group("group") != null
                    ? "(?<g%d>".formatted(seen[0]++)
                    : match.group("reference") != null
                            ? "\\k<g%d>".formatted(names.indexOf(match.group("reference")))
                            : match.group();
            return Matcher.quoteReplacement(text);
        });
        try {
            var _ = Pattern.compile(renamed);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("is not a regular expression: " + e.getDescription(), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("is a regular expression with too many nested groups", e);
        }
    }
}
