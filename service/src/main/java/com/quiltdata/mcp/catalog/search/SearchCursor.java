package com.quiltdata.mcp.catalog.search;

import com.google.common.hash.Hashing;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.json.CursorCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;

/**
 * The position after the last hit of a search result. It holds the search itself and no hits: the sender searches again
 * with their own rights.
 *
 * @param question the search that the positions continue, so that the cursor is not accepted for another one
 * @param positions at most one for each kind of hit
 */
public record SearchCursor(String question, List<SearchPosition> positions) {
    private static final CursorCodec<SearchCursor> CODEC = new CursorCodec<>(
            SearchCursor.class,
            "must be the next_cursor of an earlier result, unchanged; leave it out to start a new search.");

    /** Beginning of the question in cursors of connections that are limited to buckets. */
    private static final String LIMITED = "buckets ";

    public SearchCursor {
        positions = List.copyOf(positions);
        if (positions.isEmpty()) {
            throw new IllegalArgumentException("a cursor needs at least one position");
        }
        if (positions.stream().map(it -> it.search().getClass()).distinct().count() < positions.size()) {
            throw new IllegalArgumentException("a cursor has two positions of one kind");
        }
        if ((question + positions).indexOf('\0') >= 0) { // the text of a record contains those of its components
            throw new IllegalArgumentException("a text contains NUL");
        }
    }

    /** Returns the cursor as text, valid only for connections with the same limit to buckets. */
    public String encode() {
        return CODEC.encode(new SearchCursor(limit() + question, positions));
    }

    /**
     * Returns the cursor that {@link #encode} turned into this text.
     *
     * @throws IllegalArgumentException with one sentence for the sender of any other text
     */
    public static SearchCursor decode(String text) {
        var cursor = CODEC.decode(text);
        var limit = limit();
        if (cursor.question.startsWith(LIMITED) != !limit.isEmpty() || !cursor.question.startsWith(limit)) {
            throw new IllegalArgumentException(
                    "comes from a connection with another X-MCP-Buckets; leave it out to start a new search.");
        }
        return new SearchCursor(cursor.question.substring(limit.length()), cursor.positions);
    }

    /** Returns what marks cursors of this connection: a hash of the buckets that it is limited to; empty for all. */
    private static String limit() {
        var allowed = AllowedBuckets.current();
        return allowed.isLimited()
                ? LIMITED
                        + Hashing.sha256()
                                .hashString(String.join(",", new TreeSet<>(allowed.names())), StandardCharsets.UTF_8)
                        + "\n"
                : "";
    }
}
