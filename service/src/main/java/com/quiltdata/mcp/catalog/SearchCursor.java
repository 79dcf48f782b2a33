package com.quiltdata.mcp.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Where an answer to a search goes on, as a text that any process can read. It holds what was asked and nothing secret: who
 * sends it searches with their own rights.
 *
 * @param asked what the legs are the answer to, so that the cursor is not sent with another question
 * @param ended how many hits there were of what has been told to its end
 */
public record SearchCursor(String asked, List<SearchLeg> legs, int ended) {
    private static final String MARK = "s1.";
    private static final int LONGEST = 16_384;
    private static final int MOST_LEGS = 2;

    public SearchCursor {
        legs = List.copyOf(legs);
        if (legs.isEmpty()) {
            throw new IllegalArgumentException("a cursor goes on somewhere");
        }
    }

    public String print() {
        var fields = new SearchFields.Printer();
        fields.add(asked).add(ended).add(legs.size());
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
            return read(new SearchFields.Parser(body));
        } catch (RuntimeException e) { // whatever it is that does not fit
            throw new IllegalArgumentException(refusal, e);
        }
    }

    private static SearchCursor read(SearchFields.Parser fields) {
        var asked = fields.text();
        var ended = fields.number(Integer.MAX_VALUE);
        var legs = new ArrayList<SearchLeg>();
        for (var left = fields.number(MOST_LEGS); left > 0; left--) {
            legs.add(new SearchLeg(
                    fields.search(),
                    fields.textOrNull(),
                    Math.max(1, fields.number(1000)),
                    fields.number(100_000),
                    fields.numberOrNull()));
        }
        return new SearchCursor(asked, legs, ended);
    }

    private static void leg(SearchFields.Printer fields, SearchLeg leg) {
        fields.search(leg.search())
                .addOrNull(leg.after())
                .add(leg.size())
                .add(leg.skip())
                .addOrNull(leg.total());
    }

    private static String sum(String body) {
        var sum = new CRC32();
        sum.update(body.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(sum.getValue());
    }
}
