package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.admin.SsoAdmin;
import com.quiltdata.sandbox.admin.UserAdmin;
import com.quiltdata.sandbox.control.AdminSettings;
import com.quiltdata.sandbox.people.Account;
import com.quiltdata.sandbox.people.People;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The accounts of users, and their changes. */
final class UsersPart implements SchemaPart {
    /** The change of one account. */
    private interface Change {
        Object apply(Account account, DataFetchingEnvironment env);
    }

    private final People people;
    private final SsoAdmin sso;
    private final UserAdmin users;

    UsersPart(People people, SsoAdmin sso) {
        this.people = people;
        this.sso = sso;
        this.users = new UserAdmin(people, sso);
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "UserAdminQueries",
                type -> type.dataFetcher("list", _ -> people.accounts().all()).dataFetcher("get", this::named));
        wiring.type(
                "User",
                type -> type.dataFetcher(
                                "role",
                                env -> people.roles().get(account(env).role()).orElse(null))
                        .dataFetcher(
                                "extraRoles",
                                env -> account(env).extraRoles().stream()
                                        .flatMap(id -> people.roles().get(id).stream())
                                        .toList())
                        .dataFetcher("isRoleAssignmentDisabled", env -> sso.governs(account(env)))
                        .dataFetcher("isAdminAssignmentDisabled", env -> sso.governs(account(env))));
        wiring.type(
                "UserAdminMutations",
                type -> type.dataFetcher("create", env -> MutationResults.of(() -> create(env)))
                        .dataFetcher("mutate", this::named));
        wiring.type("MutateUserAdminMutations", type -> {
            changes().forEach(type::dataFetcher);
            return type;
        });
        wiring.type("UserResult", type -> type.typeResolver(MutationResults.BY_NAME));
        wiring.type("OperationResult", type -> type.typeResolver(MutationResults.BY_NAME));
    }

    private Map<String, DataFetcher<Object>> changes() {
        return Map.of(
                "delete",
                        change((account, _) -> {
                            users.delete(account);
                            return new MutationResults.Ok();
                        }),
                "setEmail", change((account, env) -> users.setEmail(account, Arguments.string(env, "email"))),
                "setRole",
                        change((account, env) -> users.setRole(
                                account,
                                Arguments.string(env, "role"),
                                Arguments.strings(env, "extraRoles"),
                                Arguments.truth(env, "append"))),
                "addRoles", change((account, env) -> users.addRoles(account, Arguments.strings(env, "roles"))),
                "removeRoles",
                        change((account, env) -> users.removeRoles(
                                account, Arguments.strings(env, "roles"), env.getArgument("fallback"))),
                "setAdmin", change((account, env) -> users.setAdmin(account, Arguments.truth(env, "admin"))),
                "setActive", change((account, env) -> users.setActive(account, Arguments.truth(env, "active"))),
                "resetPassword",
                        change((account, env) -> {
                            users.resetPassword(account, settings(env));
                            return new MutationResults.Ok();
                        }));
    }

    /** Fields of one mutation run in sequence, each on the account as the one before left it. */
    private DataFetcher<Object> change(Change change) {
        return env -> MutationResults.of(
                () -> change.apply(people.accounts().get(account(env).name()).orElseGet(() -> account(env)), env));
    }

    private Object create(DataFetchingEnvironment env) {
        Map<String, @Nullable Object> input = Arguments.object(env, "input");
        return users.create(
                new UserAdmin.NewUser(
                        text(input, "name"),
                        text(input, "email"),
                        text(input, "role"),
                        Arguments.strings(input.get("extraRoles"))),
                settings(env));
    }

    private @Nullable Account named(DataFetchingEnvironment env) {
        return people.accounts().get(Arguments.string(env, "name")).orElse(null);
    }

    private static String text(Map<String, @Nullable Object> input, String name) {
        return Objects.toString(input.get(name), "");
    }

    private static Account account(DataFetchingEnvironment env) {
        return Arguments.source(env, Account.class);
    }

    private static AdminSettings settings(DataFetchingEnvironment env) {
        return Arguments.settings(env).admin();
    }
}
