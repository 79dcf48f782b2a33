package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.packages.History;
import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.registry.Buckets;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The packages of a bucket and the revisions of a package, read from S3 at every query. */
final class PackagesPart implements SchemaPart {
    /** The names that match a filter. */
    public record Listing(String bucket, List<String> names) {
        public int total() {
            return names.size();
        }
    }

    private final Buckets buckets;
    private final Packages packages;

    PackagesPart(Buckets buckets, Packages packages) {
        this.buckets = buckets;
        this.packages = packages;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("packages", this::listing).dataFetcher("package", this::history));
        wiring.type("PackageList", type -> type.dataFetcher("page", this::page));
        wiring.type(
                "Package",
                type -> type.dataFetcher("modified", env -> source(env).latest().modified())
                        .dataFetcher("revisions", PackagesPart::source)
                        .dataFetcher("revision", this::revision));
        wiring.type(
                "PackageRevisionList",
                type -> type.dataFetcher("total", env -> source(env).revisions().size())
                        .dataFetcher("page", this::revisions));
    }

    private Optional<String> visibleBucket(DataFetchingEnvironment env) {
        return buckets.named(Arguments.string(env, "bucket"))
                .map(bucket -> bucket.name())
                .filter(Viewer.of(env)::reads);
    }

    private @Nullable Listing listing(DataFetchingEnvironment env) {
        var filter = new NameFilter(env.getArgument("filter"));
        return visibleBucket(env)
                .map(bucket -> new Listing(
                        bucket, packages.names(bucket).stream().filter(filter).toList()))
                .orElse(null);
    }

    private @Nullable History history(DataFetchingEnvironment env) {
        return visibleBucket(env)
                .flatMap(bucket -> packages.history(bucket, Arguments.string(env, "name")))
                .orElse(null);
    }

    private List<History> page(DataFetchingEnvironment env) {
        Listing listing = Arguments.source(env, Listing.class);
        if ("NAME".equals(env.getArgument("order"))) {
            return Arguments.page(env, listing.names()).stream()
                    .flatMap(name -> packages.history(listing.bucket(), name).stream())
                    .toList();
        }
        return Arguments.page(
                env,
                listing.names().stream()
                        .flatMap(name -> packages.history(listing.bucket(), name).stream())
                        .sorted(Comparator.comparing(
                                        (History history) -> history.latest().modified())
                                .reversed())
                        .toList());
    }

    private @Nullable Snapshot revision(DataFetchingEnvironment env) {
        return source(env)
                .revision(Arguments.string(env, "hashOrTag"))
                .flatMap(revision -> Snapshot.read(packages, revision))
                .orElse(null);
    }

    private List<Snapshot> revisions(DataFetchingEnvironment env) {
        return Arguments.page(env, source(env).revisions()).stream()
                .flatMap(revision -> Snapshot.read(packages, revision).stream())
                .toList();
    }

    private static History source(DataFetchingEnvironment env) {
        return Arguments.source(env, History.class);
    }
}
