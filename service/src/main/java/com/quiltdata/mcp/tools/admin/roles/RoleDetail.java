package com.quiltdata.mcp.tools.admin.roles;

import com.quiltdata.mcp.catalog.admin.NamedId;
import com.quiltdata.mcp.catalog.admin.Role;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One role in full. */
record RoleDetail(
        @Doc("The role") Item role,

        @Doc("Whether permissions are missing from this result")
        boolean truncated,

        @Doc("What was done, or what the role allows") String message,

        @Doc("The role that is shown") @Hidden Role source)
        implements Truncatable<RoleDetail> {
    record Item(
            @Doc("Id of the role in the registry") String id,
            @Doc("Name of the role") String name,
            @Doc("ARN of its IAM role") String arn,

            @Doc("ManagedRole: Quilt writes its rights from policies; UnmanagedRole: IAM alone decides")
            String type,

            @Doc("Whether new users get it") boolean isDefault,

            @Doc("Policies that are attached to it") List<Attached> policies,

            @Doc("READ or READ_WRITE for each bucket that its policies name; absent if IAM alone decides") @Nullable
            Map<String, String> permissions) {}

    record Attached(
            @Doc("Id of the policy") String id,
            @Doc("Title of the policy") String title) {
        static List<Attached> of(List<NamedId> policies) {
            return policies.stream().map(it -> new Attached(it.id(), it.name())).toList();
        }
    }

    static RoleDetail of(Role role, boolean isDefault, String message) {
        return of(role, isDefault, message, role.permissions().size());
    }

    /** Returns what a role gives, as a sentence. */
    static String summary(Role role) {
        return role.managed()
                ? "Role `%s` gives %s.".formatted(role.name(), Rights.words(role.permissions()))
                : "Role `%s` is an IAM role, which alone decides what it gives.".formatted(role.name());
    }

    private static RoleDetail of(Role role, boolean isDefault, String message, int parts) {
        var item = new Item(
                role.ref().id(),
                role.name(),
                role.arn(),
                role.type(),
                isDefault,
                Attached.of(role.policies()),
                role.managed() ? Rights.wire(role.permissions(), parts) : null);
        return new RoleDetail(item, parts < role.permissions().size(), message, role);
    }

    @Override
    public int parts() {
        return source.permissions().size();
    }

    @Override
    public RoleDetail first(int parts) {
        return of(
                source,
                role.isDefault(),
                "%s Permissions of %,d of its %,d buckets are shown; its policies, one by one, show the others."
                        .formatted(message, parts, parts()),
                parts);
    }
}
