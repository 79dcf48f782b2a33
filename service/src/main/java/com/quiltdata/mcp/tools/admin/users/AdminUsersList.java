package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.catalog.admin.UserReader;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.admin.TextFilter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists the users of the catalog. */
record AdminUsersList(UserReader users) implements Tool<AdminUsersList.Input, AdminUsersList.Output> {
    record Input(
            @Doc("Only users whose name or e-mail contains this text") @Alias("query") @Default("\"\"")
            String filter,

            @Doc("true: only active users; false: only deactivated ones. Optional. Default: both.")
            @Alias("is_active")
            @Nullable
            Boolean active,

            @Doc("true: only administrators; false: only others. Optional. Default: both.") @Alias("is_admin") @Nullable
            Boolean admin,

            @Doc("Only users with this role, as primary or extra role. Optional. Default: any.") @Nullable
            String role,

            @Doc("Maximum number of users") @Default("100") @Min(1) @Max(1000)
            int limit,

            @Doc("next_offset of the previous result") @Default("0") @Min(0)
            int offset) {
        private boolean accepts(User user) {
            return TextFilter.accepts(filter, Stream.of(user.name(), user.email()))
                    && (active == null || active == user.status().active())
                    && (admin == null || admin == user.status().admin())
                    && (role == null || user.roleNames().contains(role.strip()));
        }
    }

    record Output(
            @Doc("Users, sorted by name") List<UserSummary> users,

            @Doc("Number of users that match, including those not in this result")
            int count,

            @Doc("Number of all users of the catalog") int total,

            @Doc("Number of active users among those that match")
            int activeUsers,

            @Doc("Number of active administrators among those that match")
            int activeAdmins,

            @Doc("Whether more users follow") boolean truncated,

            @Doc("Send as offset to get the next users") @Nullable
            Integer nextOffset,

            @Doc("Summary of the result") String message,
            @Doc("How to get the remaining users") @Nullable String note,
            @Doc("Number of users skipped") @Hidden int offset)
            implements Truncatable<Output> {
        private Output with(List<UserSummary> page) {
            var next = offset + page.size();
            var more = next < count;
            var note = more
                    ? "More users follow: call admin_users_list with the same filters and offset=%d.".formatted(next)
                    : null;
            return new Output(
                    page, count, total, activeUsers, activeAdmins, more, more ? next : null, message, note, offset);
        }

        @Override
        public int parts() {
            return users.size();
        }

        @Override
        public Output first(int parts) {
            return with(users.subList(0, parts));
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "admin_users_list",
            "List users",
            Effect.READ,
            "Lists the users of the catalog, sorted by name, with e-mail, roles, last sign-in and whether they are active "
                    + "or administrators; all, or those that match a text, a role or a state. For administrators. For one "
                    + "user in full use admin_user_get.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var all = users.list(call.caller());
        var matching = all.stream()
                .filter(in::accepts)
                .sorted(Comparator.comparing(User::name))
                .toList();
        var active = matching.stream().filter(user -> user.status().active()).toList();
        var admins = (int) active.stream().filter(user -> user.status().admin()).count();
        var page = matching.stream()
                .skip(in.offset())
                .limit(in.limit())
                .map(UserSummary::of)
                .toList();
        var message = "Found %,d users, %,d of them active, %,d active administrators."
                .formatted(matching.size(), active.size(), admins);
        if (matching.isEmpty() && in.role() != null) {
            message += " Check that the role exists: its name must be whole, in upper and lower case.";
        }
        var offset = Math.min(in.offset(), matching.size());
        return new Output(page, matching.size(), all.size(), active.size(), admins, false, null, message, null, offset)
                .with(page);
    }
}
