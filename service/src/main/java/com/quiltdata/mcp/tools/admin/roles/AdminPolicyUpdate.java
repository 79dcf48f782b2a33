package com.quiltdata.mcp.tools.admin.roles;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.NamedId;
import com.quiltdata.mcp.catalog.admin.Policy;
import com.quiltdata.mcp.catalog.admin.Policy.Level;
import com.quiltdata.mcp.catalog.admin.PolicyDefinition;
import com.quiltdata.mcp.catalog.admin.PolicyDefinition.ManagedPolicy;
import com.quiltdata.mcp.catalog.admin.PolicyDefinition.UnmanagedPolicy;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.KeepBlank;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tools.admin.AdminRights;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes a policy; the user is asked if roles lose rights by it. */
record AdminPolicyUpdate(AdminPorts ports) implements RoleTool<AdminPolicyUpdate.Input, PolicyDetail> {
    record Input(
            @Doc("Title or id of the policy, like \"Read lab\"")
            String policy,

            @Doc("New title. Optional. Default: unchanged.") @Nullable
            String title,

            @Doc(
                    value =
                            "READ or READ_WRITE for each of all its buckets, like {\"quilt-lab\": \"READ\"}; {} for none."
                                    + " Optional. Default: unchanged.",
                    keys = PolicyDetail.BUCKETS)
            @Nullable
            @KeepBlank
            Map<String, Object> permissions,

            @Doc("New ARN, if Quilt does not manage it. Optional. Default: unchanged.") @Nullable
            String arn,

            @Doc("Names or ids of all roles to attach it to; [] for none. Optional. Default: unchanged.") @Nullable
            List<String> roles) {}

    private static final Spec<Input, PolicyDetail> SPEC = new Spec<>(
                    "admin_policy_update",
                    "Change a policy",
                    Effect.OVERWRITE,
                    "Replaces the title, the rights in buckets, the IAM policy or the roles of a policy of the catalog; "
                            + "what is not sent stays. Returns the policy. For administrators. It applies at once. Use "
                            + "admin_policy_get first: the permissions or roles that you send replace all others.",
                    Input.class,
                    PolicyDetail.class)
            .confirmable();

    /** The parsed arguments, without the roles. */
    private record Change(
            @Nullable String title,
            @Nullable Map<String, Level> permissions,
            @Nullable String arn) {
        static Change of(Input in) {
            if (in.title() == null && in.permissions() == null && in.arn() == null && in.roles() == null) {
                throw new Failure.Invalid("Nothing to change: send `title`, `permissions`, `arn` or `roles`.");
            }
            RoleArguments.requireNotBoth(in.permissions(), "permissions", in.arn());
            return new Change(
                    in.title() == null ? null : RoleArguments.name("title", in.title()),
                    RoleArguments.permissions(in.permissions()),
                    RoleArguments.policyArn(in.arn()));
        }

        /** Refuses rights for an IAM policy, and an ARN for a policy of Quilt. */
        void requireKindOf(Policy policy) {
            var title = policy.ref().name();
            if (policy.managed() && arn != null) {
                throw new Failure.Invalid(
                        "`arn`: policy `%s` is managed by Quilt; send `permissions` instead.".formatted(title));
            } else if (!policy.managed() && permissions != null) {
                throw new Failure.Invalid(
                        "`permissions`: policy `%s` is an IAM policy that Quilt does not manage; change"
                                        .formatted(title)
                                + " it in IAM, or send `arn` to use another one.");
            }
        }

        PolicyDefinition applied(Policy policy, List<NamedId> roles) {
            var newTitle = Objects.requireNonNullElse(title, policy.ref().name());
            var ids = RoleArguments.ids(roles);
            return policy.managed()
                    ? new ManagedPolicy(newTitle, permissionsOf(policy), ids)
                    : new UnmanagedPolicy(newTitle, Objects.requireNonNullElse(arn, policy.arn()), ids);
        }

        private Map<String, Level> permissionsOf(Policy policy) {
            return Objects.requireNonNullElse(permissions, policy.permissions());
        }

        /** Returns what the roles that keep the policy lose, as a sentence; empty for nothing. */
        String lossOf(Policy policy, List<NamedId> kept) {
            var lost = Rights.lost(policy.permissions(), permissionsOf(policy));
            var from = Rights.few("role", "roles", kept);
            if (kept.isEmpty()) {
                return "";
            } else if (arn != null && !arn.equals(policy.arn())) {
                return " Instead of the rights of %s it gives those of %s to %s.".formatted(policy.arn(), arn, from);
            }
            return lost.isEmpty() ? "" : " It takes %s from %s.".formatted(Rights.words(lost), from);
        }
    }

    @Override
    public Spec<Input, PolicyDetail> spec() {
        return SPEC;
    }

    @Override
    public boolean needsConfirmation(Input in) {
        return in.permissions() != null || in.arn() != null || in.roles() != null;
    }

    @Override
    public String confirmation(Input in, Call call) {
        var change = Change.of(in);
        var me = AdminRights.require(ports.identity(), call);
        var policy = policy(in, change, call);
        var roles = roles(in, policy, call);
        var kept = policy.roles().stream().filter(roles::contains).toList();
        var removed =
                policy.roles().stream().filter(role -> !roles.contains(role)).toList();
        var loss = change.lossOf(policy, kept) + lossOf(removed, policy);
        var own = policy.roles().stream().anyMatch(role -> role.name().equals(me.role()));
        return loss.isEmpty()
                ? ""
                : "Change policy `%s`?%s%s"
                        .formatted(policy.ref().name(), loss, own ? " Your own active role has it." : "");
    }

    private static String lossOf(List<NamedId> removed, Policy policy) {
        var rights = policy.managed() ? Rights.words(policy.permissions()) : "the IAM policy " + policy.arn();
        return removed.isEmpty()
                ? ""
                : " It is taken from %s, and with it %s.".formatted(Rights.few("role", "roles", removed), rights);
    }

    @Override
    public PolicyDetail call(Input in, Call call) {
        var change = Change.of(in);
        AdminRights.require(ports.identity(), call);
        var policy = policy(in, change, call);
        var definition = change.applied(policy, roles(in, policy, call));
        var updated = ports.roleChanges().updatePolicy(call.caller(), policy.ref(), definition);
        return PolicyDetail.of(updated, "Changed. " + PolicyDetail.summary(updated));
    }

    private Policy policy(Input in, Change change, Call call) {
        var policy =
                NameLookup.ofPolicies(ports.roles().policies(call.caller())).get("policy", in.policy());
        change.requireKindOf(policy);
        RoleArguments.requireBuckets(ports.roles(), call, change.permissions());
        return policy;
    }

    private List<NamedId> roles(Input in, Policy policy, Call call) {
        return in.roles() == null ? policy.roles() : AttachedRoles.of(ports.roles(), in.roles(), call);
    }
}
