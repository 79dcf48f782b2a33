package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageListPage;
import com.quiltdata.mcp.catalog.packages.PackageNames;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.PackageSummary;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.catalog.packages.RevisionPage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads packages by {@code Query.package}: revision, path and contents in one query. */
record GraphQlPackageReader(GraphQlClient client) implements PackageReader {
    private static final Operation VIEW = Operation.load("PackageView");
    private static final Operation LIST = Operation.load("PackageList");
    private static final Operation REVISION = Operation.load("PackageRevision");
    private static final Operation REVISIONS = Operation.load("PackageRevisions");
    private static final int NAMES_PER_PAGE = 1000;
    private static final int MAX_PAGES = 50;
    private static final Pattern REVISION_SYNTAX = Pattern.compile("latest|[0-9a-f]{64}");

    @Override
    public PackageView view(Caller caller, PackageName name, String revision, String path, int maxContents) {
        requireRevision(revision);
        var data = queryView(caller, variables(name, revision, path, maxContents));
        return PackageViewMapper.of(revisionNode(data, name, revision), path);
    }

    @Override
    public Revision revision(Caller caller, PackageName name, String revision) {
        requireRevision(revision);
        var variables = Map.of("bucket", name.bucket(), "name", name.name(), "revision", revision);
        var data = client.query(caller, REVISION, variables).orThrow();
        return PackageViewMapper.revision(revisionNode(data, name, revision));
    }

    private static void requireRevision(String revision) {
        if (!REVISION_SYNTAX.matcher(revision).matches()) {
            throw new Failure.Invalid("revision", "Must be `latest` or a full top hash of 64 hexadecimal digits.");
        }
    }

    private static JsonNode revisionNode(JsonNode data, PackageName name, String revision) {
        var revisionNode = packageNode(data, name).path("revision");
        if (!revisionNode.isObject()) {
            var advice = revision.equals("latest")
                    ? "the pointer has no manifest; list its revisions and send a full top hash."
                    : "list its revisions, or try `latest`.";
            throw new Failure.NotFound(
                    "Package `%s` in bucket `%s` has no revision `%s`; %s"
                            .formatted(name.name(), name.bucket(), revision, advice),
                    name.bucket());
        }
        return revisionNode;
    }

    /** {@inheritDoc} The registry's filter matches anywhere, so with a prefix it only reduces what is read. */
    @Override
    public PackageListPage list(Caller caller, String bucket, String prefix, int offset, int max) {
        if (isPattern(prefix)) {
            return new PackageListPage(List.of(), 0, false);
        }
        var matches = new ArrayList<PackageSummary>();
        var needed = Math.addExact(offset, max) + 1;
        var total = 0;
        var seen = 0;
        for (int number = 1; number <= MAX_PAGES && matches.size() < needed; number++) {
            var listing = listing(caller, bucket, prefix, number, namesPerPage(prefix, needed));
            total = ResponseFields.count(listing, "total");
            var page = ResponseFields.list(listing, "page");
            seen += page.size();
            page.stream()
                    .map(GraphQlPackageReader::summary)
                    .filter(it -> it.name().startsWith(prefix))
                    .forEach(matches::add);
            if (page.isEmpty() || seen >= total) {
                break;
            }
        }
        var complete = seen >= total;
        var packages = matches.stream().skip(offset).limit(max).toList();
        var more = !complete || matches.size() >= needed;
        if (!complete && !prefix.isEmpty()) {
            return new PackageListPage(packages, null, more);
        }
        return new PackageListPage(packages, complete ? matches.size() : total, more);
    }

    private static int namesPerPage(String prefix, int needed) {
        return prefix.isEmpty() ? Math.min(needed, NAMES_PER_PAGE) : NAMES_PER_PAGE;
    }

    private static PackageSummary summary(JsonNode node) {
        return new PackageSummary(ResponseFields.text(node, "name"), ResponseFields.instant(node, "modified"));
    }

    private JsonNode listing(Caller caller, String bucket, String prefix, int number, int perPage) {
        var variables = new HashMap<String, Object>(Map.of("bucket", bucket, "number", number, "perPage", perPage));
        if (!prefix.isEmpty()) {
            variables.put("filter", prefix);
        }
        var listing = client.query(caller, LIST, variables).orThrow().path("packages");
        if (!listing.isObject()) {
            throw new Failure.NotFound(
                    "No bucket `" + bucket + "`, or you may not see it; list yours with bucket_list.", bucket);
        }
        return listing;
    }

    /** Returns whether the registry's filter would treat the text as a pattern, which no name can be. */
    private static boolean isPattern(String prefix) {
        return prefix.chars().anyMatch(c -> c == '*' || c == '?');
    }

    /** {@inheritDoc} Reads only the first page, because completion must respond quickly. */
    @Override
    public PackageNames names(Caller caller, String bucket, String prefix, int max) {
        if (isPattern(prefix)) {
            return new PackageNames(List.of(), true);
        }
        var listing = listing(caller, bucket, prefix, 1, NAMES_PER_PAGE);
        var page = ResponseFields.list(listing, "page");
        var names = page.stream()
                .map(node -> ResponseFields.text(node, "name"))
                .filter(name -> name.startsWith(prefix))
                .sorted(PackageEntry.KEY_ORDER)
                .toList();
        return new PackageNames(
                names.stream().limit(max).toList(),
                ResponseFields.count(listing, "total") <= page.size() && names.size() <= max);
    }

    @Override
    public RevisionPage revisions(Caller caller, PackageName name, int number, int perPage) {
        return page(
                name,
                perPage,
                queryRevisions(caller, name, number, perPage, false).orThrow());
    }

    /** Leaves the sizes out after a failure: one manifest that cannot be read fails them. */
    @Override
    public RevisionPage measuredRevisions(Caller caller, PackageName name, int number, int perPage) {
        var response = queryRevisions(caller, name, number, perPage, true);
        return response.isComplete() ? page(name, perPage, response.data()) : revisions(caller, name, number, perPage);
    }

    private GraphQlResponse queryRevisions(Caller caller, PackageName name, int number, int perPage, boolean sizes) {
        return client.query(
                caller,
                REVISIONS,
                Map.of(
                        "bucket",
                        name.bucket(),
                        "name",
                        name.name(),
                        "number",
                        number,
                        "perPage",
                        perPage,
                        "sizes",
                        sizes));
    }

    private static RevisionPage page(PackageName name, int perPage, JsonNode data) {
        var list = packageNode(data, name).path("revisions");
        return new RevisionPage(
                ResponseFields.list(list, "page").stream()
                        .map(PackageViewMapper::revision)
                        .limit(perPage)
                        .toList(),
                ResponseFields.count(list, "total"));
    }

    private static JsonNode packageNode(JsonNode data, PackageName name) {
        var node = data.path("package");
        if (!node.isObject()) {
            throw new Failure.NotFound(
                    "No package `%s` in bucket `%s`, or you may not see it; check both names."
                            .formatted(name.name(), name.bucket()),
                    name.bucket());
        }
        return node;
    }

    /** Queries with folder sizes, and once more without after a failure, because some registries fail on them. */
    private JsonNode queryView(Caller caller, Map<String, Object> variables) {
        variables.put("folderSizes", true);
        var response = client.query(caller, VIEW, variables);
        if (response.isComplete()) {
            return response.data();
        }
        variables.put("folderSizes", false);
        return client.query(caller, VIEW, variables).orThrow();
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
