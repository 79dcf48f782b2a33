package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.admin.AdminReaders;
import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The resources about the accounts of a catalog, for administrators. */
final class UserResources {
    private static final String LISTER = "admin_users_list";
    private static final int MAX_USERS = 100;
    private static final Entry USERS = new Entry(
            "admin://users",
            "Users",
            "Users of the catalog",
            "The first 100 users of the catalog by name: e-mail, state and roles; and the number of all. For administrators.",
            Resource.JSON);

    private UserResources() {}

    /** The first users; {@code count} is the number of all. */
    record Users(List<Item> users, int count, String message) {}

    record Item(
            String name,
            String email,
            boolean isActive,
            boolean isAdmin,
            boolean isSsoOnly,
            boolean isService,
            Instant dateJoined,
            @Nullable Instant lastLogin,
            @Nullable String role,
            List<String> extraRoles) {}

    static List<Resource> of(AdminReaders ports) {
        return List.of(new Resource(
                USERS,
                false,
                AdminResources.TOOLSET,
                call -> new Body.Json(users(ports.users().list(call.caller())))));
    }

    private static Users users(List<User> all) {
        var first = all.stream()
                .sorted(Comparator.comparing(User::name))
                .limit(MAX_USERS)
                .map(UserResources::item)
                .toList();
        var more = first.size() < all.size()
                ? " These are the first %d; call %s with offset=%d for more.".formatted(MAX_USERS, LISTER, MAX_USERS)
                : "";
        return new Users(first, all.size(), "Found %,d users.%s".formatted(all.size(), more));
    }

    private static Item item(User user) {
        var status = user.status();
        var role = user.role();
        return new Item(
                user.name(),
                user.email(),
                status.active(),
                status.admin(),
                status.ssoOnly(),
                status.service(),
                user.dateJoined(),
                user.lastLogin(),
                role == null ? null : role.name(),
                user.extraRoleNames());
    }
}
