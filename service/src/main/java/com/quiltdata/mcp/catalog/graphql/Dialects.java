package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * An operation in the two forms in which registries know it. Which one is learnt from the first answer, kept for all callers,
 * and learnt anew when the registry refuses it; one that refuses both is left alone for a while.
 */
final class Dialects {
    private static final Duration LEFT_ALONE = Duration.ofMinutes(5);

    private final Operation current;
    private final Operation old;
    private final InstantSource clock;
    private volatile boolean speaksOld;
    private volatile long askAgainAt = Long.MIN_VALUE;

    Dialects(String name, InstantSource clock) {
        this.current = Operation.load(name);
        this.old = Operation.loadOld(name);
        this.clock = clock;
    }

    /** What the registry answers; empty when it knows the operation in neither form. */
    Optional<JsonNode> ask(GraphQlClient client, Caller caller, Map<String, ?> variables) {
        if (clock.millis() < askAgainAt) {
            return Optional.empty();
        }
        var known = speaksOld;
        var answer = client.ask(caller, known ? old : current, variables);
        if (!answer.invalid()) {
            return Optional.of(answer.orThrow());
        }
        var other = client.ask(caller, known ? current : old, variables);
        if (other.invalid()) {
            askAgainAt = clock.millis() + LEFT_ALONE.toMillis();
            return Optional.empty();
        }
        var data = other.orThrow();
        speaksOld = !known;
        return Optional.of(data);
    }
}
