package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.DocsMatches;
import com.quiltdata.mcp.catalog.DocsReader;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.search.ObjectHit;
import com.quiltdata.mcp.catalog.search.PackageHit;
import com.quiltdata.mcp.catalog.search.SearchPosition;
import com.quiltdata.mcp.catalog.search.SearchReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.PrescribedOutput;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Truncatable;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches packages, objects and documentation at once. Name, argument and results are those that OpenAI requires of
 * connectors: <a href="https://developers.openai.com/docs/mcp">Building MCP servers for ChatGPT</a>.
 */
public record ChatGptSearch(SearchReader reader, DocsReader docs, CatalogSite site, InstantSource clock)
        implements Tool<ChatGptSearch.Input, ChatGptSearch.Output> {
    private static final int HITS_OF_A_KIND = 10;
    private static final int PAGES = 5;

    record Input(
            @Doc(
                    "Plain words, like \"hurricane tracks larger than 1 MB\", or Elasticsearch query syntax, like \"ext:csv AND storms\"")
            @Size(max = SearchInput.MAX_QUERY_LENGTH)
            String query) {}

    /** The result; a complete one has no {@code note}, so that its only field is {@code results}, as prescribed. */
    record Output(
            @Doc("Packages and objects in turn, best first, then documentation")
            List<Item> results,

            @Doc("What was not searched, or is left out") @Nullable
            String note)
            implements Truncatable<Output>, PrescribedOutput {
        @Override
        public int parts() {
            return results.size();
        }

        @Override
        public Output first(int parts) {
            var left = "%,d further results do not fit.".formatted(results.size() - parts);
            return new Output(results.subList(0, parts), SearchInput.note(note, left));
        }
    }

    record Item(
            @Doc("Send it to fetch: an S3 or Quilt+ URI, or the URL of a documentation page")
            String id,

            @Doc("Name of the package, key of the object or title of the page")
            String title,

            @Doc("Web page to cite") String url) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "search",
            "Search data and documentation",
            Effect.READ,
            "Searches Quilt packages, S3 objects and Quilt's documentation, and returns the best 10 packages, 10 objects and "
                    + "5 pages with id, title and url. Send an id to fetch to read a result, and cite its url. Made "
                    + "for ChatGPT's connectors and deep research. Elsewhere use search_packages or "
                    + "search_objects, which filter and page.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var text = SearchInput.query(in.query());
        var query = ParsedQuery.of(text, clock.instant());
        var lists = new ArrayList<List<Item>>();
        var notes = new ArrayList<String>();
        var failures = new ArrayList<Failure>();
        for (var search : SearchScope.GLOBAL.searches(query, List.of())) {
            var position = SearchPosition.of(search, HITS_OF_A_KIND);
            switch (Attempt.of(() -> position.pull(
                    reader, call.caller(), (hit, _) -> Stream.of(item(hit)), (hit, _) -> Stream.of(item(hit))))) {
                case Attempt.SuccessfulAttempt<SearchPosition.RemainingItems<Item>>(var found) -> {
                    lists.add(found.items());
                    notes.addAll(found.incomplete());
                }
                case Attempt.FailedAttempt<SearchPosition.RemainingItems<Item>>(var reason) -> failures.add(reason);
            }
        }
        if (lists.isEmpty()) {
            throw failures.getFirst();
        }
        failures.forEach(reason -> notes.add("Not all of the catalog was searched: " + reason.sentence()));
        var results = inTurn(lists);
        results.addAll(pages(text, notes));
        return new Output(results, notes.isEmpty() ? null : String.join(" ", notes));
    }

    private static List<Item> inTurn(List<List<Item>> lists) {
        var items = new ArrayList<Item>();
        for (int turn = 0; turn < HITS_OF_A_KIND; turn++) {
            for (var list : lists) {
                if (turn < list.size()) {
                    items.add(list.get(turn));
                }
            }
        }
        return items;
    }

    private List<Item> pages(String text, List<String> notes) {
        if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return List.of();
        }
        return switch (Attempt.of(() -> docs.search(text, PAGES, false))) {
            case Attempt.SuccessfulAttempt<DocsMatches>(var matches) -> {
                var unread = DocsSearchResult.unread(matches);
                if (!unread.isEmpty()) {
                    notes.add("Documentation: " + unread);
                }
                yield matches.hits().stream()
                        .map(hit -> new Item(hit.url(), hit.title(), hit.url()))
                        .toList();
            }
            case Attempt.FailedAttempt<DocsMatches>(var reason) -> {
                notes.add("The documentation was not searched: " + reason.sentence());
                yield List.of();
            }
        };
    }

    private Item item(PackageHit hit) {
        var name = hit.name();
        return new Item(
                PackageItem.uri(hit, null),
                "Package %s in bucket %s".formatted(name.name(), name.bucket()),
                site.packageTree(name, hit.hash(), ""));
    }

    private Item item(ObjectHit hit) {
        var at = hit.location();
        return new Item(S3Uri.print(at), "%s in bucket %s".formatted(at.key(), at.bucket()), site.object(at));
    }
}
