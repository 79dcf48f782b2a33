package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.PackageWriter;
import com.quiltdata.mcp.catalog.packages.Promotion;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes packages by mutations; entries have the component names of the schema's {@code PackageConstructEntry}. */
record GraphQlPackageWriter(GraphQlClient client, PackageReader packages) implements PackageWriter {
    private static final Operation CONSTRUCT = Operation.load("PackageConstruct");
    private static final Operation PROMOTE = Operation.load("PackagePromote");
    private static final Operation DELETE = Operation.load("PackageRevisionDelete");

    @Override
    public String construct(Caller caller, NewRevision revision, Duration limit) {
        var to = revision.name();
        var params =
                new PushParams(to.bucket(), to.name(), revision.message(), revision.userMeta(), revision.workflow());
        var source = Map.of("entries", revision.entries());
        return push(caller, CONSTRUCT, params, source, limit);
    }

    /** The registry does not copy metadata that is not sent, so it is read from the source and sent. */
    @Override
    public String promote(Caller caller, Promotion promotion, Duration limit) {
        var from = promotion.from();
        var userMeta = promotion.userMeta() == null
                ? packages.revision(caller, from, promotion.hash()).userMeta()
                : promotion.userMeta();
        var to = promotion.to();
        var params = new PushParams(to.bucket(), to.name(), promotion.message(), userMeta, promotion.workflow());
        var source = Map.of("bucket", from.bucket(), "name", from.name(), "hash", promotion.hash());
        return push(caller, PROMOTE, params, source, limit);
    }

    private String push(Caller caller, Operation operation, PushParams params, Map<String, ?> source, Duration limit) {
        var data = client.mutate(caller, operation, Map.of("params", params, "src", source), limit);
        return MutationResult.text(
                MutationResult.of(caller, params.bucket(), data, "PackagePushSuccess")
                        .path("revision"),
                "hash");
    }

    @Override
    public void deleteRevision(Caller caller, PackageName name, String hash) {
        var variables = Map.of("bucket", name.bucket(), "name", name.name(), "hash", hash);
        var data = client.mutate(caller, DELETE, variables, client.timeout());
        MutationResult.of(caller, name.bucket(), data, "PackageRevisionDeleteSuccess");
    }

    /** The schema's {@code PackagePushParams}; null components are not sent. */
    private record PushParams(
            String bucket,
            String name,
            @Nullable String message,
            @Nullable Map<String, Object> userMeta,
            @Nullable String workflow) {}
}
