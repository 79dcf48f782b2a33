package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.identity.IdentityReader;
import java.util.Map;
import java.util.function.Supplier;

/** Runs operations that the registry allows only to administrators. */
record AdminClient(GraphQlClient client, IdentityReader identity) {
    private static final String UNCHANGED = "Nothing was changed.";

    /**
     * Returns the data of a query. The registry's refusal of others is an error without data, so the reason is asked for.
     *
     * @throws Failure.Denied if the caller is no administrator
     */
    JsonNode query(Caller caller, Operation operation, Map<String, ?> variables) {
        return orThrow(caller, client.query(caller, operation, variables));
    }

    /** Returns the data of a response, or throws {@link Failure.Denied} if it failed and the caller is no administrator. */
    JsonNode orThrow(Caller caller, GraphQlResponse response) {
        if (!response.isComplete()) {
            var _ = identity.me(caller)
                    .requireAdmin("Only administrators of the catalog may see this, and `%s` is not one.");
        }
        return response.orThrow();
    }

    /** Returns the union's value that reports success, or throws the refusal, which says that nothing was changed. */
    static JsonNode orRefusal(Caller caller, JsonNode union, String expected) {
        return Attempt.of(() -> MutationResult.ofUnion(caller, null, union, expected))
                .orElseThrow(reason -> reason.ofWrite(UNCHANGED));
    }

    /** Returns what a change resulted in; if that cannot be read, it is unknown whether the change was made. */
    static <T> T read(Supplier<T> result) {
        return Attempt.of(result).orElseThrow(_ -> MutationResult.unknown());
    }

    /** Returns the data of a mutation, which is sent at most once; {@code variables} may have null values. */
    JsonNode change(Caller caller, Operation operation, Map<String, ?> variables) {
        return Attempt.of(() -> client.mutate(caller, operation, variables, client.timeout()))
                .orElseThrow(reason -> reason.ofWrite(UNCHANGED));
    }
}
