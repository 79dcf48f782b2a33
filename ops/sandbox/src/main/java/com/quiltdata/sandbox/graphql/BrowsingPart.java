package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.browsing.BrowsingSessions;
import com.quiltdata.sandbox.people.User;
import com.quiltdata.sandbox.registry.OperationRefusedException;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.Map;
import java.util.stream.Stream;

/** The mutations of browsing sessions. */
final class BrowsingPart implements SchemaPart {
    private final BrowsingSessions sessions;

    BrowsingPart(BrowsingSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Mutation",
                type -> type.dataFetcher("browsingSessionCreate", env -> MutationResults.of(() -> create(env)))
                        .dataFetcher("browsingSessionRefresh", env -> MutationResults.of(() -> refresh(env)))
                        .dataFetcher("browsingSessionDispose", env -> MutationResults.of(() -> dispose(env))));
        Stream.of("Create", "Refresh", "Dispose")
                .forEach(verb -> wiring.type(
                        "BrowsingSession" + verb + "Result", type -> type.typeResolver(MutationResults.BY_NAME)));
    }

    private Object create(DataFetchingEnvironment env) {
        return sessions.create(user(env), Arguments.string(env, "scope"), Arguments.integer(env, "ttl", 0));
    }

    private Object refresh(DataFetchingEnvironment env) {
        return sessions.refresh(user(env), Arguments.string(env, "id"), Arguments.integer(env, "ttl", 0));
    }

    private Object dispose(DataFetchingEnvironment env) {
        sessions.dispose(user(env), Arguments.string(env, "id"));
        return new MutationResults.Ok();
    }

    private static User user(DataFetchingEnvironment env) {
        User user = Viewer.of(env).user();
        if (user == null) {
            throw OperationRefusedException.operation("Unauthenticated", "Authentication required.", Map.of());
        }
        return user;
    }
}
