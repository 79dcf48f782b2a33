package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.objects.ObjectPage;
import com.quiltdata.mcp.catalog.objects.VersionPage.VersionPosition;
import com.quiltdata.mcp.json.CursorCodec;
import com.quiltdata.mcp.tool.ArgumentParser;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A position in a listing; as an opaque token it is the {@code continuation_token} of the next page.
 *
 * @param key the key after which the listing continues
 * @param versionId the version of that key after which it continues; null after all versions, or without versions
 * @param delimiter the delimiter of the listing; null for none
 * @param prefix the prefix of the listing
 */
record ListPosition(
        String key, @Nullable String versionId, @Nullable String delimiter, String prefix) {
    private static final CursorCodec<ListPosition> CODEC = new CursorCodec<>(
            ListPosition.class,
            "must be the unchanged next_continuation_token of an earlier result with the same include_versions and"
                    + " delimiter; leave it out to start from the beginning.");

    /** Returns the position in a token; null for an empty one. Refuses a token of another listing. */
    static @Nullable ListPosition parse(String token, ObjectListRequest request) {
        return token.isEmpty()
                ? null
                : ArgumentParser.parse(
                        "continuation_token", token, text -> CODEC.decode(text).checked(request));
    }

    /** Returns this position if it belongs to a listing of the same kind and prefix. */
    private ListPosition checked(ObjectListRequest request) {
        if (!Objects.equals(delimiter, request.delimiter()) || (versionId != null && !request.versions())) {
            throw new IllegalArgumentException(CODEC.refusal());
        } else if (!prefix.equals(request.location().prefix())) {
            throw new IllegalArgumentException("belongs to a listing with another prefix; send the prefix of that"
                    + " listing, or leave the token out.");
        }
        return this;
    }

    /** Returns the position after a key, or after one of its versions, in the listing of a request. */
    static ListPosition of(String key, @Nullable String versionId, ObjectListRequest request) {
        return new ListPosition(
                key, versionId, request.delimiter(), request.location().prefix());
    }

    /** Returns the position after all keys that begin with the prefix. */
    static ListPosition afterAll(String prefix, ObjectListRequest request) {
        return of(ObjectPage.afterAll(prefix), null, request);
    }

    VersionPosition version() {
        return new VersionPosition(key, versionId);
    }

    String token() {
        return CODEC.encode(this);
    }
}
