package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.MetaFilter;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchFilters;
import com.quiltdata.mcp.catalog.search.SearchPosition;
import com.quiltdata.mcp.catalog.search.SearchReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts the hits of a search as its conditions and filters are added one after another. */
record SearchSteps(SearchReader reader, Call call) {
    private static final Pattern OF_PACKAGES = Pattern.compile("\\b((?:ptr|mnfst|entry)_[\\w.]+):");
    private static final Pattern OF_OBJECTS =
            Pattern.compile("(?<![\\w.])(key|key_text|ext|content|size|last_modified|version_id):");

    record Step(
            @Doc("Condition or filter that this step adds") String added,

            @Doc("Number of hits after this step, old versions of objects included") @Nullable
            Integer total) {}

    /** A search with some of its conditions, of which {@code added} is the last. */
    private record Narrowed(String added, Search search) {}

    List<Step> of(Search search) {
        return narrowed(search).stream()
                .map(it -> new Step(it.added, count(it.search)))
                .toList();
    }

    /** Returns one sentence for each of these searches, which have no hits, that says what excludes all of them. */
    String emptied(List<Search> searches) {
        return searches.stream().map(this::emptied).distinct().collect(Collectors.joining(" "));
    }

    private String emptied(Search search) {
        var packages = search instanceof Search.Packages;
        var misplaced =
                (packages ? OF_OBJECTS : OF_PACKAGES).matcher(search.terms().text());
        if (misplaced.find()) {
            return "`%s` is a field of %s; search those instead."
                    .formatted(misplaced.group(1), packages ? SearchInput.OBJECTS : SearchInput.PACKAGES);
        }
        var steps = narrowed(search);
        Integer before = null;
        for (var step : steps.subList(0, steps.size() - 1)) {
            var total = count(step.search);
            if (total == null || total == 0) {
                return because(step.added, before);
            }
            before = total;
        }
        return because(steps.getLast().added, before);
    }

    private static String because(String added, @Nullable Integer before) {
        if (before == null) {
            return "Nothing matches `%s`; try fewer words, or *word* to match part of a key.".formatted(added);
        } else if (added.equals(ParsedQuery.NOT_INTERNAL)) {
            return "The only matches (%,d) are below .quilt/, where Quilt keeps its own files; add AND key:.quilt/* to see"
                            .formatted(before)
                    + " them.";
        }
        return "`%s` excludes all matches; without it: %,d.".formatted(added, before);
    }

    private @Nullable Integer count(Search search) {
        return SearchPosition.count(reader, call.caller(), search, 1);
    }

    private static List<Narrowed> narrowed(Search search) {
        var steps = new ArrayList<Narrowed>();
        var text = "";
        for (var condition : QuerySyntax.conditions(search.terms().text())) {
            text = text.isEmpty() ? condition : text + " AND " + condition;
            steps.add(new Narrowed(
                    condition.isEmpty() ? "everything" : condition, with(search, text, SearchFilters.NONE, List.of())));
        }
        var filters = SearchFilters.NONE;
        for (var filter : search.terms().filters().each()) {
            filters = filters.and(filter);
            steps.add(new Narrowed(
                    String.join(" ", QueryText.filters(filter, search instanceof Search.Packages)),
                    with(search, text, filters, List.of())));
        }
        if (search instanceof Search.Packages packages) {
            for (int i = 0; i < packages.meta().size(); i++) {
                var meta = packages.meta().subList(0, i + 1);
                steps.add(new Narrowed(QueryText.meta(meta.getLast()), with(search, text, filters, meta)));
            }
        }
        return steps;
    }

    private static Search with(Search search, String text, SearchFilters filters, List<MetaFilter> meta) {
        var terms = new Search.Terms(text, search.terms().buckets(), filters);
        return switch (search) {
            case Search.Packages it -> new Search.Packages(terms, it.order(), it.latestOnly(), meta);
            case Search.Objects it -> new Search.Objects(terms, it.order());
        };
    }
}
