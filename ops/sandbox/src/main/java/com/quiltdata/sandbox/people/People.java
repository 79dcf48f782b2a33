package com.quiltdata.sandbox.people;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Accounts, roles and policies as they are now. */
public final class People {
    private static final int FIRST_NEW_USER = 1000;
    /** The AWS account of the stack. */
    public static final String ACCOUNT_ID = "123456789012";

    private final Table<Account> accounts = new Table<>();
    private final Table<StackRole> roles = new Table<>();
    private final Table<Policy> policies = new Table<>();
    private final AtomicInteger numbers = new AtomicInteger(FIRST_NEW_USER);
    private final Supplier<List<String>> buckets;
    private volatile @Nullable String defaultRole;

    /** Takes the names of the stack's buckets, all of which an unmanaged role reads. */
    public People(Supplier<List<String>> buckets) {
        this.buckets = buckets;
    }

    /** Returns the accounts by name. */
    public Table<Account> accounts() {
        return accounts;
    }

    public Table<StackRole> roles() {
        return roles;
    }

    public Table<Policy> policies() {
        return policies;
    }

    public Optional<StackRole> defaultRole() {
        return Optional.ofNullable(defaultRole).flatMap(roles::get);
    }

    public void setDefaultRole(String id) {
        defaultRole = id;
    }

    public int nextNumber() {
        return numbers.getAndIncrement();
    }

    public static String arn(String kind, String name) {
        return "arn:aws:iam::" + ACCOUNT_ID + ":" + kind + "/" + name;
    }

    /** Returns the id of a row with this name, which is the same in every sandbox. */
    static String id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Adds managed roles without a policy, and returns their names. */
    public List<String> addRoles(int count) {
        List<String> names =
                Stream.generate(() -> "Role" + nextNumber()).limit(count).toList();
        names.forEach(name -> roles.put(id(name), new StackRole(id(name), name, arn("role", name), true, List.of())));
        return names;
    }

    public Optional<StackRole> roleNamed(String name) {
        return roles.find(role -> role.name().equals(name));
    }

    /** Returns the user of this name with the rights of now, active or not. */
    public Optional<User> user(String name) {
        return accounts.get(name).map(this::user);
    }

    /** Returns the user with the rights of now. */
    public User user(Account account) {
        Map<String, Role> resolved = account.roles().stream()
                .collect(Collectors.toMap(
                        id -> id, id -> roles.get(id).map(this::rights).orElse(Role.NONE)));
        return new User(
                account.id(),
                account.name(),
                account.email(),
                account.isAdmin(),
                resolved.getOrDefault(account.role(), Role.NONE),
                account.roles().stream()
                        .map(id -> resolved.getOrDefault(id, Role.NONE))
                        .toList());
    }

    /** Returns the buckets of a role: those of all its policies, with the higher level. */
    public Role rights(StackRole role) {
        var levels = new HashMap<String, Level>();
        if (role.managed()) {
            role.policyIds().stream()
                    .flatMap(id -> policies.get(id).stream())
                    .forEach(policy ->
                            policy.levels().forEach((bucket, level) -> levels.merge(bucket, level, Level::max)));
        } else {
            buckets.get().forEach(bucket -> levels.put(bucket, Level.READ));
        }
        return new Role(role.name(), levels);
    }

    /** Makes another of a user's roles the active one; throws IllegalArgumentException if the user lacks it. */
    public void activate(String user, String role) {
        Account account =
                accounts.get(user).orElseThrow(() -> new IllegalArgumentException("There is no user " + user));
        StackRole wanted = roleNamed(role)
                .filter(candidate -> account.roles().contains(candidate.id()))
                .orElseThrow(() -> new IllegalArgumentException(user + " has no role " + role));
        accounts.change(user, old -> old.withRoles(wanted.id(), old.roles()));
    }

    /** Removes a bucket's permissions from all policies. */
    public void forgetBucket(String bucket) {
        policies.changeAll(policy -> policy.without(bucket));
    }

    /** Records that a user has signed in. */
    void signedIn(String user) {
        accounts.change(user, account -> account.withLastLogin(Instant.now()));
    }
}
