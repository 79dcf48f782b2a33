package com.quiltdata.mcp.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The position after the last hit of a search result, as a text that any process can read. It holds the question, nothing
 * secret and nothing of the result: whoever sends it searches with their own rights, and hits are counted again.
 *
 * @param asked what the legs are the answer to, so that the cursor is not sent with another question
 * @param legs at most one of each kind of hits
 */
public record SearchCursor(String asked, List<SearchLeg> legs) {
    private static final String MARK = "s2.";
    private static final int LONGEST = 16_384;
    private static final int MOST_LEGS = 2;
    private static final int MAX_HITS = 1000;
    private static final int MAX_SKIPPED = 100_000;

    public SearchCursor {
        legs = List.copyOf(legs);
        if (legs.isEmpty()) {
            throw new IllegalArgumentException("a cursor goes on somewhere");
        }
        if (legs.stream().map(leg -> leg.search().getClass()).distinct().count() < legs.size()) {
            throw new IllegalArgumentException("a cursor has two legs of one kind");
        }
    }

    public String print() {
        var fields = new SearchFields.Printer();
        fields.add(asked).add(legs.size());
        legs.forEach(leg -> leg(fields, leg));
        var body = fields.toString();
        var bytes = (sum(body) + body).getBytes(StandardCharsets.UTF_8);
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Reads what {@link #print} wrote.
     *
     * @throws IllegalArgumentException with one sentence for who sent another text
     */
    public static SearchCursor parse(String text) {
        var refusal = "must be the next_cursor of an answer before, unchanged; leave it out to begin anew.";
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
            var cursor = read(new SearchFields.Parser(body));
            if (!cursor.print().equals(text)) { // trailing, or spelt as no print spells it
                throw new IllegalArgumentException(refusal);
            }
            return cursor;
        } catch (RuntimeException e) { // whatever it is that does not fit
            throw new IllegalArgumentException(refusal, e);
        }
    }

    private static SearchCursor read(SearchFields.Parser fields) {
        var asked = fields.text();
        var legs = new ArrayList<SearchLeg>();
        for (var left = fields.number(MOST_LEGS); left > 0; left--) {
            legs.add(new SearchLeg(
                    fields.search(),
                    fields.textOrNull(),
                    Math.max(1, fields.number(MAX_HITS)),
                    fields.number(MAX_SKIPPED)));
        }
        return new SearchCursor(asked, legs);
    }

    private static void leg(SearchFields.Printer fields, SearchLeg leg) {
        fields.search(leg.search()).addOrNull(leg.after()).add(leg.size()).add(leg.skip());
    }

    private static String sum(String body) {
        var sum = new CRC32();
        sum.update(body.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(sum.getValue());
    }
}
