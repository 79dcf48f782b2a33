package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.tool.Call;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognizes plain words that name a bucket, like {@code in quilt-example}, if the caller can see that bucket. */
record BucketPhrase(BucketReader buckets) {
    /** A name of one plain word, such as {@code data}, is not taken for a bucket. */
    private static final Pattern IN = Pattern.compile("\\bin\\s+(?:the\\s+)?(?:bucket\\s+)?"
            + "((?=[\\d.-]*[a-z])(?=[a-z]*[\\d.-])[a-z0-9][a-z0-9.-]+[a-z0-9])(?:\\s+bucket)?(?=[.,;?!]?(?:\\s|$))");

    /** Parses the query of a search; the bucket that its plain words name is the one to search, like that of a URI. */
    ParsedQuery parse(String query, @Nullable List<String> sent, Instant now, Call call) {
        var parsed = ParsedQuery.of(query, now);
        var phrase = IN.matcher(query);
        if (parsed.syntax()
                || parsed.bucket() != null
                || (sent != null && !sent.isEmpty())
                || !phrase.find()
                || !isVisible(phrase.group(1), call)) {
            return parsed;
        }
        var words = ParsedQuery.of(phrase.replaceFirst(" "), now);
        return new ParsedQuery(words.text(), words.filters(), words.syntax(), phrase.group(1));
    }

    private boolean isVisible(String name, Call call) {
        return Attempt.of(() -> buckets.list(call.caller()).stream()
                        .anyMatch(it -> it.name().equals(name)))
                .orElse(false);
    }
}
