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
    private static final String MARK = "g:";

    private static final Operation PACKAGE_FACETS = Operation.load("PackageFacets");
    private static final Operation OBJECT_FACETS = Operation.load("ObjectFacets");

    private final GraphQlClient client;
    private final OperationVariants packages;
    private final OperationVariants morePackages;
    private final OperationVariants objects;
    private final OperationVariants moreObjects;

    GraphQlSearch(GraphQlClient client, InstantSource clock) {
        this.client = client;
        this.packages = new OperationVariants("SearchPackages", clock);
        this.morePackages = new OperationVariants("SearchMorePackages", clock);
        this.objects = new OperationVariants("SearchObjects", clock);
        this.moreObjects = new OperationVariants("SearchMoreObjects", clock);
    }

    @Override
    public Optional<SearchPage<PackageHit>> packages(Caller caller, Search.Packages search, SearchPage.PageQuery page) {
        var after = page.after();
        if (after == null) {
            var variables = SearchVariables.of(search);
            variables.put("size", page.size());
            return packages.ask(client, caller, variables)
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
            return objects.ask(client, caller, variables).map(data -> eachOnce(first(data.path("searchObjects"), hit)));
        }
        return more(moreObjects, caller, after, Map.of("size", page.size(), "content", content))
                .map(data -> eachOnce(page(data.path("searchMoreObjects"), null, hit)));
    }

    private static SearchPage<ObjectHit> eachOnce(SearchPage<ObjectHit> found) {
        return new SearchPage<>(
                ObjectHit.eachOnce(found.hits()), found.total(), found.after(), found.backend(), found.incomplete());
    }

    private Optional<JsonNode> more(OperationVariants dialects, Caller caller, String after, Map<String, Object> rest) {
        if (!after.startsWith(MARK)) {
            return Optional.empty();
        }
        var variables = new HashMap<>(rest);
        variables.put("after", after.substring(MARK.length()));
        return dialects.ask(client, caller, variables);
    }

    @Override
    public Optional<Facets> facets(Caller caller, Search search) {
        var answer = switch (search) {
            case Search.Packages it -> client.ask(caller, PACKAGE_FACETS, SearchVariables.of(it));
            case Search.Objects it -> client.ask(caller, OBJECT_FACETS, SearchVariables.of(it));
        };
        var field = search instanceof Search.Packages ? "searchPackages" : "searchObjects";
        return Optional.of(answer.data().path(field).path("stats"))
                .filter(stats -> answer.whole() && stats.isObject())
                .map(SearchHitMapper::facets);
    }

    private static <H> SearchPage<H> first(JsonNode set, Function<JsonNode, H> hit) {
        if (kind(set, "query").equals("EmptySearchResultSet")) {
            return new SearchPage<>(List.of(), 0, null, NAME, List.of());
        }
        return page(set.path("firstPage"), ResponseFields.count(set, "total"), hit);
    }

    private static <H> SearchPage<H> page(JsonNode page, @Nullable Integer total, Function<JsonNode, H> hit) {
        var _ = kind(page, total == null ? "cursor" : "query");
        var hits = ResponseFields.list(page, "hits").stream()
                .filter(node -> !node.path("deleted").asBoolean())
                .map(hit)
                .toList();
        var cursor = UpstreamJson.text(page, "cursor");
        var end = cursor == null || cursor.isEmpty() || page.path("hits").isEmpty();
        return new SearchPage<>(hits, total, end ? null : MARK + cursor, NAME, List.of());
    }

    /** Returns the type of the union's value; a refusal is thrown, in this server's words. */
    private static String kind(JsonNode arm, String argument) {
        var kind = ResponseFields.text(arm, "__typename");
        return switch (kind) {
            case "InvalidInput" -> throw rejected(arm, argument);
            case "OperationError" ->
                throw new Failure.Unavailable(
                        "The registry failed to run this search; check the query, name fewer buckets, or try again.",
                        null);
            default -> kind;
        };
    }

    private static Failure.Invalid rejected(JsonNode arm, String argument) {
        var sorting = ResponseFields.list(arm, "errors").stream()
                .anyMatch(error -> error.path("name").asText().equals("UnsupportedSort")
                        || error.path("path").asText().contains("ordering"));
        if (sorting) {
            return new Failure.Invalid("order", "The registry does not support this order; omit it.");
        }
        return argument.equals("cursor")
                ? new Failure.Invalid("cursor", "The registry no longer accepts this cursor; search again without it.")
                : new Failure.Invalid(
                        "query",
                        "The registry cannot parse it; put names with / or : in double quotes, close quotes and"
                                + " brackets, or send plain words (syntax: resource quilt-platform://search_syntax).");
    }
}
