package com.quiltdata.sandbox.admin;

import static com.quiltdata.sandbox.registry.TypedRefusalException.when;

import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.people.StackRole;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Changes of roles. */
public final class RoleAdmin {
    /** The registry's own limit. */
    static final int MAX_POLICIES = 10;

    /** The names of the roles that come with a stack. */
    private static final Set<String> RESERVED = Set.of("ReadQuiltBucket", "ReadWriteQuiltBucket");

    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");

    private final People people;
    private final SsoAdmin sso;

    public RoleAdmin(People people, SsoAdmin sso) {
        this.people = people;
        this.sso = sso;
    }

    public StackRole createManaged(String name, List<String> policies) {
        checkName(name);
        checkPolicies(policies);
        return put(new StackRole(newId(), name, People.arn("role", name), true, policies));
    }

    public StackRole createUnmanaged(String name, String arn) {
        checkName(name);
        return put(new StackRole(newId(), name, arn, false, List.of()));
    }

    public StackRole updateManaged(String id, String name, List<String> policies) {
        StackRole role = existing(id);
        when(!role.managed(), "RoleIsUnmanaged");
        checkRename(role, name);
        checkPolicies(policies);
        return put(new StackRole(id, name, role.arn(), true, policies));
    }

    public StackRole updateUnmanaged(String id, String name, String arn) {
        StackRole role = existing(id);
        when(role.managed(), "RoleIsManaged");
        checkRename(role, name);
        return put(new StackRole(id, name, arn, false, List.of()));
    }

    public void delete(String id) {
        StackRole role = people.roles().get(id).orElse(null);
        if (role == null) {
            when(true, "RoleDoesNotExist");
            return;
        }
        when(RESERVED.contains(role.name()), "RoleNameReserved");
        when(sso.uses(role.name()), "RoleNameUsedBySsoConfig");
        when(people.accounts().find(account -> account.roles().contains(id)).isPresent(), "RoleAssigned");
        people.roles().remove(id);
    }

    public StackRole setDefault(String id) {
        when(people.roles().get(id).isEmpty(), "RoleDoesNotExist");
        when(sso.config().isPresent(), "SsoConfigConflict");
        people.setDefaultRole(id);
        return existing(id);
    }

    private StackRole put(StackRole role) {
        people.roles().put(role.id(), role);
        return role;
    }

    /** Results of updates have no type for an unknown role, so that it is an unexpected error. */
    private StackRole existing(String id) {
        return people.roles()
                .get(id)
                .orElseThrow(() -> new IllegalArgumentException("There is no role with the id " + id));
    }

    private void checkRename(StackRole role, String name) {
        if (!name.equals(role.name())) {
            when(RESERVED.contains(role.name()), "RoleNameReserved");
            when(sso.uses(role.name()), "RoleNameUsedBySsoConfig");
            checkName(name);
        }
    }

    private void checkName(String name) {
        when(!NAME.matcher(name).matches(), "RoleNameInvalid");
        when(RESERVED.contains(name), "RoleNameReserved");
        when(people.roleNamed(name).isPresent(), "RoleNameExists");
    }

    private void checkPolicies(List<String> policies) {
        when(policies.stream().distinct().count() > MAX_POLICIES, "RoleHasTooManyPoliciesToAttach");
        policies.stream()
                .filter(id -> people.policies().get(id).isEmpty())
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException("There is no policy with the id " + id);
                });
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
