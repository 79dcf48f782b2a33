package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.AssignedRole;
import com.quiltdata.mcp.catalog.admin.BucketConfigReader;
import com.quiltdata.mcp.catalog.admin.BucketConfigWriter;
import com.quiltdata.mcp.catalog.admin.NewUser;
import com.quiltdata.mcp.catalog.admin.RoleAssignment;
import com.quiltdata.mcp.catalog.admin.RoleReader;
import com.quiltdata.mcp.catalog.admin.RoleWriter;
import com.quiltdata.mcp.catalog.admin.SettingReader;
import com.quiltdata.mcp.catalog.admin.SettingWriter;
import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.catalog.admin.UserReader;
import com.quiltdata.mcp.catalog.admin.UserWriter;
import com.quiltdata.mcp.catalog.identity.Me;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The accounts of a catalog in memory, as the administrator {@code root}, with a list of what was changed. */
public final class MemoryUsers implements UserReader, UserWriter {
    public final Map<String, User> users = new LinkedHashMap<>();
    public final List<String> roles = new ArrayList<>(List.of("readers", "writers", "curators"));
    public final List<String> done = new ArrayList<>();
    public Me me = new Me("root", "root@example.com", true, "writers", List.of("writers"));

    public MemoryUsers() {
        with("root", it -> status(it, true, true));
    }

    public AdminPorts ports() {
        return new AdminPorts(
                _ -> me,
                this,
                this,
                UnusablePorts.port(RoleReader.class),
                UnusablePorts.port(RoleWriter.class),
                UnusablePorts.port(SettingReader.class),
                UnusablePorts.port(SettingWriter.class),
                UnusablePorts.port(BucketConfigReader.class),
                UnusablePorts.port(BucketConfigWriter.class));
    }

    /** Adds an active user with the role {@code writers} and the extra roles {@code readers} and {@code curators}. */
    public MemoryUsers with(String name, UnaryOperator<User> change) {
        var user = new User(
                name,
                name + "@example.com",
                Instant.EPOCH,
                null,
                new User.Status(true, false, false, false, false, false),
                role("writers"),
                List.of(role("readers"), role("curators")));
        users.put(name, change.apply(user));
        return this;
    }

    public static AssignedRole role(String name) {
        return new AssignedRole(name, "id-" + name, "arn:aws:iam::1:role/" + name, "ManagedRole");
    }

    public static User status(User user, User.Status status) {
        return new User(
                user.name(), user.email(), user.dateJoined(), user.lastLogin(), status, user.role(), user.extraRoles());
    }

    public static User status(User user, boolean active, boolean admin) {
        var old = user.status();
        return status(
                user,
                new User.Status(active, admin, old.ssoOnly(), old.service(), old.rolesLocked(), old.adminLocked()));
    }

    @Override
    public List<User> list(Caller caller) {
        return List.copyOf(users.values()).reversed();
    }

    @Override
    public User get(Caller caller, String name) {
        var user = users.get(name);
        if (user == null) {
            throw new Failure.NotFound("User not found: " + name);
        }
        return user;
    }

    @Override
    public List<String> roleNames(Caller caller) {
        return roles;
    }

    @Override
    public User create(Caller caller, NewUser user) {
        done.add("create %s %s".formatted(user.name(), user.email()));
        with(user.name(), it -> it);
        return roles(user.name(), user.role(), user.extraRoles().stream());
    }

    @Override
    public void delete(Caller caller, String name) {
        done.add("delete " + name);
        users.remove(name);
    }

    @Override
    public User setEmail(Caller caller, String name, String email) {
        done.add("email %s %s".formatted(name, email));
        return change(
                name,
                it -> new User(name, email, it.dateJoined(), it.lastLogin(), it.status(), it.role(), it.extraRoles()));
    }

    @Override
    public User setAdmin(Caller caller, String name, boolean admin) {
        done.add("admin %s %s".formatted(name, admin));
        return change(name, it -> status(it, it.status().active(), admin));
    }

    @Override
    public User setActive(Caller caller, String name, boolean active) {
        done.add("active %s %s".formatted(name, active));
        return change(name, it -> status(it, active, it.status().admin()));
    }

    @Override
    public void resetPassword(Caller caller, String name) {
        done.add("reset " + name);
    }

    @Override
    public User setRole(Caller caller, String name, RoleAssignment roles) {
        done.add("role %s %s %s%s".formatted(name, roles.role(), roles.extraRoles(), roles.append() ? " append" : ""));
        return roles(name, roles.role(), roles.extraRoles().stream());
    }

    @Override
    public User addRoles(Caller caller, String name, List<String> roles) {
        done.add("add %s %s".formatted(name, roles));
        var user = get(caller, name);
        return roles(name, user.roleNames().getFirst(), Stream.concat(user.extraRoleNames().stream(), roles.stream()));
    }

    @Override
    public User removeRoles(Caller caller, String name, List<String> roles, @Nullable String fallback) {
        done.add("remove %s %s %s".formatted(name, roles, fallback));
        var user = get(caller, name);
        var left = user.roleNames().stream().filter(it -> !roles.contains(it)).toList();
        var primary = fallback == null
                        || roles.contains(fallback)
                        || !roles.contains(user.roleNames().getFirst())
                ? left.getFirst()
                : fallback;
        return roles(name, primary, left.stream().filter(it -> !it.equals(primary)));
    }

    private User roles(String name, String role, Stream<String> extra) {
        return change(
                name,
                it -> new User(
                        name,
                        it.email(),
                        it.dateJoined(),
                        it.lastLogin(),
                        it.status(),
                        role(role),
                        extra.map(MemoryUsers::role).toList()));
    }

    private User change(String name, UnaryOperator<User> change) {
        var user = change.apply(get(Caller.of("x"), name));
        users.put(name, user);
        return user;
    }
}
