package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.admin.NamedId;
import com.quiltdata.mcp.catalog.admin.Policy;
import com.quiltdata.mcp.catalog.admin.PolicyDefinition;
import com.quiltdata.mcp.catalog.admin.PolicyDefinition.ManagedPolicy;
import com.quiltdata.mcp.catalog.admin.PolicyDefinition.UnmanagedPolicy;
import com.quiltdata.mcp.catalog.admin.Role;
import com.quiltdata.mcp.catalog.admin.RoleDefinition;
import com.quiltdata.mcp.catalog.admin.RoleDefinition.ManagedRole;
import com.quiltdata.mcp.catalog.admin.RoleDefinition.UnmanagedRole;
import com.quiltdata.mcp.catalog.admin.RoleDirectory;
import com.quiltdata.mcp.catalog.admin.RoleReader;
import com.quiltdata.mcp.catalog.admin.RoleWriter;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import java.util.List;
import java.util.Map;

/** Administrates roles and policies; the registry has an operation for those it manages, and one for the others. */
record GraphQlRoleAdmin(AdminClient client) implements RoleReader, RoleWriter {
    private static final Operation ROLES = Operation.load("Roles");
    private static final Operation POLICIES = Operation.load("Policies");
    private static final Operation BUCKETS = Operation.load("BucketConfigs");
    private static final Operation CREATE_ROLE = Operation.load("RoleCreateManaged");
    private static final Operation CREATE_UNMANAGED_ROLE = Operation.load("RoleCreateUnmanaged");
    private static final Operation UPDATE_ROLE = Operation.load("RoleUpdateManaged");
    private static final Operation UPDATE_UNMANAGED_ROLE = Operation.load("RoleUpdateUnmanaged");
    private static final Operation DELETE_ROLE = Operation.load("RoleDelete");
    private static final Operation SET_DEFAULT = Operation.load("RoleSetDefault");
    private static final Operation CREATE_POLICY = Operation.load("PolicyCreateManaged");
    private static final Operation CREATE_UNMANAGED_POLICY = Operation.load("PolicyCreateUnmanaged");
    private static final Operation UPDATE_POLICY = Operation.load("PolicyUpdateManaged");
    private static final Operation UPDATE_UNMANAGED_POLICY = Operation.load("PolicyUpdateUnmanaged");
    private static final Operation DELETE_POLICY = Operation.load("PolicyDelete");

    @Override
    public RoleDirectory roles(Caller caller) {
        var data = client.query(caller, ROLES, Map.of());
        var roles = ResponseFields.list(data, "roles").stream().map(RoleMapper::role);
        return new RoleDirectory(roles.toList(), UpstreamJson.text(data.path("defaultRole"), "id"));
    }

    @Override
    public List<Policy> policies(Caller caller) {
        var data = client.query(caller, POLICIES, Map.of());
        return ResponseFields.list(data, "policies").stream()
                .map(RoleMapper::policy)
                .toList();
    }

    @Override
    public List<String> bucketNames(Caller caller) {
        var data = client.query(caller, BUCKETS, Map.of());
        return ResponseFields.list(data, "bucketConfigs").stream()
                .map(bucket -> ResponseFields.text(bucket, "name"))
                .toList();
    }

    @Override
    public Role createRole(Caller caller, RoleDefinition definition) {
        var operation = switch (definition) {
            case ManagedRole _ -> CREATE_ROLE;
            case UnmanagedRole _ -> CREATE_UNMANAGED_ROLE;
        };
        var data = client.change(caller, operation, Map.of("input", definition));
        var refusal = new RoleRefusal(definition.name(), definition.name());
        return role(refusal.orSuccess(data, "RoleCreateSuccess"));
    }

    @Override
    public Role updateRole(Caller caller, NamedId role, RoleDefinition definition) {
        var operation = switch (definition) {
            case ManagedRole _ -> UPDATE_ROLE;
            case UnmanagedRole _ -> UPDATE_UNMANAGED_ROLE;
        };
        var data = client.change(caller, operation, Map.of("id", role.id(), "input", definition));
        return role(new RoleRefusal(role.name(), definition.name()).orSuccess(data, "RoleUpdateSuccess"));
    }

    @Override
    public void deleteRole(Caller caller, NamedId role) {
        var data = client.change(caller, DELETE_ROLE, Map.of("id", role.id()));
        new RoleRefusal(role.name(), role.name()).orSuccess(data, "RoleDeleteSuccess");
    }

    @Override
    public Role setDefaultRole(Caller caller, NamedId role) {
        var data = client.change(caller, SET_DEFAULT, Map.of("id", role.id()));
        return role(new RoleRefusal(role.name(), role.name()).orSuccess(data, "RoleSetDefaultSuccess"));
    }

    @Override
    public Policy createPolicy(Caller caller, PolicyDefinition definition) {
        var operation = switch (definition) {
            case ManagedPolicy _ -> CREATE_POLICY;
            case UnmanagedPolicy _ -> CREATE_UNMANAGED_POLICY;
        };
        var data = client.change(caller, operation, Map.of("input", input(definition)));
        return policy(orRefusal(caller, definition.title(), data, "Policy"));
    }

    @Override
    public Policy updatePolicy(Caller caller, NamedId policy, PolicyDefinition definition) {
        var operation = switch (definition) {
            case ManagedPolicy _ -> UPDATE_POLICY;
            case UnmanagedPolicy _ -> UPDATE_UNMANAGED_POLICY;
        };
        var data = client.change(caller, operation, Map.of("id", policy.id(), "input", input(definition)));
        return policy(orRefusal(caller, policy.name(), data, "Policy"));
    }

    @Override
    public void deletePolicy(Caller caller, NamedId policy) {
        var data = client.change(caller, DELETE_POLICY, Map.of("id", policy.id()));
        orRefusal(caller, policy.name(), data, "Ok");
    }

    /** The schema's {@code PermissionInput}. */
    private record PermissionInput(String bucket, Policy.Level level) {}

    private static Map<String, Object> input(PolicyDefinition definition) {
        return switch (definition) {
            case ManagedPolicy(var title, var permissions, var roles) -> {
                var inputs = permissions.entrySet().stream()
                        .map(it -> new PermissionInput(it.getKey(), it.getValue()))
                        .toList();
                yield Map.of("title", title, "permissions", inputs, "roles", roles);
            }
            case UnmanagedPolicy(var title, var arn, var roles) -> Map.of("title", title, "arn", arn, "roles", roles);
        };
    }

    /** Returns the result of a policy's change, or throws the registry's refusal with the policy's title. */
    private static JsonNode orRefusal(Caller caller, String title, JsonNode data, String expected) {
        return Attempt.of(() -> MutationResult.of(caller, null, data, expected))
                .orElseThrow(reason -> reason.withMessage("Policy `%s`: %s".formatted(title, reason.sentence()))
                        .ofWrite("Nothing was changed."));
    }

    private static Role role(JsonNode success) {
        return Attempt.of(() -> RoleMapper.role(success.path("role"))).orElseThrow(_ -> MutationResult.unknown());
    }

    private static Policy policy(JsonNode success) {
        return Attempt.of(() -> RoleMapper.policy(success)).orElseThrow(_ -> MutationResult.unknown());
    }
}
