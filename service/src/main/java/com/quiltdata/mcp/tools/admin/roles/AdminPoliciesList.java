package com.quiltdata.mcp.tools.admin.roles;

import com.google.common.collect.Streams;
import com.quiltdata.mcp.catalog.admin.NamedId;
import com.quiltdata.mcp.catalog.admin.Policy;
import com.quiltdata.mcp.catalog.admin.RoleReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.admin.TextFilter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists the policies of the catalog. */
record AdminPoliciesList(RoleReader roles) implements RoleTool<AdminPoliciesList.Input, AdminPoliciesList.Output> {
    record Input(
            @Doc("Only policies whose title, roles or buckets contain this text") @Default("\"\"")
            String filter,

            @Doc("Maximum number of policies") @Default("100") @Min(1) @Max(1000)
            int limit,

            @Doc("next_offset of the previous result") @Default("0") @Min(0)
            int offset) {
        private boolean accepts(Policy policy) {
            return TextFilter.accepts(
                    filter,
                    Streams.concat(
                            Stream.of(policy.ref().name()),
                            policy.roles().stream().map(NamedId::name),
                            policy.permissions().keySet().stream()));
        }
    }

    record Output(
            @Doc("Policies, in the registry's order") List<Item> policies,

            @Doc("Number of policies that match, including those not in this result")
            int count,

            @Doc("Whether more policies follow") boolean truncated,

            @Doc("Send as offset to get the next policies") @Nullable
            Integer nextOffset,

            @Doc("Summary of the result") String message,

            @Doc("How to get the remaining policies") @Nullable
            String note,

            @Doc("Number of policies skipped") @Hidden int offset)
            implements Truncatable<Output> {
        private Output with(List<Item> page) {
            var next = offset + page.size();
            var more = next < count;
            var note = more
                    ? "More policies follow: call admin_policies_list with the same filter and offset=%d."
                            .formatted(next)
                    : null;
            return new Output(page, count, more, more ? next : null, message, note, offset);
        }

        @Override
        public int parts() {
            return policies.size();
        }

        @Override
        public Output first(int parts) {
            return with(policies.subList(0, parts));
        }
    }

    record Item(
            @Doc("Id of the policy in the registry") String id,
            @Doc("Title of the policy") String title,
            @Doc("ARN of its IAM policy") String arn,

            @Doc("true: Quilt writes its rights from permissions; false: IAM alone decides")
            boolean managed,

            @Doc("Number of buckets that it gives rights in")
            int buckets,

            @Doc("Number of roles that it is attached to") int roles) {
        static Item of(Policy policy) {
            return new Item(
                    policy.ref().id(),
                    policy.ref().name(),
                    policy.arn(),
                    policy.managed(),
                    policy.permissions().size(),
                    policy.roles().size());
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "admin_policies_list",
            "List policies",
            Effect.READ,
            "Lists the policies of the catalog, which give rights in buckets to roles: titles, and how many buckets and "
                    + "roles each has; all, or those that match a title, a role or a bucket. For administrators. For the "
                    + "rights of one policy use admin_policy_get.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var matching =
                roles.policies(call.caller()).stream().filter(in::accepts).toList();
        var page = matching.stream()
                .skip(in.offset())
                .limit(in.limit())
                .map(Item::of)
                .toList();
        var message = "Found %,d policies.".formatted(matching.size());
        var offset = Math.min(in.offset(), matching.size());
        return new Output(page, matching.size(), false, null, message, null, offset).with(page);
    }
}
