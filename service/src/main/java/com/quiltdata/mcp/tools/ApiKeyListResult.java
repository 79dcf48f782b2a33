package com.quiltdata.mcp.tools;

import com.quiltdata.mcp.catalog.identity.ApiKey;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A page of API keys, without their secrets. */
public record ApiKeyListResult(
        @Doc("API keys, in the registry's order") List<Item> apiKeys,

        @Doc("Total number of matching keys, including those not in this result")
        int count,

        @Doc("Whether more keys follow") boolean truncated,

        @Doc("Send as offset to get the next keys") @Nullable
        Integer nextOffset,

        @Doc("How to get the remaining keys, and how to create one")
        String note,

        @Doc("Number of keys skipped") @Hidden int offset)
        implements Truncatable<ApiKeyListResult> {
    private static final String CREATE =
            "To create a key, run quilt3.login() and quilt3.api_keys.create(\"name\") in Python: it shows the secret once,"
                    + " and a secret does not belong in a chat.";

    /** An API key. */
    public record Item(
            @Doc("Id; send it to revoke the key") String id,
            @Doc("Name") String name,

            @Doc("Part of the secret by which its owner recognizes it")
            String fingerprint,

            @Doc("E-mail of the owner") String userEmail,
            @Doc("active or expired") String status,
            @Doc("When it was created") Instant createdAt,
            @Doc("When it expires") Instant expiresAt,

            @Doc("When it was last used; absent if never") @Nullable
            Instant lastUsedAt) {
        static Item of(ApiKey key) {
            return new Item(
                    key.id(),
                    key.name(),
                    key.fingerprint(),
                    key.userEmail(),
                    key.status().toLowerCase(Locale.ROOT),
                    key.createdAt(),
                    key.expiresAt(),
                    key.lastUsedAt());
        }
    }

    /** Returns the keys after the first {@code offset} ones. */
    public static ApiKeyListResult of(List<ApiKey> keys, int offset) {
        return of(keys.stream().skip(offset).map(Item::of).toList(), keys.size(), Math.min(offset, keys.size()));
    }

    private static ApiKeyListResult of(List<Item> items, int count, int offset) {
        var next = offset + items.size();
        var more = next < count;
        var note = more ? "More keys follow: call again with offset=%d. ".formatted(next) + CREATE : CREATE;
        return new ApiKeyListResult(items, count, more, more ? next : null, note, offset);
    }

    @Override
    public int parts() {
        return apiKeys.size();
    }

    @Override
    public ApiKeyListResult first(int parts) {
        return of(apiKeys.subList(0, parts), count, offset);
    }
}
