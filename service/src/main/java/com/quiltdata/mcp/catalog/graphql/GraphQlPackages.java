package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException.Missing;
import com.quiltdata.mcp.catalog.CatalogException.Rejected;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.PackageView;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code Query.package}: revision, path and contents in one question. */
final class GraphQlPackages implements PackageReader {
    private static final Operation VIEW = Operation.load("PackageView");
    private static final Pattern REVISION = Pattern.compile("latest|[0-9a-f]{64}");

    private final GraphQlClient client;
    private volatile boolean folderSizes = true;

    GraphQlPackages(GraphQlClient client) {
        this.client = client;
    }

    @Override
    public PackageView view(Caller caller, PackageName name, String revision, String path, int maxContents) {
        if (!REVISION.matcher(revision).matches()) {
            throw new Rejected("revision", "A revision is `latest` or a full top hash of 64 hexadecimal digits.");
        }
        var data = ask(caller, variables(name, revision, path, maxContents));
        var packageNode = data.path("package");
        if (!packageNode.isObject()) {
            throw new Missing("No package `" + name.name() + "` in bucket `" + name.bucket()
                    + "`, or you may not see it; check both names.");
        }
        var revisionNode = packageNode.path("revision");
        if (!revisionNode.isObject()) {
            throw new Missing("Package `" + name.name() + "` in bucket `" + name.bucket() + "` has no revision `"
                    + revision + "`; try `latest`.");
        }
        return PackageViews.of(revisionNode, path);
    }

    /** Some registries have failed on the sizes of folders: a failed question is asked once more without. */
    private JsonNode ask(Caller caller, Map<String, Object> variables) {
        if (folderSizes) {
            variables.put("folderSizes", true);
            var answer = client.ask(caller, VIEW, variables);
            if (answer.whole()) {
                return answer.data();
            }
        }
        variables.put("folderSizes", false);
        var data = client.ask(caller, VIEW, variables).orThrow();
        folderSizes = false;
        return data;
    }

    private static Map<String, Object> variables(PackageName name, String revision, String path, int maxContents) {
        var variables = new HashMap<String, Object>();
        variables.put("bucket", name.bucket());
        variables.put("name", name.name());
        variables.put("revision", revision);
        variables.put("dir", path.isEmpty() || path.endsWith("/") ? path : path + "/");
        variables.put("file", path);
        variables.put("asFile", !path.isEmpty() && !path.endsWith("/"));
        variables.put("max", maxContents);
        variables.put("contents", maxContents > 0);
        return variables;
    }
}
