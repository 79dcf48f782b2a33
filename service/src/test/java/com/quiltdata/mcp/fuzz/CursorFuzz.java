package com.quiltdata.mcp.fuzz;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import com.google.common.hash.Hashing;
import com.google.common.primitives.Bytes;
import com.google.common.primitives.Ints;
import com.quiltdata.mcp.catalog.search.SearchCursor;
import com.quiltdata.mcp.json.CursorCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cursors, as a client sends them and as someone writes them who knows the checksum: one text for each position. */
final class CursorFuzz {
    /** A position of every type that cursors have. */
    record Position(
            String key,
            @Nullable String version,
            List<Step> steps,
            int size,
            @Nullable Instant at) {}

    sealed interface Step {}

    record Name(String name) implements Step {}

    record Count(long count, boolean exact) implements Step {}

    private static final CursorCodec<Position> CODEC = new CursorCodec<>(Position.class, "must be a cursor.");

    private CursorFuzz() {}

    static void check(byte[] input) {
        var raw = new String(input, StandardCharsets.ISO_8859_1);
        var checksum = Ints.toByteArray(Hashing.crc32().hashBytes(input).asInt());
        var forged = Base64.getUrlEncoder().withoutPadding().encodeToString(Bytes.concat(checksum, input));
        for (var text : List.of(raw, forged)) {
            decoded(text, CODEC::decode)
                    .ifPresent(it -> require(CODEC.encode(it).equals(text), "two texts of %s", it));
            decoded(text, SearchCursor::decode)
                    .ifPresent(it -> require(it.encode().equals(text), "two texts of %s", it));
        }
    }

    private static <T> Optional<T> decoded(String text, Function<String, T> decoder) {
        try {
            return Optional.of(decoder.apply(text));
        } catch (IllegalArgumentException e) {
            Sentences.check(String.valueOf(e.getMessage()), "");
            return Optional.empty();
        }
    }
}
