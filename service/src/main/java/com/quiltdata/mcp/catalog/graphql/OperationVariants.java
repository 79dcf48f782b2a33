package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** An operation in two forms; a form that the registry refuses is not sent for five minutes, for all callers. */
final class OperationVariants {
    private final GraphQlClient client;
    private final Operation current;
    private final Operation old;
    private final SchemaCapability currentForm;
    private final SchemaCapability anyForm;

    OperationVariants(String name, GraphQlClient client, InstantSource clock) {
        this.client = client;
        this.current = Operation.load(name);
        this.old = Operation.loadOld(name);
        this.currentForm = new SchemaCapability(clock);
        this.anyForm = new SchemaCapability(clock);
    }

    /** Returns the registry's data, or empty when it supports the operation in neither form. */
    Optional<JsonNode> query(Caller caller, Map<String, ?> variables) {
        if (anyForm.isMissing()) {
            return Optional.empty();
        }
        var oldFirst = currentForm.isMissing();
        var response = client.query(caller, oldFirst ? old : current, variables);
        if (!response.isInvalid()) {
            return Optional.of(response.orThrow());
        }
        var other = client.query(caller, oldFirst ? current : old, variables);
        if (other.isInvalid()) {
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
