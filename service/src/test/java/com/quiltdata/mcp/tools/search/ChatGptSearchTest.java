package com.quiltdata.mcp.tools.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.DocsMatches;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.search.Facets;
import com.quiltdata.mcp.catalog.search.ObjectHit;
import com.quiltdata.mcp.catalog.search.PackageHit;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchPage;
import com.quiltdata.mcp.catalog.search.SearchReader;
import com.quiltdata.mcp.testing.Calls;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ChatGptSearchTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    private @Nullable Failure packageFault;
    private @Nullable Failure objectFault;
    private List<String> incomplete = List.of();

    private final SearchReader reader = new SearchReader() {
        @Override
        public SearchPage<PackageHit> packages(Caller caller, Search.Packages search, SearchPage.PageQuery page) {
            if (packageFault != null) {
                throw packageFault;
            }
            var about = new PackageHit.RevisionDetails(1L, Instant.EPOCH, 1, null, null);
            var hit = new PackageHit(
                    new PackageName("b-1", "lab/plates"), HASH, "latest", 1, about, List.of("name"), List.of());
            return new SearchPage<>(List.of(hit), 1, null, "graphql", incomplete);
        }

        @Override
        public SearchPage<ObjectHit> objects(Caller caller, Search.Objects search, SearchPage.PageQuery page) {
            if (objectFault != null) {
                throw objectFault;
            }
            var hits = List.of("a 1.csv", "b.csv").stream()
                    .map(key -> new ObjectHit(new ObjectLocation("b-1", key, "v1"), 1, 1L, Instant.EPOCH, null))
                    .toList();
            return new SearchPage<>(hits, 2, null, "graphql", List.of());
        }

        @Override
        public Optional<Facets> facets(Caller caller, Search search) {
            return Optional.empty();
        }
    };

    private ChatGptSearch.Output search(String query) {
        var site = CatalogSite.parse("https://open.quiltdata.com");
        var tool = new ChatGptSearch(
                reader,
                (text, limit, versioned) -> new DocsMatches(
                        "https://docs.quilt.bio/sitemap.xml",
                        List.of(new DocsMatches.Hit("https://docs.quilt.bio/push", "Push", null, 1, null)),
                        1,
                        1,
                        1,
                        false),
                site,
                InstantSource.fixed(Instant.EPOCH));
        return tool.call(new ChatGptSearch.Input(query), Calls.any());
    }

    @Test
    void listsPackagesAndObjectsInTurnThenPages() {
        var found = search("plates");

        assertThat(found.note()).isNull();
        assertThat(found.results())
                .extracting(ChatGptSearch.Item::id)
                .containsExactly(
                        "quilt+s3://b-1#package=lab/plates@" + HASH,
                        "s3://b-1/a%201.csv?versionId=v1",
                        "s3://b-1/b.csv?versionId=v1",
                        "https://docs.quilt.bio/push");
        assertThat(found.results())
                .extracting(ChatGptSearch.Item::url)
                .containsExactly(
                        "https://open.quiltdata.com/b/b-1/packages/lab/plates/tree/" + HASH + "/",
                        "https://open.quiltdata.com/b/b-1/tree/a%201.csv?version=v1",
                        "https://open.quiltdata.com/b/b-1/tree/b.csv?version=v1",
                        "https://docs.quilt.bio/push");
    }

    @Test
    void saysWhatWasNotSearched() {
        incomplete = List.of("Bucket b-2 failed.");
        objectFault = new Failure.Unavailable("The index is down.");

        var found = search("plates");

        assertThat(found.results()).hasSize(2);
        assertThat(found.note())
                .isEqualTo("Bucket b-2 failed. Not all of the catalog was searched: The index is down.");
    }

    @Test
    void failsWhenNothingOfTheCatalogWasSearched() {
        packageFault = new Failure.Unavailable("The index is down.");
        objectFault = packageFault;

        assertThatExceptionOfType(Failure.Unavailable.class)
                .isThrownBy(() -> search("plates"))
                .withMessage("The index is down.");
    }

    @Test
    void asksDocumentationOnlyForWords() {
        assertThat(search("*").results()).hasSize(3);
    }
}
