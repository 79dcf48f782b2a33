package com.quiltdata.sandbox.athena;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a list, with the token of the next one; null at the end. */
record Page<T>(List<T> items, @Nullable String next) {
    /** Returns the page that the request asks for. */
    static <T> Page<T> of(List<T> all, JsonRequest request, int size) {
        long from = start(request);
        int begin = (int) Math.min(from, all.size());
        int end = Math.min(all.size(), begin + size);
        return new Page<>(all.subList(begin, end), token(end, all.size()));
    }

    /** Returns the position at which the request continues. */
    static long start(JsonRequest request) {
        String token = request.optionalText("NextToken");
        if (token == null) {
            return 0;
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            return Long.parseUnsignedLong(text);
        } catch (IllegalArgumentException e) {
            throw request.invalid("Invalid NextToken");
        }
    }

    /** Returns the token of what begins at a position; null at the end. */
    static @Nullable String token(long position, long size) {
        return position >= size
                ? null
                : Base64.getUrlEncoder().encodeToString(Long.toString(position).getBytes(StandardCharsets.US_ASCII));
    }
}
