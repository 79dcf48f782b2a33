package com.quiltdata.mcp.tools.search;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.fuzz.Sentences;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Search queries: what is sent has no field that the user did not write, and its groups are closed. */
public final class QueryFuzz {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final int MAX_QUERY = 2_000;

    /** What hides a special character: an escape, a phrase, a regular expression, a range. */
    private static final Pattern HIDDEN = Pattern.compile(
            "\\\\.|\"(?:[^\"\\\\]|\\\\.)*+\"|(?<=^|[\\s(:])/(?:[^/\\\\]|\\\\.)++/|[\\[{][^\\]}]*[\\]}]",
            Pattern.DOTALL);

    private static final Pattern FIELD = Pattern.compile("([\\w.*]+):");
    private static final Set<String> OURS = Set.of("key", "ext", "ptr_name", "entry_pk", "entry_lk");

    private QueryFuzz() {}

    public static void check(String text) {
        if (text.length() > MAX_QUERY) {
            return;
        }
        try {
            var parsed = ParsedQuery.of(SearchInput.query(text), NOW);
            fields(text, parsed.text());
            Sentences.check(parsed.explanation(), text);
            var objects = parsed.ofObjects().text();
            fields(text, objects);
            hidesInternal(objects);
            fields(text, parsed.ofPackages().text());
            if (!parsed.syntax() && parsed.bucket() == null) {
                require(fieldsOf(parsed.text()).isEmpty(), "a field in plain words: %s", parsed.text());
            }
        } catch (Failure.Invalid e) {
            Sentences.check(e.sentence(), text);
        }
    }

    private static void fields(String text, String sent) {
        for (var field : fieldsOf(sent)) {
            require(OURS.contains(field) || text.contains(field), "the field %s is not written in %s", field, text);
        }
    }

    private static Set<String> fieldsOf(String sent) {
        var fields = new TreeSet<String>();
        FIELD.matcher(HIDDEN.matcher(sent).replaceAll(" ")).results().forEach(it -> fields.add(it.group(1)));
        return fields;
    }

    /** Checks that no OR at the top makes the exclusion of Quilt's own objects one of several choices. */
    private static void hidesInternal(String sent) {
        if (sent.contains(".quilt") && !sent.endsWith(ParsedQuery.NOT_INTERNAL)) {
            return;
        }
        require(sent.endsWith(ParsedQuery.NOT_INTERNAL), "internal objects are found: %s", sent);
        var before = HIDDEN.matcher(sent.substring(0, sent.length() - ParsedQuery.NOT_INTERNAL.length()))
                .replaceAll("_");
        var depth = 0;
        for (int i = 0; i < before.length(); i++) {
            depth += before.charAt(i) == '(' ? 1 : before.charAt(i) == ')' ? -1 : 0;
            require(depth >= 0, "a group is closed that was not opened: %s", sent);
            require(
                    depth > 0 || !(before.startsWith(" OR ", i) || before.startsWith(" || ", i)),
                    "an OR at the top: %s",
                    sent);
        }
        require(depth == 0, "a group is not closed: %s", sent);
    }
}
