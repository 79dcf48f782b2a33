package com.quiltdata.sandbox.admin;

import com.quiltdata.sandbox.control.AdminSettings;
import com.quiltdata.sandbox.people.Account;
import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.people.StackRole;
import com.quiltdata.sandbox.registry.OperationRefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes of accounts. */
public final class UserAdmin {
    /** The input of a new account. */
    public record NewUser(String name, String email, String role, List<String> extraRoles) {}

    private static final Pattern NAME = Pattern.compile("[\\w.@+-]{1,128}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");

    private final People people;
    private final SsoAdmin sso;

    public UserAdmin(People people, SsoAdmin sso) {
        this.people = people;
        this.sso = sso;
    }

    public Account create(NewUser input, AdminSettings settings) {
        if (!settings.subscriptionActive()) {
            throw operation("SubscriptionInvalid", "The subscription is not valid");
        }
        checkName(input.name());
        checkEmail("input.email", input.email());
        String role = roleId("input.role", input.role());
        List<String> extra = roleIds("input.extraRoles", input.extraRoles());
        checkMail(settings);
        Instant now = Instant.now();
        var account = new Account(
                people.nextNumber(),
                input.name(),
                input.email(),
                now,
                now,
                Account.Kind.PASSWORD,
                true,
                false,
                role,
                Stream.concat(Stream.of(role), extra.stream()).toList());
        people.accounts().put(account.name(), account);
        return account;
    }

    public void delete(Account account) {
        people.accounts().remove(account.name());
    }

    public Account setEmail(Account account, String email) {
        if (!email.equals(account.email())) {
            checkEmail("email", email);
        }
        return change(account, old -> old.withEmail(email));
    }

    public Account setActive(Account account, boolean active) {
        return change(account, old -> old.withActive(active));
    }

    public Account setAdmin(Account account, boolean admin) {
        if (sso.governs(account)) {
            throw operation("AdminAssignmentDisabled", "The administrator's flag is assigned by the SSO configuration");
        }
        return change(account, old -> old.withAdmin(admin));
    }

    /** Replaces the active role, and the other roles unless they are only to be added to. */
    public Account setRole(Account account, String role, List<String> extraRoles, boolean append) {
        checkAssignable(account);
        String active = roleId("role", role);
        List<String> extra = roleIds("extraRoles", extraRoles);
        List<String> kept = append ? account.extraRoles() : List.of();
        return withRoles(account, active, Stream.of(List.of(active), kept, extra));
    }

    public Account addRoles(Account account, List<String> roles) {
        checkAssignable(account);
        return withRoles(account, account.role(), Stream.of(account.roles(), roleIds("roles", roles)));
    }

    /** Removes roles; a fallback becomes the active role if that is among them. */
    public Account removeRoles(Account account, List<String> roles, @Nullable String fallback) {
        checkAssignable(account);
        List<String> removed = roleIds("roles", roles);
        List<String> kept =
                account.roles().stream().filter(id -> !removed.contains(id)).toList();
        String next = fallback == null ? null : roleId("fallback", fallback);
        if (kept.contains(account.role())) {
            return withRoles(account, account.role(), Stream.of(kept));
        }
        if (next == null || removed.contains(next)) {
            throw OperationRefusedException.input(
                    "fallback", "FallbackRequired", "The active role is removed, so a fallback role is required");
        }
        return withRoles(account, next, Stream.of(List.of(next), kept));
    }

    public void resetPassword(Account account, AdminSettings settings) {
        if (account.kind() != Account.Kind.PASSWORD) {
            throw operation("NoPassword", "The user has no password");
        }
        checkMail(settings);
    }

    private Account withRoles(Account account, String active, Stream<List<String>> roles) {
        List<String> all = roles.flatMap(List::stream).toList();
        return change(account, old -> old.withRoles(active, all));
    }

    private Account change(Account account, UnaryOperator<Account> change) {
        people.accounts().change(account.name(), change);
        return people.accounts().get(account.name()).orElseThrow();
    }

    private String roleId(String path, String name) {
        return people.roleNamed(name)
                .map(StackRole::id)
                .orElseThrow(() ->
                        OperationRefusedException.input(path, "RoleNotFound", "Role " + name + " does not exist"));
    }

    private List<String> roleIds(String path, List<String> names) {
        return names.stream().map(name -> roleId(path, name)).toList();
    }

    private void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw OperationRefusedException.input("input.name", "InvalidName", "Username is not valid");
        }
        if (people.accounts().get(name).isPresent()) {
            throw OperationRefusedException.input("input.name", "Conflict", "Username already taken");
        }
    }

    private void checkEmail(String path, String email) {
        if (!EMAIL.matcher(email).matches()) {
            throw OperationRefusedException.input(path, "InvalidEmail", "Email is not valid");
        }
        if (people.accounts()
                .find(other -> other.email().equalsIgnoreCase(email))
                .isPresent()) {
            throw OperationRefusedException.input(path, "Conflict", "Email already taken");
        }
    }

    private void checkAssignable(Account account) {
        if (sso.governs(account)) {
            throw operation("RoleAssignmentDisabled", "Roles are assigned by the SSO configuration");
        }
    }

    private static void checkMail(AdminSettings settings) {
        if (!settings.mailWorks()) {
            throw operation("MailSendError", "Unable to send the mail");
        }
    }

    private static OperationRefusedException operation(String name, String message) {
        return OperationRefusedException.operation(name, message, Map.of());
    }
}
