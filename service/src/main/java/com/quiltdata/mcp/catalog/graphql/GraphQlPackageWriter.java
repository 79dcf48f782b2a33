package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.http.JsonBody;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.PackageWriter;
import com.quiltdata.mcp.catalog.packages.Promotion;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates, promotes and deletes revisions by GraphQL mutations. */
final class GraphQlPackageWriter implements PackageWriter {
    private static final Operation CONSTRUCT = Operation.load("PackageConstruct");
    private static final Operation PROMOTE = Operation.load("PackagePromote");
    private static final Operation DELETE = Operation.load("PackageRevisionDelete");
    private static final String PUSHED = "PackagePushSuccess";

    private final GraphQlClient client;
    private final PackageReader packages;

    GraphQlPackageWriter(GraphQlClient client, PackageReader packages) {
        this.client = client;
        this.packages = packages;
    }

    @Override
    public String construct(Caller caller, NewRevision revision, Duration limit) {
        var params = new Params(revision.name(), revision.message(), revision.userMeta(), revision.workflow());
        var data = client.change(
                caller,
                CONSTRUCT,
                json -> {
                    params.write(json);
                    json.writeObjectFieldStart("src");
                    json.writeArrayFieldStart("entries");
                    for (var entry : revision.entries()) {
                        write(json, entry);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                },
                limit);
        return hash(caller, data);
    }

    /** The registry does not copy metadata that is not sent, so it is read from the source and sent. */
    @Override
    public String promote(Caller caller, Promotion promotion, Duration limit) {
        var from = promotion.from();
        var userMeta = promotion.userMeta() == null
                ? packages.revision(caller, from, promotion.hash()).userMeta()
                : promotion.userMeta();
        var params = new Params(promotion.to(), promotion.message(), userMeta, promotion.workflow());
        var data = client.change(
                caller,
                PROMOTE,
                json -> {
                    params.write(json);
                    json.writeObjectFieldStart("src");
                    json.writeStringField("bucket", from.bucket());
                    json.writeStringField("name", from.name());
                    json.writeStringField("hash", promotion.hash());
                    json.writeEndObject();
                },
                limit);
        return hash(caller, data);
    }

    @Override
    public void deleteRevision(Caller caller, PackageName name, String hash) {
        JsonBody variables = json -> {
            json.writeStringField("bucket", name.bucket());
            json.writeStringField("name", name.name());
            json.writeStringField("hash", hash);
        };
        MutationResult.of(
                caller, client.change(caller, DELETE, variables, client.timeout()), "PackageRevisionDeleteSuccess");
    }

    private static String hash(Caller caller, JsonNode data) {
        return MutationResult.text(MutationResult.of(caller, data, PUSHED).path("revision"), "hash");
    }

    private static void write(JsonGenerator json, NewEntry entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("logicalKey", entry.logicalKey());
        json.writeStringField("physicalKey", entry.physicalKey());
        if (entry.size() != null) {
            json.writeNumberField("size", entry.size());
        }
        var hash = entry.hash();
        if (hash != null) {
            json.writeObjectFieldStart("hash");
            json.writeStringField("type", hash.type());
            json.writeStringField("value", hash.value());
            json.writeEndObject();
        }
        if (entry.meta() != null) {
            json.writePOJOField("meta", entry.meta());
        }
        json.writeEndObject();
    }

    /** {@code PackagePushParams}. */
    private record Params(
            PackageName to,
            @Nullable String message,
            @Nullable Map<String, Object> userMeta,
            @Nullable String workflow) {
        void write(JsonGenerator json) throws IOException {
            json.writeObjectFieldStart("params");
            json.writeStringField("bucket", to.bucket());
            json.writeStringField("name", to.name());
            if (message != null) {
                json.writeStringField("message", message);
            }
            if (userMeta != null) {
                json.writePOJOField("userMeta", userMeta);
            }
            if (workflow != null) {
                json.writeStringField("workflow", workflow);
            }
            json.writeEndObject();
        }
    }
}
