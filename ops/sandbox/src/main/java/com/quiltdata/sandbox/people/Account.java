package com.quiltdata.sandbox.people;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * An account as administrators see it.
 *
 * @param role the id of the active role, which is one of {@code roles}
 * @param roles the ids of all roles
 */
public record Account(
        int id,
        String name,
        String email,
        Instant dateJoined,
        Instant lastLogin,
        Kind kind,
        boolean isActive,
        boolean isAdmin,
        String role,
        List<String> roles) {
    /** How the user of an account signs in. */
    public enum Kind {
        PASSWORD,
        SSO,
        SERVICE
    }

    public Account {
        roles = Stream.concat(roles.stream(), Stream.of(role)).distinct().toList();
    }

    public boolean isSsoOnly() {
        return kind == Kind.SSO;
    }

    public boolean isService() {
        return kind == Kind.SERVICE;
    }

    /** Returns the ids of the roles that are not active. */
    public List<String> extraRoles() {
        return roles.stream().filter(id -> !id.equals(role)).toList();
    }

    public Account withEmail(String value) {
        return new Account(id, name, value, dateJoined, lastLogin, kind, isActive, isAdmin, role, roles);
    }

    public Account withLastLogin(Instant value) {
        return new Account(id, name, email, dateJoined, value, kind, isActive, isAdmin, role, roles);
    }

    public Account withActive(boolean value) {
        return new Account(id, name, email, dateJoined, lastLogin, kind, value, isAdmin, role, roles);
    }

    public Account withAdmin(boolean value) {
        return new Account(id, name, email, dateJoined, lastLogin, kind, isActive, value, role, roles);
    }

    /** Returns the account with other roles. */
    public Account withRoles(String active, List<String> all) {
        return new Account(id, name, email, dateJoined, lastLogin, kind, isActive, isAdmin, active, all);
    }
}
