package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.History;
import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.packages.Revision;
import com.quiltdata.sandbox.push.PackageConstruct;
import com.quiltdata.sandbox.push.PackagePromote;
import com.quiltdata.sandbox.push.PushTarget;
import com.quiltdata.sandbox.push.RevisionPublisher;
import com.quiltdata.sandbox.s3.Access;
import com.quiltdata.sandbox.s3.Store;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The mutations of packages. */
final class PushPart implements SchemaPart {
    /** A successful push. */
    public record PackagePushSuccess(History history, Snapshot revision) {}

    /** A deleted revision. */
    public record PackageRevisionDeleteSuccess() {}

    private final Store store;
    private final Packages packages;
    private final RevisionPublisher publication;

    PushPart(Store store, Packages packages) {
        this.store = store;
        this.packages = packages;
        this.publication = new RevisionPublisher(packages);
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Mutation",
                type -> type.dataFetcher("packageConstruct", env -> MutationResults.of(() -> construct(env)))
                        .dataFetcher("packagePromote", env -> MutationResults.of(() -> promote(env)))
                        .dataFetcher("packageRevisionDelete", env -> MutationResults.of(() -> delete(env))));
        wiring.type(
                "PackagePushSuccess",
                type -> type.dataFetcher(
                        "package",
                        env -> Arguments.source(env, PackagePushSuccess.class).history()));
        Stream.of("PackageConstructResult", "PackagePromoteResult", "PackageRevisionDeleteResult")
                .forEach(union -> wiring.type(union, type -> type.typeResolver(MutationResults.BY_NAME)));
    }

    private Object construct(DataFetchingEnvironment env) {
        List<PackageConstruct.Source> entries = Arguments.list(Arguments.object(env, "src"), "entries").stream()
                .map(PushPart::source)
                .toList();
        return success(new PackageConstruct(publication, Arguments.settings(env).checksum())
                .run(caller(env), target(env), entries));
    }

    private Object promote(DataFetchingEnvironment env) {
        Map<String, @Nullable Object> src = Arguments.object(env, "src");
        var source = new PackagePromote.Source(
                String.valueOf(src.get("bucket")), String.valueOf(src.get("name")), String.valueOf(src.get("hash")));
        return success(new PackagePromote(publication, Arguments.settings(env).checksum())
                .run(caller(env), target(env), source, env.getArgument("destPrefix")));
    }

    private Object delete(DataFetchingEnvironment env) {
        publication.delete(
                caller(env),
                Arguments.string(env, "bucket"),
                Arguments.string(env, "name"),
                Arguments.string(env, "hash"));
        return new PackageRevisionDeleteSuccess();
    }

    private Access caller(DataFetchingEnvironment env) {
        return new Access(store, Viewer.of(env).role());
    }

    /** Returns the revision even if another push has superseded it, or it has been deleted, since. */
    private PackagePushSuccess success(Revision made) {
        History history = packages.history(made.bucket(), made.name())
                .orElseGet(() -> new History(made.bucket(), made.name(), made, List.of(made)));
        return new PackagePushSuccess(history, Snapshot.read(packages, made).orElseThrow());
    }

    private static PushTarget target(DataFetchingEnvironment env) {
        Map<String, @Nullable Object> params = Arguments.object(env, "params");
        return new PushTarget(
                String.valueOf(params.get("bucket")),
                String.valueOf(params.get("name")),
                (String) params.get("message"),
                params.get("userMeta") == null ? null : Json.asObject(params.get("userMeta")),
                (String) params.get("workflow"));
    }

    private static PackageConstruct.Source source(Map<String, @Nullable Object> entry) {
        Map<String, @Nullable Object> hash = Json.asObject(entry.get("hash"));
        return new PackageConstruct.Source(
                String.valueOf(entry.get("logicalKey")),
                String.valueOf(entry.get("physicalKey")),
                hash.isEmpty()
                        ? null
                        : new Entry.Hash(String.valueOf(hash.get("type")).intern(), String.valueOf(hash.get("value"))),
                (Double) entry.get("size"),
                entry.get("meta") == null ? null : Json.asObject(entry.get("meta")));
    }
}
