package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.control.Dialect;
import com.quiltdata.sandbox.control.MutationLog;
import com.quiltdata.sandbox.control.Settings;
import com.quiltdata.sandbox.json.Json;
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.execution.instrumentation.Instrumentation;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs one GraphQL request for one viewer, on the schema of the selected registry generation. */
public final class GraphQlApi {
    /** A posted request. */
    public record Query(
            @Nullable String query,
            @Nullable String operationName,
            @Nullable Map<String, @Nullable Object> variables) {}

    private static final String BASE = "schema.graphql";
    private static final String ADMIN = "admin.graphql";
    private static final String BUCKETS = "buckets.graphql";
    private static final String SEARCH = "search.graphql";
    private static final String TABULATOR = "tabulator.graphql";

    private final List<SchemaPart> parts;
    private final Instrumentation instrumentation;
    private final Map<Dialect, GraphQL> byDialect = new ConcurrentHashMap<>();

    private GraphQlApi(List<SchemaPart> parts, Instrumentation instrumentation) {
        this.parts = parts;
        this.instrumentation = instrumentation;
    }

    static GraphQlApi of(List<SchemaPart> parts, MutationLog mutations) {
        var api = new GraphQlApi(parts, new MutationInstrumentation(mutations));
        api.byDialect.put(Dialect.NEW, api.build(Dialect.NEW));
        return api;
    }

    private GraphQL build(Dialect dialect) {
        var wiring = RuntimeWiring.newRuntimeWiring().directive("admin", new AdminOnly());
        Scalars.all().forEach(wiring::scalar);
        parts.forEach(part -> part.wire(wiring));
        String sdl = sources(dialect).stream().map(GraphQlApi::read).collect(Collectors.joining("\n"));
        var schema = new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(sdl), wiring.build());
        return GraphQL.newGraphQL(schema)
                .instrumentation(instrumentation)
                .defaultDataFetcherExceptionHandler(new UnexpectedErrorHandler())
                .build();
    }

    private static List<String> sources(Dialect dialect) {
        return switch (dialect) {
            case NEW -> List.of(BASE, ADMIN, BUCKETS, SEARCH, "search-new.graphql", TABULATOR);
            case OLD -> List.of(BASE, ADMIN, SEARCH, "search-old.graphql");
            case NONE -> List.of(BASE, ADMIN, BUCKETS, TABULATOR);
        };
    }

    private static String read(String name) {
        try (InputStream in = GraphQlApi.class.getResourceAsStream("/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the response in the specification's order; throws IllegalArgumentException for an invalid request. */
    public Map<String, Object> respond(String body, Viewer viewer, Settings.Values settings) {
        Query request = Json.read(body, Query.class);
        if (request.query() == null) {
            throw new IllegalArgumentException("The query must be a string.");
        }
        var input = ExecutionInput.newExecutionInput(request.query())
                .operationName(request.operationName())
                .variables(Objects.requireNonNullElse(request.variables(), Map.of()))
                .graphQLContext(Map.of(Viewer.class, viewer, Settings.Values.class, settings))
                .build();
        return ErrorWording.specification(byDialect
                .computeIfAbsent(settings.search().dialect(), this::build)
                .execute(input));
    }
}
