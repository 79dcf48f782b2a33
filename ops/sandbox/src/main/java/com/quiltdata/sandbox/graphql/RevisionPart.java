package com.quiltdata.sandbox.graphql;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of a revision: its tree, a file, and the flat map of all files. */
final class RevisionPart implements SchemaPart {
    private static final int FLAT_MAP_MAX = 1000;

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "PackageRevision",
                type -> type.dataFetcher("dir", RevisionPart::dir)
                        .dataFetcher("file", RevisionPart::file)
                        .dataFetcher("contentsFlatMap", RevisionPart::flatMap));
        wiring.type("PackageDir", type -> type.dataFetcher("children", RevisionPart::children));
        wiring.type(
                "PackageEntry",
                type -> type.typeResolver(env -> env.getSchema()
                        .getObjectType(env.getObject() instanceof PackageDir ? "PackageDir" : "PackageFile")));
    }

    private static @Nullable PackageDir dir(DataFetchingEnvironment env) {
        return PackageDir.find(source(env).manifest(), Arguments.string(env, "path"))
                .orElse(null);
    }

    private static List<Object> children(DataFetchingEnvironment env) {
        return Arguments.source(env, PackageDir.class).children().stream()
                .limit(Arguments.settings(env).maxListedEntries())
                .toList();
    }

    private static @Nullable PackageFile file(DataFetchingEnvironment env) {
        return PackageFile.find(source(env).manifest(), Arguments.string(env, "path"))
                .orElse(null);
    }

    private static @Nullable Map<String, @Nullable Object> flatMap(DataFetchingEnvironment env) {
        int max = Arguments.integer(env, "max", FLAT_MAP_MAX);
        return source(env).flatMap(Math.min(max, Arguments.settings(env).maxListedEntries()));
    }

    private static Snapshot source(DataFetchingEnvironment env) {
        return Arguments.source(env, Snapshot.class);
    }
}
