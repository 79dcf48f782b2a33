package com.quiltdata.mcp.tools.admin.roles;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.NamedId;
import com.quiltdata.mcp.catalog.admin.Policy;
import com.quiltdata.mcp.catalog.admin.Role;
import com.quiltdata.mcp.catalog.admin.RoleDefinition.ManagedRole;
import com.quiltdata.mcp.catalog.admin.RoleDefinition.UnmanagedRole;
import com.quiltdata.mcp.catalog.admin.RoleDirectory;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tools.admin.AdminRights;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes a role; the user is asked if it loses a policy, or becomes another IAM role. */
record AdminRoleUpdate(AdminPorts ports) implements RoleTool<AdminRoleUpdate.Input, RoleDetail> {
    record Input(
            @Doc("Name or id of the role, like \"Analysts\"") @Alias("role")
            String name,

            @Doc("New name. Optional. Default: unchanged.") @Nullable
            String newName,

            @Doc("Titles or ids of all policies to attach; [] for none. Optional. Default: unchanged.") @Nullable
            List<String> policies,

            @Doc("New ARN, if its type is UnmanagedRole. Optional. Default: unchanged.") @Nullable
            String arn) {
        private Input checked() {
            if (newName == null && policies == null && arn == null) {
                throw new Failure.Invalid("Nothing to change: send `new_name`, `policies` or `arn`.");
            }
            RoleArguments.requireNotBoth(policies, "policies", arn);
            var named = newName == null ? null : RoleArguments.name("new_name", newName);
            return new Input(name, named, policies, RoleArguments.roleArn(arn));
        }
    }

    private static final Spec<Input, RoleDetail> SPEC = new Spec<>(
                    "admin_role_update",
                    "Change a role",
                    Effect.OVERWRITE,
                    "Renames a role of the catalog, or replaces its policies or its IAM role; what is not sent stays. "
                            + "Returns the role with its rights. For administrators. Its users get the new rights at "
                            + "once. Use admin_role_get first: the policies that you send replace all others.",
                    Input.class,
                    RoleDetail.class)
            .confirmable();

    @Override
    public Spec<Input, RoleDetail> spec() {
        return SPEC;
    }

    @Override
    public boolean needsConfirmation(Input in) {
        return in.policies() != null || in.arn() != null;
    }

    @Override
    public String confirmation(Input sent, Call call) {
        var in = sent.checked();
        var me = AdminRights.require(ports.identity(), call);
        var role = role(in, ports.roles().roles(call.caller()));
        var loss = role.managed() ? lostPolicies(in, role, call) : otherIamRole(in, role);
        return loss.map(it -> role.name().equals(me.role()) ? it + " It is your own active role." : it)
                .orElse("");
    }

    @Override
    public RoleDetail call(Input sent, Call call) {
        var in = sent.checked();
        AdminRights.require(ports.identity(), call);
        var directory = ports.roles().roles(call.caller());
        var role = role(in, directory);
        var name = Objects.requireNonNullElse(in.newName(), role.name());
        var definition = role.managed()
                ? new ManagedRole(name, RoleArguments.ids(policies(in, role, call)))
                : new UnmanagedRole(name, Objects.requireNonNullElse(in.arn(), role.arn()));
        var updated = ports.roleChanges().updateRole(call.caller(), role.ref(), definition);
        return RoleDetail.of(updated, directory.isDefault(role), "Changed. " + RoleDetail.summary(updated));
    }

    private static Role role(Input in, RoleDirectory directory) {
        var role = NameLookup.of(directory.roles()).get("name", in.name());
        if (role.managed() ? in.arn() != null : in.policies() != null) {
            throw new Failure.Invalid(
                    role.managed()
                            ? "`arn`: role `%s` is managed by Quilt; send `policies` instead.".formatted(role.name())
                            : "`policies`: role `%s` is an IAM role that Quilt does not manage; change it in IAM, or"
                                            .formatted(role.name())
                                    + " send `arn` to use another one.");
        }
        return role;
    }

    private List<NamedId> policies(Input in, Role role, Call call) {
        return in.policies() == null
                ? role.policies()
                : wanted(in.policies(), call).stream().map(Policy::ref).toList();
    }

    private List<Policy> wanted(List<String> names, Call call) {
        return names.isEmpty()
                ? List.of()
                : NameLookup.ofPolicies(ports.roles().policies(call.caller())).getAll("policies", names);
    }

    private Optional<String> lostPolicies(Input in, Role role, Call call) {
        var wanted = wanted(Objects.requireNonNull(in.policies()), call);
        var kept = wanted.stream().map(Policy::ref).map(NamedId::id).toList();
        var removed =
                role.policies().stream().filter(it -> !kept.contains(it.id())).toList();
        if (removed.isEmpty()) {
            return Optional.empty();
        }
        var lost = Rights.lost(role.permissions(), Rights.union(wanted.stream().map(Policy::permissions)));
        return Optional.of("Take %s from role `%s`? Its users lose %s."
                .formatted(Rights.few("policy", "policies", removed), role.name(), Rights.words(lost)));
    }

    private static Optional<String> otherIamRole(Input in, Role role) {
        return role.arn().equals(in.arn())
                ? Optional.empty()
                : Optional.of("Make role `%s` the IAM role %s? It is %s now, and its users lose what only that allows."
                        .formatted(role.name(), in.arn(), role.arn()));
    }
}
