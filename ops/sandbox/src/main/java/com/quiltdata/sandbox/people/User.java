package com.quiltdata.sandbox.people;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** A person with an account; {@code role} is the active one of {@code roles}. */
public record User(int id, String name, boolean isAdmin, Role role, List<Role> roles) {
    public User {
        roles = List.copyOf(roles);
    }

    /** The same user with this one of their roles active. */
    User as(String roleName) {
        var active = roles.stream().filter(role -> role.name().equals(roleName)).findFirst();
        return new User(id, name, isAdmin, active.orElseThrow(() -> new IllegalArgumentException(roleName)), roles);
    }

    public String email() {
        return name + "@example.com";
    }

    public UUID uuid() {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
