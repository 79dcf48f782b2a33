package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.admin.SsoAdmin;
import com.quiltdata.sandbox.people.Account;
import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.registry.OperationRefusedException;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** The entry of administration with its settings: single sign-on and open queries of tabulator. */
final class AdminPart implements SchemaPart {
    private static final Object NAMESPACE = new Object();

    private final People people;
    private final SsoAdmin sso;
    private final AtomicBoolean openQuery = new AtomicBoolean();

    AdminPart(People people, SsoAdmin sso) {
        this.people = people;
        this.sso = sso;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("admin", _ -> NAMESPACE));
        wiring.type("Mutation", type -> type.dataFetcher("admin", _ -> NAMESPACE));
        wiring.type(
                "AdminQueries",
                type -> type.dataFetcher("user", _ -> NAMESPACE)
                        .dataFetcher("apiKeys", _ -> NAMESPACE)
                        .dataFetcher("ssoConfig", _ -> sso.config().orElse(null))
                        .dataFetcher(
                                "isDefaultRoleSettingDisabled",
                                _ -> sso.config().isPresent())
                        .dataFetcher("tabulatorOpenQuery", _ -> openQuery.get()));
        wiring.type(
                "AdminMutations",
                type -> type.dataFetcher("user", _ -> NAMESPACE)
                        .dataFetcher("apiKeys", _ -> NAMESPACE)
                        .dataFetcher(
                                "setSsoConfig",
                                env -> MutationResults.of(() -> sso.set(env.getArgument("config"), caller(env))))
                        .dataFetcher("setTabulatorOpenQuery", this::setOpenQuery));
        wiring.type("SetSsoConfigResult", type -> type.typeResolver(MutationResults.BY_NAME));
    }

    private Account caller(DataFetchingEnvironment env) {
        return people.accounts()
                .get(Objects.requireNonNull(Viewer.of(env).user()).name())
                .orElseThrow(() ->
                        OperationRefusedException.operation("Unauthenticated", "Authentication required.", Map.of()));
    }

    private Map<String, Object> setOpenQuery(DataFetchingEnvironment env) {
        openQuery.set(Boolean.TRUE.equals(env.<Boolean>getArgument("enabled")));
        return Map.of("tabulatorOpenQuery", openQuery.get());
    }
}
