package com.quiltdata.mcp.catalog.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The position after the last hit of a search result, as a text that any server process can read. It holds the search
 * itself, no secret and no hits: the sender searches again with their own rights.
 *
 * @param asked the search that the legs continue, so that the cursor is not accepted for another one
 * @param legs at most one for each kind of hit
 */
public record SearchCursor(String asked, List<SearchPosition> legs) {
    private static final String MARK = "s2.";
    private static final int LONGEST = 16_384;
    private static final int MOST_LEGS = 2;
    private static final int MAX_HITS = 1000;
    private static final int MAX_SKIPPED = 100_000;

    public SearchCursor {
        legs = List.copyOf(legs);
        if (legs.isEmpty()) {
            throw new IllegalArgumentException("a cursor needs at least one leg");
        }
        if (legs.stream().map(leg -> leg.search().getClass()).distinct().count() < legs.size()) {
            throw new IllegalArgumentException("a cursor has two legs of one kind");
        }
    }

    public String print() {
        var fields = new SearchCursorFormat.Printer();
        fields.add(asked).add(legs.size());
        legs.forEach(leg -> leg(fields, leg));
        var body = fields.toString();
        var bytes = (sum(body) + body).getBytes(StandardCharsets.UTF_8);
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Parses the output of {@link #print}.
     *
     * @throws IllegalArgumentException with one sentence for the sender of any other text
     */
    public static SearchCursor parse(String text) {
        var refusal = "must be the next_cursor of an earlier result, unchanged; leave it out to start a new search.";
        if (!text.startsWith(MARK) || text.length() > LONGEST) {
            throw new IllegalArgumentException(refusal);
        }
        try {
            var decoded =
                    new String(Base64.getUrlDecoder().decode(text.substring(MARK.length())), StandardCharsets.UTF_8);
            var body = decoded.substring(8);
            if (!sum(body).equals(decoded.substring(0, 8))) {
                throw new IllegalArgumentException(refusal);
            }
            var cursor = read(new SearchCursorFormat.Parser(body));
            if (!cursor.print().equals(text)) { // trailing or non-canonical text
                throw new IllegalArgumentException(refusal);
            }
            return cursor;
        } catch (RuntimeException e) { // any way in which the text does not parse
            throw new IllegalArgumentException(refusal, e);
        }
    }

    private static SearchCursor read(SearchCursorFormat.Parser fields) {
        var asked = fields.text();
        var legs = new ArrayList<SearchPosition>();
        for (var left = fields.number(MOST_LEGS); left > 0; left--) {
            legs.add(new SearchPosition(
                    fields.search(),
                    fields.textOrNull(),
                    Math.max(1, fields.number(MAX_HITS)),
                    fields.number(MAX_SKIPPED)));
        }
        return new SearchCursor(asked, legs);
    }

    private static void leg(SearchCursorFormat.Printer fields, SearchPosition leg) {
        fields.search(leg.search()).addOrNull(leg.after()).add(leg.size()).add(leg.skip());
    }

    private static String sum(String body) {
        var sum = new CRC32();
        sum.update(body.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(sum.getValue());
    }
}
