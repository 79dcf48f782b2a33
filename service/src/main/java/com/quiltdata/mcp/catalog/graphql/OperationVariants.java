package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * One operation in the two forms that registries support. The form that a registry refuses is remembered for all
 * callers for five minutes; a registry that refuses both is not asked again for as long.
 */
final class OperationVariants {
    private final Operation current;
    private final Operation old;
    private final SchemaCapability currentForm;
    private final SchemaCapability anyForm;

    OperationVariants(String name, InstantSource clock) {
        this.current = Operation.load(name);
        this.old = Operation.loadOld(name);
        this.currentForm = new SchemaCapability(clock);
        this.anyForm = new SchemaCapability(clock);
    }

    /** Returns the registry's data, or empty when it supports the operation in neither form. */
    Optional<JsonNode> ask(GraphQlClient client, Caller caller, Map<String, ?> variables) {
        if (anyForm.missing()) {
            return Optional.empty();
        }
        var oldFirst = currentForm.missing();
        var answer = client.ask(caller, oldFirst ? old : current, variables);
        if (!answer.invalid()) {
            return Optional.of(answer.orThrow());
        }
        var other = client.ask(caller, oldFirst ? current : old, variables);
        if (other.invalid()) {
            anyForm.markMissing();
            return Optional.empty();
        }
        var data = other.orThrow();
        if (oldFirst) {
            currentForm.markPresent();
        } else {
            currentForm.markMissing();
        }
        return Optional.of(data);
    }
}
