package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.admin.PolicyAdmin;
import com.quiltdata.sandbox.people.Level;
import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.people.Policy;
import com.quiltdata.sandbox.registry.Bucket;
import com.quiltdata.sandbox.registry.Buckets;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Policies with their permissions, and their changes. */
final class PoliciesPart implements SchemaPart {
    /** A policy's permission level in one bucket. */
    public record PolicyBucketPermission(Policy policy, Bucket bucket, Level level) {}

    private final People people;
    private final Buckets buckets;
    private final PolicyAdmin policies;

    PoliciesPart(People people, Buckets buckets) {
        this.people = people;
        this.buckets = buckets;
        this.policies = new PolicyAdmin(people, buckets);
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                type -> type.dataFetcher("policies", _ -> people.policies().all())
                        .dataFetcher(
                                "policy", env -> people.policies().get(id(env)).orElse(null)));
        wiring.type(
                "Policy",
                type -> type.dataFetcher(
                                "permissions", env -> permissions(policy(env)).toList())
                        .dataFetcher(
                                "roles",
                                env -> people.roles().all().stream()
                                        .filter(role -> role.has(policy(env).id()))
                                        .toList()));
        wiring.type(
                "BucketConfig",
                type -> type.dataFetcher(
                        "associatedPolicies",
                        env -> people.policies().all().stream()
                                .flatMap(this::permissions)
                                .filter(permission -> permission.bucket().equals(env.getSource()))
                                .toList()));
        wiring.type(
                "Mutation",
                type -> type.dataFetcher("policyCreateManaged", env -> MutationResults.of(() -> create(env)))
                        .dataFetcher("policyCreateUnmanaged", env -> MutationResults.of(() -> create(env)))
                        .dataFetcher("policyUpdateManaged", env -> MutationResults.of(() -> update(env)))
                        .dataFetcher("policyUpdateUnmanaged", env -> MutationResults.of(() -> update(env)))
                        .dataFetcher("policyDelete", env -> MutationResults.of(() -> delete(env))));
        Stream.of("PolicyResult", "PolicyDeleteResult")
                .forEach(name -> wiring.type(name, type -> type.typeResolver(MutationResults.BY_NAME)));
    }

    private Object create(DataFetchingEnvironment env) {
        return policies.create(draft(env));
    }

    private Object update(DataFetchingEnvironment env) {
        return policies.update(id(env), draft(env));
    }

    private Object delete(DataFetchingEnvironment env) {
        policies.delete(id(env));
        return new MutationResults.Ok();
    }

    /** Only the input of an unmanaged policy has an ARN. */
    private static PolicyAdmin.Draft draft(DataFetchingEnvironment env) {
        Map<String, @Nullable Object> input = Arguments.object(env, "input");
        var levels = new LinkedHashMap<String, Level>();
        Arguments.list(input, "permissions")
                .forEach(permission -> levels.merge(
                        String.valueOf(permission.get("bucket")),
                        Level.valueOf(String.valueOf(permission.get("level"))),
                        Level::max));
        return new PolicyAdmin.Draft(
                Objects.toString(input.get("title"), ""),
                input.get("arn") instanceof String arn ? arn : null,
                levels,
                Arguments.strings(input.get("roles")));
    }

    private Stream<PolicyBucketPermission> permissions(Policy policy) {
        return policy.levels().entrySet().stream()
                .flatMap(entry -> buckets.named(entry.getKey()).stream()
                        .map(bucket -> new PolicyBucketPermission(policy, bucket, entry.getValue())));
    }

    private static Policy policy(DataFetchingEnvironment env) {
        return Arguments.source(env, Policy.class);
    }

    private static String id(DataFetchingEnvironment env) {
        return Arguments.string(env, "id");
    }
}
