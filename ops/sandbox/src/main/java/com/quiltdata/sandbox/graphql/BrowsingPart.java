package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.browsing.BrowsingSessions;
import com.quiltdata.sandbox.people.User;
import com.quiltdata.sandbox.registry.Refused;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.Map;
import java.util.stream.Stream;

/** The mutations of browsing sessions. */
final class BrowsingPart implements Part {
    private final BrowsingSessions sessions;

    BrowsingPart(BrowsingSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Mutation",
                type -> type.dataFetcher("browsingSessionCreate", env -> Outcomes.of(() -> create(env)))
                        .dataFetcher("browsingSessionRefresh", env -> Outcomes.of(() -> refresh(env)))
                        .dataFetcher("browsingSessionDispose", env -> Outcomes.of(() -> dispose(env))));
        Stream.of("Create", "Refresh", "Dispose")
                .forEach(verb ->
                        wiring.type("BrowsingSession" + verb + "Result", type -> type.typeResolver(Outcomes.BY_NAME)));
    }

    private Object create(DataFetchingEnvironment env) {
        return sessions.create(user(env), Arguments.string(env, "scope"), Arguments.integer(env, "ttl", 0));
    }

    private Object refresh(DataFetchingEnvironment env) {
        return sessions.refresh(user(env), Arguments.string(env, "id"), Arguments.integer(env, "ttl", 0));
    }

    private Object dispose(DataFetchingEnvironment env) {
        sessions.dispose(user(env), Arguments.string(env, "id"));
        return new Outcomes.Ok();
    }

    private static User user(DataFetchingEnvironment env) {
        User user = Viewer.of(env).user();
        if (user == null) {
            throw Refused.operation("Unauthenticated", "Authentication required.", Map.of());
        }
        return user;
    }
}
