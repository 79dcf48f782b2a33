package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.admin.BucketAdmin;
import com.quiltdata.sandbox.registry.Bucket;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.stream.Stream;

/** The registration of buckets, and the fields of a bucket that only administrators set. */
final class BucketAdminPart implements SchemaPart {
    /** A bucket that was added to the stack. */
    public record BucketAddSuccess(Bucket bucketConfig) {}

    /** A bucket with its new configuration. */
    public record BucketUpdateSuccess(Bucket bucketConfig) {}

    /** A bucket that is no longer in the stack. */
    public record BucketRemoveSuccess() {}

    private final BucketAdmin buckets;

    BucketAdminPart(BucketAdmin buckets) {
        this.buckets = buckets;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Mutation",
                type -> type.dataFetcher("bucketAdd", env -> MutationResults.of(() -> add(env)))
                        .dataFetcher("bucketUpdate", env -> MutationResults.of(() -> update(env)))
                        .dataFetcher("bucketRemove", env -> MutationResults.of(() -> remove(env))));
        Stream.of("Add", "Update", "Remove")
                .forEach(verb ->
                        wiring.type("Bucket" + verb + "Result", type -> type.typeResolver(MutationResults.BY_NAME)));
        detail(wiring, "Bucket", "iconUrl");
        Stream.of(
                        "iconUrl",
                        "overviewUrl",
                        "linkedData",
                        "lastIndexed",
                        "fileExtensionsToIndex",
                        "indexContentBytes",
                        "scannerParallelShardsDepth",
                        "skipMetaDataIndexing",
                        "snsNotificationArn")
                .forEach(field -> detail(wiring, "BucketConfig", field));
    }

    private static void detail(RuntimeWiring.Builder wiring, String type, String field) {
        wiring.type(
                type,
                fields -> fields.dataFetcher(
                        field,
                        env -> Arguments.source(env, Bucket.class).details().get(field)));
    }

    private Object add(DataFetchingEnvironment env) {
        return new BucketAddSuccess(buckets.add(
                Arguments.object(env, "input"), Arguments.settings(env).admin()));
    }

    private Object update(DataFetchingEnvironment env) {
        return new BucketUpdateSuccess(buckets.update(Arguments.string(env, "name"), Arguments.object(env, "input")));
    }

    private Object remove(DataFetchingEnvironment env) {
        buckets.remove(Arguments.string(env, "name"));
        return new BucketRemoveSuccess();
    }
}
