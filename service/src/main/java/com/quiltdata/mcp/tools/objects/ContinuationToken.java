package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.objects.VersionPage.VersionPosition;
import com.quiltdata.mcp.json.CursorCodec;
import com.quiltdata.mcp.tool.ArgumentParser;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The opaque token that continues a listing after a key, or after one version of a key. */
final class ContinuationToken {
    private static final String REFUSAL = "must be the unchanged next_continuation_token of an earlier result with the"
            + " same include_versions; leave it out to start from the beginning.";
    private static final CursorCodec<VersionPosition> CODEC = new CursorCodec<>(VersionPosition.class, REFUSAL);

    private ContinuationToken() {}

    static String after(String key, @Nullable String versionId) {
        return CODEC.encode(new VersionPosition(key, versionId));
    }

    /** Returns the position in a listing of versions; null for an empty token, which starts from the beginning. */
    static @Nullable VersionPosition version(String token) {
        return token.isEmpty() ? null : parse(token, CODEC::decode);
    }

    /** Returns the key after which a listing of objects continues; null for an empty token. */
    static @Nullable String key(String token) {
        return token.isEmpty() ? null : parse(token, ContinuationToken::keyOnly);
    }

    private static String keyOnly(String token) {
        var position = CODEC.decode(token);
        if (position.versionId() != null) {
            throw new IllegalArgumentException(REFUSAL);
        }
        return position.key();
    }

    private static <T> T parse(String token, Function<String, T> decoder) {
        return ArgumentParser.parse("continuation_token", token, decoder);
    }
}
