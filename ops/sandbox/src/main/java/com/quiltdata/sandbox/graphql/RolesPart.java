package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.admin.RoleAdmin;
import com.quiltdata.sandbox.admin.SsoAdmin;
import com.quiltdata.sandbox.people.Level;
import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.people.StackRole;
import com.quiltdata.sandbox.registry.Bucket;
import com.quiltdata.sandbox.registry.Buckets;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** Roles with their permissions, and their changes. */
final class RolesPart implements SchemaPart {
    /** A role's permission level in one bucket. */
    public record RoleBucketPermission(StackRole role, Bucket bucket, Level level) {}

    /** A new role. */
    public record RoleCreateSuccess(StackRole role) {}

    /** A changed role. */
    public record RoleUpdateSuccess(StackRole role) {}

    /** A role that is now the default. */
    public record RoleSetDefaultSuccess(StackRole role) {}

    /** A deleted role. */
    public record RoleDeleteSuccess() {}

    private final People people;
    private final Buckets buckets;
    private final RoleAdmin roles;

    RolesPart(People people, Buckets buckets, SsoAdmin sso) {
        this.people = people;
        this.buckets = buckets;
        this.roles = new RoleAdmin(people, sso);
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                type -> type.dataFetcher("roles", _ -> people.roles().all())
                        .dataFetcher("role", env -> people.roles().get(id(env)).orElse(null))
                        .dataFetcher("defaultRole", _ -> people.defaultRole().orElse(null)));
        wiring.type(
                "ManagedRole",
                type -> type.dataFetcher(
                                "policies",
                                env -> role(env).policyIds().stream()
                                        .flatMap(id -> people.policies().get(id).stream())
                                        .toList())
                        .dataFetcher(
                                "permissions", env -> permissions(role(env)).toList()));
        wiring.type(
                "BucketConfig",
                type -> type.dataFetcher(
                        "associatedRoles",
                        env -> people.roles().all().stream()
                                .filter(StackRole::managed)
                                .flatMap(this::permissions)
                                .filter(permission -> permission.bucket().equals(env.getSource()))
                                .toList()));
        wiring.type("Mutation", type -> {
            mutations().forEach(type::dataFetcher);
            return type;
        });
        Stream.of(
                        "Role",
                        "BucketPermission",
                        "RoleCreateResult",
                        "RoleUpdateResult",
                        "RoleDeleteResult",
                        "RoleSetDefaultResult")
                .forEach(name -> wiring.type(name, type -> type.typeResolver(MutationResults.BY_NAME)));
    }

    private Map<String, DataFetcher<Object>> mutations() {
        return Map.of(
                "roleCreateManaged",
                        result(env -> new RoleCreateSuccess(roles.createManaged(name(env), policies(env)))),
                "roleCreateUnmanaged", result(env -> new RoleCreateSuccess(roles.createUnmanaged(name(env), arn(env)))),
                "roleUpdateManaged",
                        result(env -> new RoleUpdateSuccess(roles.updateManaged(id(env), name(env), policies(env)))),
                "roleUpdateUnmanaged",
                        result(env -> new RoleUpdateSuccess(roles.updateUnmanaged(id(env), name(env), arn(env)))),
                "roleDelete",
                        result(env -> {
                            roles.delete(id(env));
                            return new RoleDeleteSuccess();
                        }),
                "roleSetDefault", result(env -> new RoleSetDefaultSuccess(roles.setDefault(id(env)))));
    }

    private static DataFetcher<Object> result(Function<DataFetchingEnvironment, Object> mutation) {
        return env -> MutationResults.of(() -> mutation.apply(env));
    }

    private Stream<RoleBucketPermission> permissions(StackRole role) {
        Map<String, Level> levels = people.rights(role).buckets();
        return buckets.all().stream()
                .filter(bucket -> levels.containsKey(bucket.name()))
                .map(bucket ->
                        new RoleBucketPermission(role, bucket, Objects.requireNonNull(levels.get(bucket.name()))));
    }

    private static StackRole role(DataFetchingEnvironment env) {
        return Arguments.source(env, StackRole.class);
    }

    private static String id(DataFetchingEnvironment env) {
        return Arguments.string(env, "id");
    }

    private static String name(DataFetchingEnvironment env) {
        return Objects.toString(Arguments.object(env, "input").get("name"), "");
    }

    private static String arn(DataFetchingEnvironment env) {
        return Objects.toString(Arguments.object(env, "input").get("arn"), "");
    }

    private static List<String> policies(DataFetchingEnvironment env) {
        return Arguments.strings(Arguments.object(env, "input").get("policies"));
    }
}
