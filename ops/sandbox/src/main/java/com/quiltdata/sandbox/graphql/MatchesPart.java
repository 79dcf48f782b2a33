package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.search.EntryDoc;
import com.quiltdata.sandbox.search.Found;
import com.quiltdata.sandbox.search.Matches;
import com.quiltdata.sandbox.search.Search;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a package in which the words were found. */
final class MatchesPart implements Part {
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
        var matches = new Matches(search, hit.question().searchString());
        return Json.of(
                "name", matches.in(hit.found(), Matches.NAME),
                "comment", matches.in(hit.found(), Matches.COMMENT),
                "meta", matches.in(hit.found(), Matches.META),
                "workflow", matches.in(hit.found(), Matches.WORKFLOW));
    }

    private List<Map<String, @Nullable Object>> entries(DataFetchingEnvironment env) {
        PackageHit hit = Arguments.source(env, PackageHit.class);
        var matches = new Matches(search, hit.question().searchString());
        return matches.entries(hit.found()).stream()
                .map(Found.Hit::doc)
                .map(EntryDoc.class::cast)
                .map(entry -> entry(matches, entry))
                .toList();
    }

    /** The content of a file is indexed with the object, not with the entry. */
    private static Map<String, @Nullable Object> entry(Matches matches, EntryDoc entry) {
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
                        "logicalKey", matches.in(entry, Matches.LOGICAL_KEY),
                        "physicalKey", matches.in(entry, Matches.PHYSICAL_KEY),
                        "meta", matches.in(entry, Matches.ENTRY_META),
                        "contents", false));
    }
}
