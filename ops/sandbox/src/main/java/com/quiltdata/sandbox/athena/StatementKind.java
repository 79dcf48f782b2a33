package com.quiltdata.sandbox.athena;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What Athena calls a statement, for example {@code DML} and {@code SELECT}, by its first words. */
record StatementKind(String type, String substatement) {
    private static final Pattern COMMENTS = Pattern.compile("--[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern CTAS =
            Pattern.compile("CREATE\\s+TABLE\\b.*\\bAS\\s*\\(?\\s*(SELECT|WITH)\\b.*", Pattern.DOTALL);
    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE");
    private static final Set<String> WRITES = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "UNLOAD");
    private static final Set<String> UTILITIES = Set.of("SHOW", "DESCRIBE", "DESC", "EXPLAIN");

    static StatementKind of(String sql) {
        String text = Ascii.toUpperCase(COMMENTS.matcher(sql).replaceAll(" "));
        List<String> words = Splitter.on(Pattern.compile("[\\s();]+"))
                .omitEmptyStrings()
                .limit(3)
                .splitToList(text);
        String first = words.isEmpty() ? "" : words.getFirst();
        String two = words.size() < 2 ? first : first + "_" + words.get(1);
        if (QUERIES.contains(first)) {
            return new StatementKind("DML", "SELECT");
        } else if (WRITES.contains(first)) {
            return new StatementKind("DML", first);
        } else if (UTILITIES.contains(first)) {
            return new StatementKind("UTILITY", "SHOW".equals(first) ? two : first);
        }
        return new StatementKind("DDL", CTAS.matcher(text.strip()).matches() ? "CREATE_TABLE_AS_SELECT" : two);
    }
}
