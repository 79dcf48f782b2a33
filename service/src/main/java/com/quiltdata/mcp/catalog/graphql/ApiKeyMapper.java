package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.identity.ApiKey;
import com.quiltdata.mcp.catalog.identity.ApiKeyStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps API keys of responses; registries before Quilt Platform 1.67 have none. */
final class ApiKeyMapper {
    private ApiKeyMapper() {}

    /** Returns the response itself, or throws {@link Failure.NotFound} if the registry's schema has no API keys. */
    static GraphQlResponse supported(GraphQlResponse response) {
        if (response.lacksField("apiKeys") || response.lacksField("apiKey")) {
            throw new Failure.NotFound(
                    "This catalog has no API keys: they come with version 1.67 of the Quilt Platform.");
        }
        return response;
    }

    static @Nullable String status(@Nullable ApiKeyStatus status) {
        return status == null ? null : status.name();
    }

    static List<ApiKey> keys(JsonNode parent, String field) {
        return ResponseFields.list(parent, field).stream()
                .map(ApiKeyMapper::key)
                .toList();
    }

    static Optional<ApiKey> keyOrEmpty(JsonNode node) {
        return node.isObject() ? Optional.of(key(node)) : Optional.empty();
    }

    private static ApiKey key(JsonNode node) {
        return new ApiKey(
                ResponseFields.text(node, "id"),
                ResponseFields.text(node, "name"),
                ResponseFields.text(node, "fingerprint"),
                ResponseFields.instant(node, "createdAt"),
                ResponseFields.instant(node, "expiresAt"),
                node.path("lastUsedAt").isTextual() ? ResponseFields.instant(node, "lastUsedAt") : null,
                ResponseFields.text(node, "userEmail"),
                ResponseFields.text(node, "status"));
    }
}
