package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.json.Yaml;
import com.quiltdata.sandbox.registry.Bucket;
import com.quiltdata.sandbox.registry.Bucket.TabulatorTable;
import com.quiltdata.sandbox.registry.Buckets;
import com.quiltdata.sandbox.registry.OperationRefusedException;
import com.quiltdata.sandbox.registry.TabulatorTables;
import com.quiltdata.sandbox.workflows.WorkflowSchema;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tabulator tables of buckets, and the mutations of them at both of their places in the schema. */
final class TabulatorPart implements SchemaPart {
    private static final WorkflowSchema CONFIG = WorkflowSchema.parse(resource());

    private final Buckets buckets;
    private final TabulatorTables tables;

    TabulatorPart(Buckets buckets, TabulatorTables tables) {
        this.buckets = buckets;
        this.tables = tables;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "BucketConfig",
                type -> type.dataFetcher("tabulatorTables", env -> tables.of(Arguments.source(env, Bucket.class))));
        Stream.of("Mutation", "AdminMutations")
                .forEach(place -> wiring.type(
                        place,
                        type -> type.dataFetcher("bucketSetTabulatorTable", env -> MutationResults.of(() -> set(env)))
                                .dataFetcher(
                                        "bucketRenameTabulatorTable", env -> MutationResults.of(() -> rename(env)))));
        wiring.type(
                "BucketSetTabulatorTableResult",
                type -> type.typeResolver(env -> env.getObject() instanceof Bucket
                        ? env.getSchema().getObjectType("BucketConfig")
                        : MutationResults.BY_NAME.getType(env)));
    }

    private Object set(DataFetchingEnvironment env) {
        Bucket bucket = bucket(env);
        String name = Arguments.string(env, "tableName");
        @Nullable String config = env.getArgument("config");
        if (config == null) {
            tables.delete(bucket, name);
        } else {
            check(config);
            tables.set(bucket, new TabulatorTable(name, config));
        }
        return bucket;
    }

    private Object rename(DataFetchingEnvironment env) {
        Bucket bucket = bucket(env);
        tables.rename(bucket, Arguments.string(env, "tableName"), Arguments.string(env, "newTableName"));
        return bucket;
    }

    /** Returns the bucket that an administrator names, or somebody who may write to it. */
    private Bucket bucket(DataFetchingEnvironment env) {
        Viewer viewer = Viewer.of(env);
        Bucket bucket = buckets.named(Arguments.string(env, "bucketName"))
                .filter(found -> viewer.isAdmin() || viewer.reads(found.name()))
                .orElseThrow(() -> OperationRefusedException.operation("BucketNotFound", "Bucket not found", Map.of()));
        if (!viewer.isAdmin() && !viewer.role().writes(bucket.name())) {
            throw OperationRefusedException.forbidden("No write access to " + bucket.name());
        }
        return bucket;
    }

    private static void check(String config) {
        try {
            CONFIG.fault(Yaml.read(config)).ifPresent(fault -> {
                throw invalid(fault);
            });
        } catch (IllegalArgumentException e) {
            throw invalid("Couldn't parse config as YAML");
        }
    }

    private static OperationRefusedException invalid(String message) {
        return OperationRefusedException.input("config", "ValidationError", message);
    }

    private static String resource() {
        try (InputStream in = TabulatorPart.class.getResourceAsStream("/tabulator.schema.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
