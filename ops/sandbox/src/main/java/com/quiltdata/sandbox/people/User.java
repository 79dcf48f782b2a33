package com.quiltdata.sandbox.people;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** A person with an account; {@code role} is the active one of {@code roles}. */
public record User(int id, String name, boolean isAdmin, Role role, List<Role> roles) {
    public User {
        roles = List.copyOf(roles);
    }

    /** Returns the user with another role active; throws IllegalArgumentException if the user lacks the role. */
    User withRole(String roleName) {
        Role active = roles.stream()
                .filter(candidate -> candidate.name().equals(roleName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no role " + roleName));
        return new User(id, name, isAdmin, active, roles);
    }

    public String email() {
        return name + "@example.com";
    }

    public UUID uuid() {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
