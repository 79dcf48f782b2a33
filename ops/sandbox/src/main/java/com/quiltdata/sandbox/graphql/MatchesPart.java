package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.search.EntryDoc;
import com.quiltdata.sandbox.search.MatchFinder;
import com.quiltdata.sandbox.search.Search;
import com.quiltdata.sandbox.search.SearchResult;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a package in which the words were found. */
final class MatchesPart implements SchemaPart {
    private final Search search;

    MatchesPart(Search search) {
        this.search = search;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "SearchHitPackage",
                type -> type.dataFetcher("matchLocations", this::locations)
                        .dataFetcher("matchingEntries", this::entries));
    }

    private Map<String, @Nullable Object> locations(DataFetchingEnvironment env) {
        PackageHit hit = Arguments.source(env, PackageHit.class);
        var matches = new MatchFinder(search, hit.query().searchString());
        return Json.of(
                "name", matches.in(hit.found(), MatchFinder.NAME),
                "comment", matches.in(hit.found(), MatchFinder.COMMENT),
                "meta", matches.in(hit.found(), MatchFinder.META),
                "workflow", matches.in(hit.found(), MatchFinder.WORKFLOW));
    }

    private List<Map<String, @Nullable Object>> entries(DataFetchingEnvironment env) {
        PackageHit hit = Arguments.source(env, PackageHit.class);
        var matches = new MatchFinder(search, hit.query().searchString());
        return matches.entries(hit.found()).stream()
                .map(SearchResult.Hit::doc)
                .map(EntryDoc.class::cast)
                .map(entry -> entry(matches, entry))
                .toList();
    }

    /** The content of a file is indexed with the object, not with the entry. */
    private static Map<String, @Nullable Object> entry(MatchFinder matches, EntryDoc entry) {
        return Json.of(
                "logicalKey",
                entry.entry().logicalKey(),
                "physicalKey",
                entry.entry().physicalKey().toString(),
                "size",
                (double) entry.entry().size(),
                "meta",
                entry.meta(),
                "matchLocations",
                Json.of(
                        "logicalKey", matches.in(entry, MatchFinder.LOGICAL_KEY),
                        "physicalKey", matches.in(entry, MatchFinder.PHYSICAL_KEY),
                        "meta", matches.in(entry, MatchFinder.ENTRY_META),
                        "contents", false));
    }
}
