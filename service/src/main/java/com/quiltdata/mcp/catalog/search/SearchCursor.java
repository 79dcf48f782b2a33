package com.quiltdata.mcp.catalog.search;

import com.quiltdata.mcp.json.CursorCodec;
import java.util.List;

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

    public String encode() {
        return CODEC.encode(this);
    }

    /**
     * Returns the cursor that {@link #encode} turned into this text.
     *
     * @throws IllegalArgumentException with one sentence for the sender of any other text
     */
    public static SearchCursor decode(String text) {
        return CODEC.decode(text);
    }
}
