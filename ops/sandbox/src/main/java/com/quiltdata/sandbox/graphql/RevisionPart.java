package com.quiltdata.sandbox.graphql;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of a revision: its tree, a file, and the flat map of all files. */
final class RevisionPart implements Part {
    private static final int FLAT_MAP_MAX = 1000;

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "PackageRevision",
                type -> type.dataFetcher("dir", RevisionPart::dir)
                        .dataFetcher("file", RevisionPart::file)
                        .dataFetcher("contentsFlatMap", RevisionPart::flatMap));
        wiring.type(
                "PackageEntry",
                type -> type.typeResolver(env ->
                        env.getSchema().getObjectType(env.getObject() instanceof Dir ? "PackageDir" : "PackageFile")));
    }

    private static @Nullable Dir dir(DataFetchingEnvironment env) {
        return Dir.find(source(env).manifest(), Arguments.string(env, "path")).orElse(null);
    }

    private static @Nullable File file(DataFetchingEnvironment env) {
        return File.find(source(env).manifest(), Arguments.string(env, "path")).orElse(null);
    }

    private static @Nullable Map<String, @Nullable Object> flatMap(DataFetchingEnvironment env) {
        return source(env).flatMap(Arguments.integer(env, "max", FLAT_MAP_MAX));
    }

    private static Snapshot source(DataFetchingEnvironment env) {
        return Arguments.source(env, Snapshot.class);
    }
}
