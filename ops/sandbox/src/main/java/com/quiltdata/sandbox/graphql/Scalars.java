package com.quiltdata.sandbox.graphql;

import graphql.GraphQLContext;
import graphql.schema.Coercing;
import graphql.schema.GraphQLScalarType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The schema's own scalars, all of them answers only: JSON as it is, instants in ISO 8601. */
final class Scalars {
    private static final Coercing<Object, Object> AS_IT_IS = new Coercing<>() {
        @Override
        public Object serialize(Object value, GraphQLContext context, Locale locale) {
            return value instanceof Instant instant ? instant.toString() : value;
        }
    };

    private Scalars() {}

    static List<GraphQLScalarType> all() {
        return Stream.of("Datetime", "Json", "JsonRecord", "PackageContentsFlatMap")
                .map(name -> GraphQLScalarType.newScalar()
                        .name(name)
                        .coercing(AS_IT_IS)
                        .build())
                .toList();
    }
}
