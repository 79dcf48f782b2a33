package com.quiltdata.sandbox.graphql;

import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The caller, and the stack's description of itself. */
final class MePart implements SchemaPart {
    /** The default limits of content indexing of a stack. */
    public record ContentIndexingSettings(List<String> extensions, int bytesDefault, int bytesMin, int bytesMax) {}

    private static final ContentIndexingSettings INDEXING = new ContentIndexingSettings(
            List.of(".csv", ".html", ".ipynb", ".json", ".md", ".parquet", ".tsv", ".txt"), 1_000_000, 0, 1_000_000);

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                type -> type.dataFetcher("me", env -> Viewer.of(env).user())
                        .dataFetcher("config", _ -> Map.of("contentIndexingSettings", INDEXING))
                        .dataFetcher(
                                "subscription",
                                env -> Map.of(
                                        "active",
                                        Arguments.settings(env).admin().subscriptionActive(),
                                        "timestamp",
                                        Instant.now())));
    }
}
