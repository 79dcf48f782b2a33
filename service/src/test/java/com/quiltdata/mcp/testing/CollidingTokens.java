package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.auth.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Tokens whose digests, the keys of all caches, have equal hash codes in pairs. */
public final class CollidingTokens {
    private CollidingTokens() {}

    /** Returns tokens {@code mark-N}, each pair of neighbours with equal hash codes. */
    public static List<String> pairs(int pairs) {
        var seen = new HashMap<Integer, String>();
        var found = new ArrayList<String>();
        for (var i = 0; found.size() < 2 * pairs; i++) {
            var token = "mark-%07d".formatted(i);
            var other = seen.put(Caller.of(token).digest().hashCode(), token);
            if (other != null) {
                found.addAll(List.of(other, token));
            }
        }
        return found;
    }
}
