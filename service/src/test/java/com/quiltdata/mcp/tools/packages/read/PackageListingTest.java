package com.quiltdata.mcp.tools.packages.read;

import static com.quiltdata.mcp.testing.ReadOnlyPackages.file;
import static com.quiltdata.mcp.testing.ReadOnlyPackages.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.ReadOnlyPackages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lists of packages and revisions, and the description of one. */
class PackageListingTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final PackageName NAME = new PackageName("bucket-1", "n/p");

    private final ReadOnlyPackages stored = new ReadOnlyPackages();

    private void packages(int count) {
        for (int i = 0; i < count; i++) {
            stored.with(new PackageName("bucket-1", "n/p%04d".formatted(i)), manifest(HASH));
        }
    }

    private PackagesList.Output names(int limit, String prefix, int offset) {
        return new PackagesList(stored)
                .call(new PackagesList.Input("s3://bucket-1", limit, prefix, offset), Calls.any());
    }

    private PackageList.Output page(int page, int perPage) {
        return new PackageList(stored).call(new PackageList.Input("bucket-1", null, "n/", page, perPage), Calls.any());
    }

    @Test
    void listsMoreThanAThousandPackages() {
        packages(2500);
        var seen = new ArrayList<String>();
        for (var offset = 0; offset >= 0; ) {
            var answer = names(0, "", offset);
            seen.addAll(answer.packages());
            assertThat(answer.truncated()).isEqualTo(answer.nextOffset() != null);
            assertThat(answer.total()).isEqualTo(2500);
            offset = answer.nextOffset() == null ? -1 : answer.nextOffset();
        }
        assertThat(seen).hasSize(2500).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void returnsTheOffsetOfTheNextNames() {
        packages(5);

        var answer = names(3, "n/", 1);

        assertThat(answer.packages()).containsExactly("n/p0001", "n/p0002", "n/p0003");
        assertThat(answer.note()).contains("offset=4");
        assertThat(answer.first(1).packages()).containsExactly("n/p0001");
        assertThat(answer.first(1).nextOffset()).isEqualTo(2);
    }

    @Test
    void notesTheNextPage() {
        packages(45);

        var answer = page(1, 30);

        assertThat(answer.packages()).hasSize(30);
        assertThat(answer.total()).isEqualTo(45);
        assertThat(answer.note()).contains("page=2");
        assertThat(page(2, 30).packages()).hasSize(15);
        assertThat(page(2, 30).truncated()).isFalse();
    }

    @Test
    void continuesATruncatedPageWithoutAGap() {
        packages(100);

        var cut = page(3, 20).first(7);

        assertThat(cut.truncated()).isTrue();
        assertThat(cut.note()).contains("page=7 and per_page=7");
        assertThat(page(7, 7).packages().getFirst().name()).isLessThanOrEqualTo("n/p0047");
    }

    @Test
    void acceptsTheBucketOfAUri() {
        packages(1);
        var list = new PackageList(stored);

        for (var uri : List.of("quilt+s3://bucket-1#package=a/b", "s3://bucket-1")) {
            assertThat(list.call(new PackageList.Input(null, uri, "", 1, 30), Calls.any())
                            .bucket())
                    .isEqualTo("bucket-1");
        }
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> list.call(new PackageList.Input(null, null, "", 1, 30), Calls.any()));
    }

    @Test
    void pagesRevisionsNewestFirst() {
        for (int i = 0; i < 12; i++) {
            stored.with(NAME, manifest("%064x".formatted(i)));
        }
        var tool = new PackageRevisions(stored);

        var first = tool.call(new PackageRevisions.Input("bucket-1", "n/p", null, 1, 10), Calls.any());
        var second = tool.call(
                new PackageRevisions.Input(null, null, "quilt+s3://bucket-1#package=n/p", 2, 10), Calls.any());

        assertThat(first.revisions()).hasSize(10);
        assertThat(first.revisions().getFirst().revision()).isEqualTo("%064x".formatted(11));
        assertThat(first.total()).isEqualTo(12);
        assertThat(first.note()).contains("page=2");
        assertThat(second.revisions()).hasSize(2);
        assertThat(second.truncated()).isFalse();
        assertThat(first.first(3).note()).contains("page=2 and per_page=3");
    }

    @Test
    void describesARevisionWithItsUriAndPage() {
        stored.with(NAME, new Manifest(HASH, "message", Map.of("k", "v"), "w", List.of(file("x", "1")), Map.of()));

        var answer = describe("012345");

        assertThat(answer.revision()).isEqualTo(HASH);
        assertThat(answer.metadata()).isEqualTo(Map.of("k", "v"));
        assertThat(answer.workflow()).isEqualTo("w");
        assertThat(answer.totalEntries()).isEqualTo(1);
        assertThat(answer.uri()).isEqualTo("quilt+s3://bucket-1#package=n/p@" + HASH);
        assertThat(answer.catalogUrl()).isEqualTo("https://quilt.test/b/bucket-1/packages/n/p/tree/" + HASH + "/");
    }

    private PackageRevision.Output describe(String revision) {
        return new PackageRevision(stored, CatalogSite.parse("quilt.test"))
                .call(new PackageRevision.Input("bucket-1", "n/p", revision, null), Calls.any());
    }

    @Test
    void acceptsAbsentMetadata() {
        stored.with(NAME, manifest(HASH));

        assertThat(describe("latest").metadata()).isNull();
        assertThat(describe("latest").withoutMetadata()).isNull();
    }

    @Test
    void omitsTooLargeMetadataWithANote() {
        stored.with(NAME, new Manifest(HASH, null, Map.of("k", "v"), null, List.of(), Map.of()));

        assertThat(describe("latest").withoutMetadata()).isNotNull().satisfies(it -> {
            assertThat(it.metadata()).isNull();
            assertThat(it.truncated()).isTrue();
            assertThat(it.note()).contains("s3://bucket-1/.quilt/packages/" + HASH);
        });
    }
}
