package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.catalog.tabulator.BucketTables;
import com.quiltdata.mcp.catalog.tabulator.TabulatorReader;
import com.quiltdata.mcp.catalog.tabulator.TabulatorTable;
import com.quiltdata.mcp.catalog.tabulator.TabulatorWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads tabulator tables by {@code Query.bucketConfig}, and changes them by mutations at the root, or by those for
 * administrators where the registry's schema has no others.
 *
 * @param rootMutations whether the schema has mutations at the root
 */
record GraphQlTabulator(GraphQlClient client, IdentityReader identity, SchemaCapability rootMutations)
        implements TabulatorReader, TabulatorWriter {
    private static final Operation TABLES = Operation.load("TabulatorTables");
    private static final Operation BUCKETS = Operation.load("TabulatorBuckets");
    private static final Mutation SET = Mutation.load("TabulatorTableSet", "bucketSetTabulatorTable");
    private static final Mutation RENAME = Mutation.load("TabulatorTableRename", "bucketRenameTabulatorTable");

    /** A mutation at the root and for administrators. */
    private record Mutation(String field, Operation atRoot, Operation ofAdmins) {
        static Mutation load(String name, String field) {
            return new Mutation(field, Operation.load(name), Operation.loadOld(name));
        }
    }

    @Override
    public List<TabulatorTable> tables(Caller caller, String bucket) {
        var config =
                client.query(caller, TABLES, Map.of("bucket", bucket)).orThrow().path("bucketConfig");
        if (!config.isObject()) {
            throw new Failure.NotFound(
                    "No bucket `" + bucket + "`, or you may not see it; list yours with bucket_list.", bucket);
        }
        return ResponseFields.list(config, "tabulatorTables").stream()
                .map(it -> new TabulatorTable(ResponseFields.text(it, "name"), ResponseFields.text(it, "config")))
                .toList();
    }

    @Override
    public List<BucketTables> buckets(Caller caller) {
        var data = client.query(caller, BUCKETS, Map.of()).orThrow();
        return ResponseFields.list(data, "bucketConfigs").stream()
                .map(it -> new BucketTables(
                        ResponseFields.text(it, "name"),
                        ResponseFields.list(it, "tabulatorTables").stream()
                                .map(table -> ResponseFields.text(table, "name"))
                                .toList()))
                .filter(it -> !it.tables().isEmpty())
                .toList();
    }

    @Override
    public void set(Caller caller, String bucket, String table, @Nullable String config) {
        var variables = new HashMap<String, @Nullable Object>();
        variables.put("bucket", bucket);
        variables.put("table", table);
        variables.put("config", config);
        change(caller, bucket, SET, variables);
    }

    @Override
    public void rename(Caller caller, String bucket, String table, String newName) {
        change(caller, bucket, RENAME, Map.of("bucket", bucket, "table", table, "newName", newName));
    }

    /**
     * Sends a change to the administrators' mutation only after a refusal which proves that nothing was executed, now or
     * for another change. Others than administrators always try the root, because they have no second way.
     */
    private void change(Caller caller, String bucket, Mutation mutation, Map<String, ?> variables) {
        if (!rootMutations.isMissing() || !identity.me(caller).admin()) {
            var response = client.change(caller, mutation.atRoot(), variables, client.timeout());
            if (!response.lacksField(mutation.field())) {
                var _ = MutationResult.of(caller, bucket, response.changedOrThrow(), "BucketConfig");
                return;
            }
            rootMutations.markMissing();
            var _ = identity.me(caller)
                    .requireAdmin(
                            "This catalog lets only its administrators change tabulator tables, and `%s` is not one;"
                                    + " ask an administrator.");
        }
        var data = client.mutate(caller, mutation.ofAdmins(), variables, client.timeout());
        var _ = MutationResult.of(caller, bucket, data.path("admin"), "BucketConfig");
    }
}
