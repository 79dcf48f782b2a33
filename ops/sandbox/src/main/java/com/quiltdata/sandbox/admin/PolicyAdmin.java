package com.quiltdata.sandbox.admin;

import com.quiltdata.sandbox.people.Level;
import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.people.Policy;
import com.quiltdata.sandbox.people.StackRole;
import com.quiltdata.sandbox.registry.Buckets;
import com.quiltdata.sandbox.registry.OperationRefusedException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes of policies, and of the roles that attach them. */
public final class PolicyAdmin {
    private static final Pattern ARN = Pattern.compile("arn:aws:iam::(\\d{12}|aws):policy/[\\w+=,.@/-]+");

    /** A policy as it is to be; the arn of a managed one is the registry's. */
    public record Draft(String title, @Nullable String arn, Map<String, Level> levels, List<String> roles) {
        boolean managed() {
            return arn == null;
        }
    }

    private final People people;
    private final Buckets buckets;

    public PolicyAdmin(People people, Buckets buckets) {
        this.people = people;
        this.buckets = buckets;
    }

    public Policy create(Draft draft) {
        return put(UUID.randomUUID().toString(), draft);
    }

    public Policy update(String id, Draft draft) {
        if (existing(id).managed() != draft.managed()) {
            throw input("id", "PolicyTypeMismatch", "Specified policy is " + (draft.managed() ? "un" : "") + "managed");
        }
        return put(id, draft);
    }

    public void delete(String id) {
        existing(id);
        if (people.roles().find(role -> role.has(id)).isPresent()) {
            throw OperationRefusedException.operation(
                    "PolicyAssigned",
                    "Specified policy is assigned to a role and therefore cannot be deleted",
                    Map.of());
        }
        people.policies().remove(id);
    }

    private Policy put(String id, Draft draft) {
        check(id, draft);
        draft.roles().forEach(role -> checkRole(id, role));
        String arn = draft.arn() == null ? People.arn("policy", "Quilt-" + id) : draft.arn();
        var policy = new Policy(id, draft.title(), arn, draft.managed(), draft.levels());
        people.policies().put(id, policy);
        people.roles().changeAll(role -> attach(role, id, draft.roles().contains(role.id())));
        return policy;
    }

    private static StackRole attach(StackRole role, String policy, boolean wanted) {
        if (!role.managed() || role.has(policy) == wanted) {
            return role;
        }
        List<String> ids = wanted
                ? Stream.concat(role.policyIds().stream(), Stream.of(policy)).toList()
                : role.policyIds().stream().filter(id -> !id.equals(policy)).toList();
        return new StackRole(role.id(), role.name(), role.arn(), true, ids);
    }

    private void check(String id, Draft draft) {
        if (draft.title().isBlank()) {
            throw input("input.title", "PolicyTitleInvalid", "Title must not be empty");
        }
        if (taken(id, other -> other.title().equals(draft.title()))) {
            throw input("input.title", "PolicyTitleConflict", "Title is already used by another policy");
        }
        String arn = draft.arn();
        if (arn != null && !ARN.matcher(arn).matches()) {
            throw input("input.arn", "PolicyArnInvalid", "Policy ARN is invalid");
        }
        if (arn != null && taken(id, other -> other.arn().equals(arn))) {
            throw input("input.arn", "PolicyArnConflict", "ARN is already used by another policy");
        }
        draft.levels().keySet().stream()
                .filter(bucket -> buckets.named(bucket).isEmpty())
                .findFirst()
                .ifPresent(bucket -> {
                    throw input("input.permissions", "BucketNotFound", "Bucket " + bucket + " is not in the stack");
                });
    }

    private boolean taken(String id, java.util.function.Predicate<Policy> same) {
        return people.policies()
                .find(other -> !other.id().equals(id) && same.test(other))
                .isPresent();
    }

    private void checkRole(String policy, String id) {
        StackRole role = people.roles()
                .get(id)
                .filter(StackRole::managed)
                .orElseThrow(
                        () -> input("input.roles", "RoleDoesNotExist", "There is no managed role with the id " + id));
        if (!role.has(policy) && role.policyIds().size() >= RoleAdmin.MAX_POLICIES) {
            throw OperationRefusedException.input(
                    "input.roles",
                    "RoleHasTooManyPoliciesToAttach",
                    "Role can have at most 10 policies",
                    Map.of("max_policies", RoleAdmin.MAX_POLICIES));
        }
    }

    private Policy existing(String id) {
        return people.policies()
                .get(id)
                .orElseThrow(() -> input("id", "PolicyDoesNotExist", "Specified policy does not exist"));
    }

    private static OperationRefusedException input(String path, String name, String message) {
        return OperationRefusedException.input(path, name, message);
    }
}
