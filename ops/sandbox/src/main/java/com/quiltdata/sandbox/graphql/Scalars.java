package com.quiltdata.sandbox.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The schema's own scalars: unchanged JSON, and instants in ISO 8601. */
final class Scalars {
    /** JSON in both directions; a record must be an object. */
    private record AsItIs(boolean record) implements Coercing<Object, Object> {
        @Override
        public Object serialize(Object value, GraphQLContext context, Locale locale) {
            return value instanceof Instant instant ? instant.toString() : value;
        }

        @Override
        public Object parseValue(Object value, GraphQLContext context, Locale locale) {
            if (record && !(value instanceof Map<?, ?>)) {
                throw new CoercingParseValueException("Expected an object.");
            }
            return value;
        }

        @Override
        public @Nullable Object parseLiteral(
                Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
            Object value = JsonLiterals.value(literal, variables);
            if (record && !(value instanceof Map<?, ?>)) {
                throw new CoercingParseLiteralException("Expected an object.");
            }
            return value;
        }
    }

    private Scalars() {}

    static List<GraphQLScalarType> all() {
        return Stream.of("Datetime", "Json", "JsonRecord", "PackageContentsFlatMap", "PackageOrdering")
                .map(name -> GraphQLScalarType.newScalar()
                        .name(name)
                        .coercing(new AsItIs("JsonRecord".equals(name)))
                        .build())
                .toList();
    }
}
