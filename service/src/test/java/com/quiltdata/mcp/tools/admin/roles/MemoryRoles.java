package com.quiltdata.mcp.tools.admin.roles;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.BucketConfigReader;
import com.quiltdata.mcp.catalog.admin.BucketConfigWriter;
import com.quiltdata.mcp.catalog.admin.NamedId;
import com.quiltdata.mcp.catalog.admin.Policy;
import com.quiltdata.mcp.catalog.admin.Policy.Level;
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
import com.quiltdata.mcp.catalog.admin.SettingReader;
import com.quiltdata.mcp.catalog.admin.SettingWriter;
import com.quiltdata.mcp.catalog.admin.UserReader;
import com.quiltdata.mcp.catalog.admin.UserWriter;
import com.quiltdata.mcp.catalog.identity.Me;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.testing.UnusablePorts;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.CallToolResult;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Limits;
import com.quiltdata.mcp.tool.Result;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.TokenCounter;
import com.quiltdata.mcp.tool.Toolset;
import io.dropwizard.jersey.validation.Validators;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Roles and policies in memory, and the tools on them. */
final class MemoryRoles implements RoleReader, RoleWriter {
    static final String ROLE_ARN = "arn:aws:iam::123456789012:role/";
    static final String POLICY_ARN = "arn:aws:iam::123456789012:policy/";
    private static final Limits LIMITS = new Limits(Duration.ofMinutes(5), 10, 10, 1_000_000, 1 << 25);

    /** A role without what its policies allow. */
    private record StoredRole(NamedId ref, String arn, boolean managed, List<String> policies) {}

    /** The caller, who is an administrator. */
    Me me = new Me("admin", "admin@example.com", true, "Admins", List.of("Admins"));

    /** The changes, in order. */
    final List<String> changes = new ArrayList<>();

    final List<String> buckets = new ArrayList<>(List.of("lab", "lab-raw", "shared"));

    @Nullable
    String defaultId = null;

    private final List<StoredRole> roles = new ArrayList<>();
    private final List<Policy> policies = new ArrayList<>();
    private final Inventory inventory;
    private final Runner runner;

    MemoryRoles() {
        var ports = new AdminPorts(
                _ -> me,
                UnusablePorts.port(UserReader.class),
                UnusablePorts.port(UserWriter.class),
                this,
                this,
                UnusablePorts.port(SettingReader.class),
                UnusablePorts.port(SettingWriter.class),
                UnusablePorts.port(BucketConfigReader.class),
                UnusablePorts.port(BucketConfigWriter.class));
        inventory = new Inventory(List.of(new Toolset("admin", RoleTools.of(ports))));
        var meters = new Meters(MetricsLevel.STANDARD, new MetricRegistry());
        runner = new Runner(inventory, LIMITS, Validators.newValidator(), meters, _ -> {});
    }

    /** Policies 1 (READ on lab), 2 (READ_WRITE on lab-raw) and 3 (of IAM); roles 1 of policies 1 and 2, and 2 of IAM. */
    static MemoryRoles small() {
        var small = new MemoryRoles();
        small.with("1", "Read lab", Map.of("lab", Level.READ));
        small.with("2", "Write raw", Map.of("lab-raw", Level.READ_WRITE));
        small.policies.add(new Policy(new NamedId("3", "Athena"), POLICY_ARN + "Athena", false, Map.of(), List.of()));
        small.withRole("1", "Analysts", "1", "2");
        small.roles.add(new StoredRole(new NamedId("2", "Ops"), ROLE_ARN + "Ops", false, List.of()));
        small.defaultId = "2";
        return small;
    }

    void with(String id, String title, Map<String, Level> permissions) {
        policies.add(new Policy(new NamedId(id, title), POLICY_ARN + id, true, permissions, List.of()));
    }

    void withRole(String id, String name, String... policies) {
        roles.add(new StoredRole(new NamedId(id, name), ROLE_ARN + name, true, List.of(policies)));
    }

    /** What one answer says, and what it weighs. */
    record Answer(ObjectNode structured, int tokens) {
        String text(String pointer) {
            return structured.at(pointer).asText();
        }
    }

    /** Calls a tool as a client that cannot ask its user. */
    Answer ask(String tool, Map<String, ?> arguments) {
        var call = new Call(Caller.of("somebody"), "r", runner.deadline());
        var json = new ObjectMapper().<ObjectNode>valueToTree(arguments);
        return switch (runner.run(inventory.find(tool).orElseThrow(), json, call)) {
            case Result.Success success
            when success.blocks().isEmpty() -> new Answer(success.structured(), 2 * TokenCounter.count(success.text()));
            case Result.Success other -> throw new AssertionError(other);
            case CallToolResult raw -> throw new AssertionError(raw);
            case Result.FailureResult(var failure) -> throw failure;
        };
    }

    private Policy policy(String id) {
        return policies.stream()
                .filter(policy -> policy.ref().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Role role(StoredRole role) {
        var attached = role.policies().stream().map(this::policy).toList();
        return new Role(
                role.ref(),
                role.arn(),
                role.managed(),
                attached.stream().map(Policy::ref).toList(),
                Rights.union(attached.stream().map(Policy::permissions)));
    }

    @Override
    public RoleDirectory roles(Caller caller) {
        return new RoleDirectory(roles.stream().map(this::role).toList(), defaultId);
    }

    @Override
    public List<Policy> policies(Caller caller) {
        return policies.stream().map(this::withRoles).toList();
    }

    private Policy withRoles(Policy policy) {
        var attached = roles.stream()
                .filter(role -> role.policies().contains(policy.ref().id()))
                .map(StoredRole::ref)
                .toList();
        return new Policy(policy.ref(), policy.arn(), policy.managed(), policy.permissions(), attached);
    }

    @Override
    public List<String> bucketNames(Caller caller) {
        return buckets;
    }

    @Override
    public Role createRole(Caller caller, RoleDefinition definition) {
        changes.add("create " + definition);
        return stored("new", definition);
    }

    @Override
    public Role updateRole(Caller caller, NamedId role, RoleDefinition definition) {
        changes.add("update %s %s".formatted(role.id(), definition));
        roles.removeIf(it -> it.ref().id().equals(role.id()));
        return stored(role.id(), definition);
    }

    private Role stored(String id, RoleDefinition definition) {
        var ref = new NamedId(id, definition.name());
        var role = switch (definition) {
            case ManagedRole managed -> new StoredRole(ref, ROLE_ARN + id, true, managed.policies());
            case UnmanagedRole unmanaged -> new StoredRole(ref, unmanaged.arn(), false, List.of());
        };
        roles.add(role);
        return role(role);
    }

    @Override
    public void deleteRole(Caller caller, NamedId role) {
        changes.add("delete role " + role.id());
    }

    @Override
    public Role setDefaultRole(Caller caller, NamedId role) {
        changes.add("default " + role.id());
        return roles.stream()
                .filter(it -> it.ref().equals(role))
                .map(this::role)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Policy createPolicy(Caller caller, PolicyDefinition definition) {
        changes.add("create " + definition);
        return policy("new", definition);
    }

    @Override
    public Policy updatePolicy(Caller caller, NamedId policy, PolicyDefinition definition) {
        changes.add("update %s %s".formatted(policy.id(), definition));
        return policy(policy.id(), definition);
    }

    private Policy policy(String id, PolicyDefinition definition) {
        var ref = new NamedId(id, definition.title());
        var attached = roles.stream()
                .map(StoredRole::ref)
                .filter(role -> definition.roles().contains(role.id()))
                .toList();
        return switch (definition) {
            case ManagedPolicy managed -> new Policy(ref, POLICY_ARN + id, true, managed.permissions(), attached);
            case UnmanagedPolicy unmanaged -> new Policy(ref, unmanaged.arn(), false, Map.of(), attached);
        };
    }

    @Override
    public void deletePolicy(Caller caller, NamedId policy) {
        changes.add("delete policy " + policy.id());
    }
}
