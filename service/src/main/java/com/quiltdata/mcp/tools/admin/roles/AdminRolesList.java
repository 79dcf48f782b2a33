package com.quiltdata.mcp.tools.admin.roles;

import com.google.common.collect.Streams;
import com.quiltdata.mcp.catalog.admin.NamedId;
import com.quiltdata.mcp.catalog.admin.Role;
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

/** Lists the roles of the catalog. */
record AdminRolesList(RoleReader roles) implements RoleTool<AdminRolesList.Input, AdminRolesList.Output> {
    record Input(
            @Doc("Only roles whose name, policies or buckets contain this text") @Default("\"\"")
            String filter,

            @Doc("Maximum number of roles") @Default("100") @Min(1) @Max(1000)
            int limit,

            @Doc("next_offset of the previous result") @Default("0") @Min(0)
            int offset) {
        private boolean accepts(Role role) {
            return TextFilter.accepts(
                    filter,
                    Streams.concat(
                            Stream.of(role.name()),
                            role.policies().stream().map(NamedId::name),
                            role.permissions().keySet().stream()));
        }
    }

    record Output(
            @Doc("Roles, in the registry's order") List<Item> roles,

            @Doc("Number of roles that match, including those not in this result")
            int count,

            @Doc("Name of the role that new users get; absent if there is none") @Nullable
            String defaultRole,

            @Doc("Whether more roles follow") boolean truncated,

            @Doc("Send as offset to get the next roles") @Nullable
            Integer nextOffset,

            @Doc("Summary of the result") String message,
            @Doc("How to get the remaining roles") @Nullable String note,
            @Doc("Number of roles skipped") @Hidden int offset)
            implements Truncatable<Output> {
        private Output with(List<Item> page) {
            var next = offset + page.size();
            var more = next < count;
            var note = more
                    ? "More roles follow: call admin_roles_list with the same filter and offset=%d.".formatted(next)
                    : null;
            return new Output(page, count, defaultRole, more, more ? next : null, message, note, offset);
        }

        @Override
        public int parts() {
            return roles.size();
        }

        @Override
        public Output first(int parts) {
            return with(roles.subList(0, parts));
        }
    }

    record Item(
            @Doc("Id of the role in the registry") String id,
            @Doc("Name of the role") String name,
            @Doc("ARN of its IAM role") String arn,

            @Doc("ManagedRole: Quilt writes its rights from policies; UnmanagedRole: IAM alone decides")
            String type,

            @Doc("Whether new users get it") boolean isDefault,
            @Doc("Titles of its policies") List<String> policies) {
        static Item of(Role role, boolean isDefault) {
            return new Item(
                    role.ref().id(),
                    role.name(),
                    role.arn(),
                    role.type(),
                    isDefault,
                    role.policies().stream().map(NamedId::name).toList());
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "admin_roles_list",
            "List roles",
            Effect.READ,
            "Lists the roles of the catalog, with the titles of their policies and the one that new users get; all, or "
                    + "those that match a role's name, a policy or a bucket. For administrators. For the rights of one "
                    + "role use admin_role_get.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var directory = roles.roles(call.caller());
        var matching = directory.roles().stream().filter(in::accepts).toList();
        var page = matching.stream()
                .skip(in.offset())
                .limit(in.limit())
                .map(role -> Item.of(role, directory.isDefault(role)))
                .toList();
        var message = "Found %,d roles.".formatted(matching.size());
        var offset = Math.min(in.offset(), matching.size());
        var defaultRole = directory.defaultRole().orElse(null);
        return new Output(page, matching.size(), defaultRole, false, null, message, null, offset).with(page);
    }
}
