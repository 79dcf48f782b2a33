package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Enums;
import com.google.common.collect.ImmutableMap;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.NamedId;
import com.quiltdata.mcp.catalog.admin.Policy;
import com.quiltdata.mcp.catalog.admin.Policy.Level;
import com.quiltdata.mcp.catalog.admin.Role;
import java.util.List;
import java.util.Map;

/** Reads the roles and policies of a response. */
final class RoleMapper {
    private RoleMapper() {}

    static Role role(JsonNode node) {
        var managed = ResponseFields.text(node, "__typename").equals("ManagedRole");
        return new Role(
                namedId(node, "name"),
                ResponseFields.text(node, "arn"),
                managed,
                managed ? namedIds(node, "policies", "title") : List.of(),
                managed ? permissions(node) : Map.of());
    }

    static Policy policy(JsonNode node) {
        return new Policy(
                namedId(node, "title"),
                ResponseFields.text(node, "arn"),
                ResponseFields.flag(node, "managed"),
                permissions(node),
                namedIds(node, "roles", "name"));
    }

    private static NamedId namedId(JsonNode node, String name) {
        return new NamedId(ResponseFields.text(node, "id"), ResponseFields.text(node, name));
    }

    private static List<NamedId> namedIds(JsonNode node, String field, String name) {
        return ResponseFields.list(node, field).stream()
                .map(it -> namedId(it, name))
                .toList();
    }

    /** Returns the higher level for a bucket that is listed twice. */
    private static Map<String, Level> permissions(JsonNode node) {
        return ResponseFields.list(node, "permissions").stream()
                .collect(ImmutableMap.toImmutableMap(
                        it -> ResponseFields.text(it.path("bucket"), "name"), RoleMapper::level, Level.HIGHER));
    }

    private static Level level(JsonNode permission) {
        var name = ResponseFields.text(permission, "level");
        var level = Enums.getIfPresent(Level.class, name).orNull();
        if (level == null) {
            throw new Failure.Unavailable("The registry's response has a bucket permission that this server does not"
                    + " know; it may not support the registry's version.");
        }
        return level;
    }
}
