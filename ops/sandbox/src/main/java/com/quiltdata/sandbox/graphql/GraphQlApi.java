package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.json.Json;
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs one GraphQL request for one viewer. */
public final class GraphQlApi {
    /** A request as it is posted. */
    public record Query(
            @Nullable String query,
            @Nullable String operationName,
            @Nullable Map<String, @Nullable Object> variables) {}

    private final GraphQL graphQl;

    private GraphQlApi(GraphQL graphQl) {
        this.graphQl = graphQl;
    }

    static GraphQlApi of(List<Part> parts) {
        var wiring = RuntimeWiring.newRuntimeWiring().directive("admin", new AdminOnly());
        Scalars.all().forEach(wiring::scalar);
        parts.forEach(part -> part.wire(wiring));
        var schema = new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(sdl()), wiring.build());
        return new GraphQlApi(GraphQL.newGraphQL(schema)
                .defaultDataFetcherExceptionHandler(new Failures())
                .build());
    }

    private static String sdl() {
        try (InputStream in = GraphQlApi.class.getResourceAsStream("/schema.graphql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The response, as its specification orders it; a body that is no request is an IllegalArgumentException. */
    public Map<String, Object> answer(String body, Viewer viewer) {
        Query request = Json.read(body, Query.class);
        if (request.query() == null) {
            throw new IllegalArgumentException("The query must be a string.");
        }
        var input = ExecutionInput.newExecutionInput(request.query())
                .operationName(request.operationName())
                .variables(Objects.requireNonNullElse(request.variables(), Map.of()))
                .graphQLContext(Map.of(Viewer.class, viewer))
                .build();
        return graphQl.execute(input).toSpecification();
    }
}
