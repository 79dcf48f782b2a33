package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.people.Level;
import com.quiltdata.sandbox.people.People;
import com.quiltdata.sandbox.people.User;
import com.quiltdata.sandbox.registry.Bucket;
import com.quiltdata.sandbox.registry.Buckets;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Buckets twice: by role alone, and with the administrator's bypass. */
final class BucketsPart implements SchemaPart {
    /** Another user of a bucket, with the permission level. */
    public record Connection(Map<String, String> collaborator, Level permissionLevel) {}

    private final Buckets buckets;
    private final People people;

    BucketsPart(Buckets buckets, People people) {
        this.buckets = buckets;
        this.people = people;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                type -> type.dataFetcher("buckets", env -> open(env, false))
                        .dataFetcher("bucket", env -> named(env, false))
                        .dataFetcher("bucketConfigs", env -> open(env, true))
                        .dataFetcher("bucketConfig", env -> named(env, true)));
        wiring.type("Bucket", type -> type.dataFetcher("collaborators", this::collaborators));
    }

    private List<Bucket> open(DataFetchingEnvironment env, boolean bypass) {
        Viewer viewer = Viewer.of(env);
        return buckets.all().stream()
                .filter(bucket -> (bypass && viewer.isAdmin()) || viewer.reads(bucket.name()))
                .toList();
    }

    private @Nullable Bucket named(DataFetchingEnvironment env, boolean bypass) {
        return open(env, bypass).stream()
                .filter(bucket -> bucket.name().equals(env.getArgument("name")))
                .findFirst()
                .orElse(null);
    }

    private List<Connection> collaborators(DataFetchingEnvironment env) {
        String bucket = Arguments.source(env, Bucket.class).name();
        return people.accounts().all().stream()
                .map(people::user)
                .flatMap(user -> connection(user, bucket))
                .toList();
    }

    private static Stream<Connection> connection(User user, String bucket) {
        Level level = user.role().level(bucket);
        return level == null
                ? Stream.empty()
                : Stream.of(new Connection(Map.of("email", user.email(), "username", user.name()), level));
    }
}
