package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.people.ApiKey;
import com.quiltdata.sandbox.people.ApiKeys;
import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.people.User;
import com.quiltdata.sandbox.registry.OperationRefusedException;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What users change about themselves, the active role and API keys, and the administrators' view of keys. */
final class KeysPart implements SchemaPart {
    /** A new key with its secret. */
    public record APIKeyCreated(ApiKey apiKey, String secret) {}

    private final People people;
    private final ApiKeys keys;

    KeysPart(People people, ApiKeys keys) {
        this.people = people;
        this.keys = keys;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Me",
                type -> type.dataFetcher(
                                "apiKeys",
                                env -> keys.list(
                                        of(Arguments.source(env, User.class)).and(asked(env))))
                        .dataFetcher(
                                "apiKey",
                                env -> keys.find(of(Arguments.source(env, User.class))
                                                .and(withId(env)))
                                        .orElse(null)));
        wiring.type(
                "APIKeyAdminQueries",
                type -> type.dataFetcher("list", env -> keys.list(asked(env)))
                        .dataFetcher("get", env -> keys.find(withId(env)).orElse(null)));
        wiring.type(
                "APIKeyAdminMutations",
                type -> type.dataFetcher("revoke", env -> MutationResults.of(() -> revoke(withId(env), "id"))));
        wiring.type(
                "Mutation",
                type -> type.dataFetcher("switchRole", env -> MutationResults.of(() -> switchRole(env)))
                        .dataFetcher("apiKeyCreate", env -> MutationResults.of(() -> create(env)))
                        .dataFetcher("apiKeyRevoke", env -> MutationResults.of(() -> revokeOwn(env))));
        Stream.of("SwitchRoleResult", "APIKeyCreateResult", "APIKeyRevokeResult")
                .forEach(name -> wiring.type(name, type -> type.typeResolver(MutationResults.BY_NAME)));
    }

    private Object switchRole(DataFetchingEnvironment env) {
        User user = caller(env);
        try {
            people.activate(user.name(), Arguments.string(env, "roleName"));
        } catch (IllegalArgumentException e) {
            throw OperationRefusedException.input("roleName", "RoleNotFound", "The role is not assigned to the user");
        }
        return people.user(user.name()).orElseThrow();
    }

    private Object create(DataFetchingEnvironment env) {
        Map<String, @Nullable Object> input = Arguments.object(env, "input");
        int days = input.get("expiresInDays") instanceof Integer given ? given : 90;
        ApiKey key = keys.create(caller(env), Objects.toString(input.get("name"), ""), days);
        return new APIKeyCreated(key, key.secret());
    }

    private Object revokeOwn(DataFetchingEnvironment env) {
        Predicate<ApiKey> own = of(caller(env));
        String secret = env.getArgument("secret");
        if (env.getArgument("id") != null) {
            return revoke(own.and(withId(env)), "id");
        }
        if (secret == null) {
            throw OperationRefusedException.input("id", "MissingArgument", "Either id or secret is required");
        }
        return revoke(own.and(key -> key.secret().equals(secret)), "secret");
    }

    private Object revoke(Predicate<ApiKey> wanted, String path) {
        keys.revoke(path, wanted);
        return new MutationResults.Ok();
    }

    private static User caller(DataFetchingEnvironment env) {
        User user = Viewer.of(env).user();
        if (user == null) {
            throw OperationRefusedException.operation("Unauthenticated", "Authentication required.", Map.of());
        }
        return user;
    }

    private static Predicate<ApiKey> of(User user) {
        return key -> key.userId() == user.id();
    }

    private static Predicate<ApiKey> withId(DataFetchingEnvironment env) {
        String id = Arguments.string(env, "id");
        return key -> key.id().equals(id);
    }

    /** Selects by the filters that are given; a name and an email need only contain the text. */
    private static Predicate<ApiKey> asked(DataFetchingEnvironment env) {
        String name = env.getArgument("name");
        String fingerprint = env.getArgument("fingerprint");
        String email = env.getArguments().get("email") instanceof String given ? given : null;
        String status = env.getArgument("status");
        return key -> (name == null || key.name().contains(name))
                && (fingerprint == null || key.fingerprint().equals(fingerprint))
                && (email == null || key.userEmail().contains(email))
                && (status == null || key.status().name().equals(status));
    }
}
