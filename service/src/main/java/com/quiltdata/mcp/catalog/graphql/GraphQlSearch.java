package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import com.quiltdata.mcp.catalog.search.Facets;
import com.quiltdata.mcp.catalog.search.ObjectHit;
import com.quiltdata.mcp.catalog.search.PackageHit;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchBackend;
import com.quiltdata.mcp.catalog.search.SearchPage;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Searches by {@code Query.searchPackages} and {@code Query.searchObjects}: typed, paged and restricted to the role by
 * the registry.
 */
final class GraphQlSearch implements SearchBackend {
    private static final String NAME = "graphql";

    /** Prefix of this backend's cursors. */
    private static final String CURSOR_PREFIX = "g:";

    private static final Operation PACKAGE_FACETS = Operation.load("PackageFacets");
    private static final Operation OBJECT_FACETS = Operation.load("ObjectFacets");

    private final GraphQlClient client;
    private final OperationVariants packages;
    private final OperationVariants morePackages;
    private final OperationVariants objects;
    private final OperationVariants moreObjects;

    GraphQlSearch(GraphQlClient client, InstantSource clock) {
        this.client = client;
        this.packages = new OperationVariants("SearchPackages", client, clock);
        this.morePackages = new OperationVariants("SearchMorePackages", client, clock);
        this.objects = new OperationVariants("SearchObjects", client, clock);
        this.moreObjects = new OperationVariants("SearchMoreObjects", client, clock);
    }

    @Override
    public Optional<SearchPage<PackageHit>> packages(Caller caller, Search.Packages search, SearchPage.PageQuery page) {
        var after = page.after();
        if (after == null) {
            var variables = SearchVariables.of(search);
            variables.put("size", page.size());
            return packages.query(caller, variables)
                    .map(data -> first(data.path("searchPackages"), SearchHitMapper::packageHit));
        }
        return more(morePackages, caller, after, Map.of("size", page.size()))
                .map(data -> page(data.path("searchMorePackages"), null, SearchHitMapper::packageHit));
    }

    @Override
    public Optional<SearchPage<ObjectHit>> objects(Caller caller, Search.Objects search, SearchPage.PageQuery page) {
        try {
            return objects(caller, search, page, true);
        } catch (Failure.TooLarge e) { // one hit's indexed text may fill a whole response
            return objects(caller, search, page, false);
        }
    }

    private Optional<SearchPage<ObjectHit>> objects(
            Caller caller, Search.Objects search, SearchPage.PageQuery page, boolean content) {
        Function<JsonNode, ObjectHit> hit =
                node -> SearchHitMapper.object(node, search.terms().text());
        var after = page.after();
        if (after == null) {
            var variables = SearchVariables.of(search);
            variables.putAll(Map.of("size", page.size(), "content", content));
            return objects.query(caller, variables)
                    .map(data -> withoutDuplicates(first(data.path("searchObjects"), hit)));
        }
        return more(moreObjects, caller, after, Map.of("size", page.size(), "content", content))
                .map(data -> withoutDuplicates(page(data.path("searchMoreObjects"), null, hit)));
    }

    private static SearchPage<ObjectHit> withoutDuplicates(SearchPage<ObjectHit> page) {
        return new SearchPage<>(
                ObjectHit.eachOnce(page.hits()), page.total(), page.after(), page.backend(), page.incomplete());
    }

    private Optional<JsonNode> more(OperationVariants variants, Caller caller, String after, Map<String, Object> rest) {
        if (!after.startsWith(CURSOR_PREFIX)) {
            return Optional.empty();
        }
        var variables = new HashMap<>(rest);
        variables.put("after", after.substring(CURSOR_PREFIX.length()));
        return variants.query(caller, variables);
    }

    @Override
    public Optional<Facets> facets(Caller caller, Search search) {
        return switch (search) {
            case Search.Packages it -> facets(caller, PACKAGE_FACETS, SearchVariables.of(it), "searchPackages");
            case Search.Objects it -> facets(caller, OBJECT_FACETS, SearchVariables.of(it), "searchObjects");
        };
    }

    private Optional<Facets> facets(Caller caller, Operation operation, Map<String, ?> variables, String field) {
        var response = client.query(caller, operation, variables);
        return Optional.of(response.data().path(field).path("stats"))
                .filter(stats -> response.isComplete() && stats.isObject())
                .map(SearchHitMapper::facets);
    }

    private static <H> SearchPage<H> first(JsonNode set, Function<JsonNode, H> hit) {
        if (typename(set, "query").equals("EmptySearchResultSet")) {
            return new SearchPage<>(List.of(), 0, null, NAME, List.of());
        }
        return page(set.path("firstPage"), ResponseFields.count(set, "total"), hit);
    }

    private static <H> SearchPage<H> page(JsonNode page, @Nullable Integer total, Function<JsonNode, H> hit) {
        var _ = typename(page, total == null ? "cursor" : "query");
        var hits = ResponseFields.list(page, "hits").stream()
                .filter(node -> !node.path("deleted").asBoolean())
                .map(hit)
                .toList();
        var cursor = UpstreamJson.text(page, "cursor");
        var isLast = cursor == null || cursor.isEmpty() || page.path("hits").isEmpty();
        return new SearchPage<>(hits, total, isLast ? null : CURSOR_PREFIX + cursor, NAME, List.of());
    }

    /** Returns the type of the union's value; a refusal is thrown, in this server's words. */
    private static String typename(JsonNode result, String argument) {
        var typename = ResponseFields.text(result, "__typename");
        return switch (typename) {
            case "InvalidInput" -> throw rejected(result, argument);
            case "OperationError" ->
                throw new Failure.Unavailable(
                        "The registry failed to run this search; check the query, name fewer buckets, or try again.");
            default -> typename;
        };
    }

    private static Failure.Invalid rejected(JsonNode result, String argument) {
        var sorting = ResponseFields.list(result, "errors").stream()
                .anyMatch(error -> error.path("name").asText().equals("UnsupportedSort")
                        || error.path("path").asText().contains("ordering"));
        if (sorting) {
            return new Failure.Invalid("order", "The registry does not support this order; omit it.");
        }
        return argument.equals("cursor")
                ? new Failure.Invalid("cursor", "The registry no longer accepts this cursor; search again without it.")
                : new Failure.Invalid(
                        "query",
                        "The registry cannot parse the query; write conditions on both sides of AND and OR, and numbers and"
                                + " dates for fields that have them, or send plain words (syntax: resource"
                                + " quilt-platform://search_syntax).");
    }
}
