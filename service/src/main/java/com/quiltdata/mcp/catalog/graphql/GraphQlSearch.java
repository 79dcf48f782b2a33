package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogException.Rejected;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.Facets;
import com.quiltdata.mcp.catalog.Found;
import com.quiltdata.mcp.catalog.ObjectHit;
import com.quiltdata.mcp.catalog.PackageHit;
import com.quiltdata.mcp.catalog.Search;
import com.quiltdata.mcp.catalog.SearchBackend;
import com.quiltdata.mcp.catalog.http.Json;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code Query.searchPackages} and {@code Query.searchObjects}: typed, paged and, at the registry, bound to the role. */
final class GraphQlSearch implements SearchBackend {
    private static final String NAME = "graphql";

    /** What a cursor of this backend begins with. */
    private static final String MARK = "g:";

    private static final Operation PACKAGE_FACETS = Operation.load("PackageFacets");
    private static final Operation OBJECT_FACETS = Operation.load("ObjectFacets");

    private final GraphQlClient client;
    private final Dialects packages;
    private final Dialects morePackages;
    private final Dialects objects;
    private final Dialects moreObjects;

    GraphQlSearch(GraphQlClient client, InstantSource clock) {
        this.client = client;
        this.packages = new Dialects("SearchPackages", clock);
        this.morePackages = new Dialects("SearchMorePackages", clock);
        this.objects = new Dialects("SearchObjects", clock);
        this.moreObjects = new Dialects("SearchMoreObjects", clock);
    }

    @Override
    public Optional<Found<PackageHit>> packages(Caller caller, Search.Packages search, Found.Page page) {
        var after = page.after();
        if (after == null) {
            var variables = SearchVariables.of(search);
            variables.put("size", page.size());
            return packages.ask(client, caller, variables)
                    .map(data -> first(data.path("searchPackages"), SearchHits::packageHit));
        }
        return more(morePackages, caller, after, Map.of("size", page.size()))
                .map(data -> page(data.path("searchMorePackages"), null, SearchHits::packageHit));
    }

    @Override
    public Optional<Found<ObjectHit>> objects(Caller caller, Search.Objects search, Found.Page page) {
        try {
            return objects(caller, search, page, true);
        } catch (CatalogException.TooLarge e) { // one hit's indexed text may be as large as an answer
            return objects(caller, search, page, false);
        }
    }

    private Optional<Found<ObjectHit>> objects(Caller caller, Search.Objects search, Found.Page page, boolean content) {
        Function<JsonNode, ObjectHit> hit =
                node -> SearchHits.object(node, search.terms().text());
        var after = page.after();
        if (after == null) {
            var variables = SearchVariables.of(search);
            variables.putAll(Map.of("size", page.size(), "content", content));
            return objects.ask(client, caller, variables).map(data -> eachOnce(first(data.path("searchObjects"), hit)));
        }
        return more(moreObjects, caller, after, Map.of("size", page.size(), "content", content))
                .map(data -> eachOnce(page(data.path("searchMoreObjects"), null, hit)));
    }

    private static Found<ObjectHit> eachOnce(Found<ObjectHit> found) {
        return new Found<>(
                ObjectHit.eachOnce(found.hits()), found.total(), found.after(), found.backend(), found.incomplete());
    }

    private Optional<JsonNode> more(Dialects dialects, Caller caller, String after, Map<String, Object> rest) {
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
                .map(SearchHits::facets);
    }

    private static <H> Found<H> first(JsonNode set, Function<JsonNode, H> hit) {
        if (kind(set, "query").equals("EmptySearchResultSet")) {
            return new Found<>(List.of(), 0, null, NAME, List.of());
        }
        return page(set.path("firstPage"), Fields.count(set, "total"), hit);
    }

    private static <H> Found<H> page(JsonNode page, @Nullable Integer total, Function<JsonNode, H> hit) {
        var _ = kind(page, total == null ? "cursor" : "query");
        var hits = Fields.list(page, "hits").stream()
                .filter(node -> !node.path("deleted").asBoolean())
                .map(hit)
                .toList();
        var cursor = Json.text(page, "cursor");
        var end = cursor == null || cursor.isEmpty() || page.path("hits").isEmpty();
        return new Found<>(hits, total, end ? null : MARK + cursor, NAME, List.of());
    }

    /** The arm of the union that came; a refusal is thrown, in words of ours. */
    private static String kind(JsonNode arm, String argument) {
        var kind = Fields.text(arm, "__typename");
        return switch (kind) {
            case "InvalidInput" -> throw rejected(arm, argument);
            case "OperationError" ->
                throw new Unavailable(
                        "The registry failed at this search; check the query's syntax, ask for fewer buckets, or try again.",
                        null);
            default -> kind;
        };
    }

    private static Rejected rejected(JsonNode arm, String argument) {
        var sorting = Fields.list(arm, "errors").stream()
                .anyMatch(error -> error.path("name").asText().equals("UnsupportedSort")
                        || error.path("path").asText().contains("ordering"));
        if (sorting) {
            return new Rejected("order", "The registry cannot sort by this; leave order out.");
        }
        return argument.equals("cursor")
                ? new Rejected("cursor", "The registry no longer knows this cursor; search again without it.")
                : new Rejected(
                        "query",
                        "The registry cannot read it; put names with / or : in double quotes, close what is opened, or send"
                                + " plain words (resource quilt-platform://search_syntax tells the syntax).");
    }
}
