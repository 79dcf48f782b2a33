package com.quiltdata.sandbox.admin;

import com.quiltdata.sandbox.people.Account;
import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.registry.OperationRefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The configuration of single sign-on, which assigns roles at each sign-in of a user without a password. */
public final class SsoAdmin {
    private final People people;
    private volatile @Nullable SsoConfig config;

    public SsoAdmin(People people) {
        this.people = people;
    }

    public Optional<SsoConfig> config() {
        return Optional.ofNullable(config);
    }

    /** Replaces the configuration, or removes it for null. */
    public @Nullable SsoConfig set(@Nullable String text, Account uploader) {
        if (text == null) {
            config = null;
            return null;
        }
        Set<String> roles = SsoText.roles(text);
        List<String> unknown =
                roles.stream().filter(name -> people.roleNamed(name).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            throw OperationRefusedException.input(
                    "config", "RoleNotFound", "Unknown roles: " + String.join(", ", unknown));
        }
        var replaced = new SsoConfig(text, Instant.now(), uploader, roles);
        config = replaced;
        return replaced;
    }

    boolean uses(String role) {
        return config().filter(set -> set.roles().contains(role)).isPresent();
    }

    /** Returns whether sign-ins decide the account's roles and its administrator's flag. */
    public boolean governs(Account account) {
        return config != null && account.isSsoOnly();
    }
}
