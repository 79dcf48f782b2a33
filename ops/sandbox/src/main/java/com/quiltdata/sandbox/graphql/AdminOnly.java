package com.quiltdata.sandbox.graphql;

import graphql.GraphqlErrorException;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.idl.SchemaDirectiveWiring;
import graphql.schema.idl.SchemaDirectiveWiringEnvironment;

/** Restricts every field marked {@code @admin} to administrators. */
final class AdminOnly implements SchemaDirectiveWiring {
    @Override
    public GraphQLFieldDefinition onField(SchemaDirectiveWiringEnvironment<GraphQLFieldDefinition> env) {
        DataFetcher<?> open = env.getFieldDataFetcher();
        return env.setFieldDataFetcher(call -> {
            if (!Viewer.of(call).isAdmin()) {
                throw GraphqlErrorException.newErrorException()
                        .message("Forbidden")
                        .path(call.getExecutionStepInfo().getPath().toList())
                        .build();
            }
            return open.get(call);
        });
    }
}
