package com.quiltdata.mcp.tools.admin.roles;

import com.quiltdata.mcp.catalog.admin.NamedId;
import com.quiltdata.mcp.catalog.admin.Policy;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One policy in full. */
record PolicyDetail(
        @Doc("The policy") Item policy,

        @Doc("Whether roles or permissions are missing from this result")
        boolean truncated,

        @Doc("What was done, or what the policy allows") String message,

        @Doc("The policy that is shown") @Hidden Policy source)
        implements Truncatable<PolicyDetail> {
    /** Example keys for an argument with a level for each bucket. */
    static final String BUCKETS = "{\"quilt-lab\":{\"type\":\"string\",\"enum\":[\"READ\",\"READ_WRITE\"]}}";

    record Item(
            @Doc("Id of the policy in the registry") String id,
            @Doc("Title of the policy") String title,
            @Doc("ARN of its IAM policy") String arn,

            @Doc("true: Quilt writes its rights from permissions; false: IAM alone decides")
            boolean managed,

            @Doc("Names of the roles that it is attached to")
            List<String> roles,

            @Doc("READ or READ_WRITE for each bucket; absent if IAM alone decides") @Nullable
            Map<String, String> permissions) {}

    static PolicyDetail of(Policy policy, String message) {
        return of(policy, message, Integer.MAX_VALUE);
    }

    /** Returns what a policy gives to which roles, as a sentence. */
    static String summary(Policy policy) {
        var allows = policy.managed()
                ? "gives " + Rights.words(policy.permissions())
                : "is an IAM policy, which alone decides what it gives";
        var roles = policy.roles().isEmpty()
                ? "no role has it"
                : Rights.few("it is attached to role", "it is attached to roles", policy.roles());
        return "Policy `%s` %s; %s.".formatted(policy.ref().name(), allows, roles);
    }

    private static PolicyDetail of(Policy policy, String message, int parts) {
        var roles = policy.roles().stream().map(NamedId::name).limit(parts).toList();
        var item = new Item(
                policy.ref().id(),
                policy.ref().name(),
                policy.arn(),
                policy.managed(),
                roles,
                policy.managed() ? Rights.wire(policy.permissions(), parts - roles.size()) : null);
        return new PolicyDetail(item, parts < parts(policy), message, policy);
    }

    private static int parts(Policy policy) {
        return policy.roles().size() + policy.permissions().size();
    }

    @Override
    public int parts() {
        return parts(source);
    }

    @Override
    public PolicyDetail first(int parts) {
        var roles = Math.min(parts, source.roles().size());
        return of(
                source,
                "%s Only %,d of its %,d roles and %,d of its %,d permissions are shown; the catalog's page of users and roles shows all."
                        .formatted(
                                message,
                                roles,
                                source.roles().size(),
                                parts - roles,
                                source.permissions().size()),
                parts);
    }
}
