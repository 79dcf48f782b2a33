package com.quiltdata.sandbox.people;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** A person with an account; {@code role} is the active one of {@code roles}. */
public record User(int id, String name, String email, boolean isAdmin, Role role, List<Role> roles) {
    public User {
        roles = List.copyOf(roles);
    }

    public UUID uuid() {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
