package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.AssignedRole;
import com.quiltdata.mcp.catalog.admin.NewUser;
import com.quiltdata.mcp.catalog.admin.RoleAssignment;
import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.catalog.admin.UserReader;
import com.quiltdata.mcp.catalog.admin.UserWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Administrates users by {@code Query.admin.user} and {@code Mutation.admin.user}. */
record GraphQlUserAdmin(AdminClient client) implements UserReader, UserWriter {
    private static final Operation LIST = Operation.load("AdminUsers");
    private static final Operation GET = Operation.load("AdminUser");
    private static final Operation ROLES = Operation.load("AdminUserRoles");
    private static final Operation CREATE = Operation.load("AdminUserCreate");
    private static final Operation DELETE = Operation.load("AdminUserDelete");
    private static final Operation SET_EMAIL = Operation.load("AdminUserSetEmail");
    private static final Operation SET_ADMIN = Operation.load("AdminUserSetAdmin");
    private static final Operation SET_ACTIVE = Operation.load("AdminUserSetActive");
    private static final Operation RESET_PASSWORD = Operation.load("AdminUserResetPassword");
    private static final Operation SET_ROLE = Operation.load("AdminUserSetRole");
    private static final Operation ADD_ROLES = Operation.load("AdminUserAddRoles");
    private static final Operation REMOVE_ROLES = Operation.load("AdminUserRemoveRoles");
    private static final String NAME = "name";

    @Override
    public List<User> list(Caller caller) {
        var users = client.query(caller, LIST, Map.of()).at("/admin/user");
        return ResponseFields.list(users, "list").stream()
                .map(GraphQlUserAdmin::user)
                .toList();
    }

    @Override
    public User get(Caller caller, String name) {
        var user = client.query(caller, GET, Map.of(NAME, name)).at("/admin/user/get");
        if (user.isNull()) {
            throw notFound(name);
        }
        return user(user);
    }

    @Override
    public List<String> roleNames(Caller caller) {
        return ResponseFields.list(client.query(caller, ROLES, Map.of()), "roles").stream()
                .map(role -> ResponseFields.text(role, NAME))
                .toList();
    }

    @Override
    public User create(Caller caller, NewUser user) {
        var result = client.change(caller, CREATE, Map.of("input", user)).at("/admin/user/create");
        return changed(AdminClient.orRefusal(caller, result, "User"));
    }

    @Override
    public void delete(Caller caller, String name) {
        mutate(caller, DELETE, name, Map.of(), "Ok");
    }

    @Override
    public User setEmail(Caller caller, String name, String email) {
        return changed(caller, SET_EMAIL, name, Map.of("email", email));
    }

    @Override
    public User setAdmin(Caller caller, String name, boolean admin) {
        return changed(caller, SET_ADMIN, name, Map.of("admin", admin));
    }

    @Override
    public User setActive(Caller caller, String name, boolean active) {
        return changed(caller, SET_ACTIVE, name, Map.of("active", active));
    }

    @Override
    public void resetPassword(Caller caller, String name) {
        mutate(caller, RESET_PASSWORD, name, Map.of(), "Ok");
    }

    @Override
    public User setRole(Caller caller, String name, RoleAssignment roles) {
        var variables = Map.of("role", roles.role(), "extraRoles", roles.extraRoles(), "append", roles.append());
        return changed(caller, SET_ROLE, name, variables);
    }

    @Override
    public User addRoles(Caller caller, String name, List<String> roles) {
        return changed(caller, ADD_ROLES, name, Map.of("roles", roles));
    }

    @Override
    public User removeRoles(Caller caller, String name, List<String> roles, @Nullable String fallback) {
        return changed(
                caller,
                REMOVE_ROLES,
                name,
                fallback == null ? Map.of("roles", roles) : Map.of("roles", roles, "fallback", fallback));
    }

    private User changed(Caller caller, Operation operation, String name, Map<String, ?> variables) {
        return changed(mutate(caller, operation, name, variables, "User"));
    }

    private static User changed(JsonNode node) {
        return AdminClient.read(() -> user(node));
    }

    /** Returns the outcome of a change of one user; the registry's {@code mutate} is null if there is no such user. */
    private JsonNode mutate(
            Caller caller, Operation operation, String name, Map<String, ?> variables, String expected) {
        var all = new HashMap<String, Object>(variables);
        all.put(NAME, name);
        var changes = client.change(caller, operation, all).at("/admin/user/mutate");
        if (changes.isNull()) {
            throw notFound(name);
        }
        var result = changes.valueStream().findFirst().orElse(MissingNode.getInstance());
        return AdminClient.orRefusal(caller, result, expected);
    }

    private static Failure.NotFound notFound(String name) {
        return new Failure.NotFound("User not found: " + name);
    }

    private static User user(JsonNode node) {
        var role = node.path("role");
        return new User(
                ResponseFields.text(node, NAME),
                ResponseFields.text(node, "email"),
                ResponseFields.instant(node, "dateJoined"),
                node.path("lastLogin").isNull() ? null : ResponseFields.instant(node, "lastLogin"),
                status(node),
                role.isNull() ? null : role(role),
                ResponseFields.list(node, "extraRoles").stream()
                        .map(GraphQlUserAdmin::role)
                        .toList());
    }

    private static User.Status status(JsonNode node) {
        return new User.Status(
                ResponseFields.flag(node, "isActive"),
                ResponseFields.flag(node, "isAdmin"),
                ResponseFields.flag(node, "isSsoOnly"),
                ResponseFields.flag(node, "isService"),
                ResponseFields.flag(node, "isRoleAssignmentDisabled"),
                ResponseFields.flag(node, "isAdminAssignmentDisabled"));
    }

    private static AssignedRole role(JsonNode node) {
        return new AssignedRole(
                ResponseFields.text(node, NAME),
                ResponseFields.text(node, "id"),
                ResponseFields.text(node, "arn"),
                ResponseFields.text(node, "__typename"));
    }
}
