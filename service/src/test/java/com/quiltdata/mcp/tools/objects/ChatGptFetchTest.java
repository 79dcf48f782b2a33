package com.quiltdata.mcp.tools.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.DocsReader;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.objects.BoundedObjectReader;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.NoPackages;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChatGptFetchTest {
    private static final byte[] NOISE = {0, 1, 2, 3, 0, 0, 0};

    private final MemoryObjects objects = new MemoryObjects()
            .with("lab", "notes/a 1.md", "# Plates é and more text")
            .with("lab", "noise.bin", NOISE, "application/octet-stream");

    private FetchedDocument fetch(String id) {
        var tool = new ChatGptFetch(
                new NoPackages(),
                new BoundedObjectReader(objects, 10),
                DocsReader.off(),
                CatalogSite.parse("https://open.quiltdata.com"));
        return tool.call(new ChatGptFetch.Input(id), Calls.any());
    }

    @Test
    void saysThatItReadOnlyTheBeginningOfAnObject() {
        var document = fetch("s3://lab/notes/a%201.md");

        assertThat(document.text())
                .isEqualTo(
                        "# Plates \n\n[Cut: these are the first 9 characters of 25 bytes. Open the url for the rest.]");
        assertThat(document.metadata()).containsEntry("truncated", true).containsEntry("size", 25L);
        assertThat(document.title()).isEqualTo("notes/a 1.md");
        assertThat(document.url()).isEqualTo("https://open.quiltdata.com/b/lab/tree/notes/a%201.md?version=v1");
    }

    @Test
    void cutsBetweenCharacters() {
        var source = new FetchedDocument.Source("id", "title", "ab\uD83E\uDDECcd", "url", Map.of(), null);

        var document = FetchedDocument.of(source).first(3);

        assertThat(document.text())
                .isEqualTo("ab\n\n[Cut: these are the first 2 characters of 6 characters. Open the url for the rest.]");
        assertThat(FetchedDocument.of(source).text()).isEqualTo(source.text());
        assertThat(FetchedDocument.of(source).metadata()).isEmpty();
    }

    @Test
    void readsObjectByItsCatalogPage() {
        var page = "https://open.quiltdata.com/b/lab/tree/notes/a%201.md";

        assertThat(fetch(page).id()).isEqualTo(page);
        assertThat(fetch(page).text()).startsWith("# Plates");
    }

    @Test
    void readsObjectByItsHttpsAddress() {
        var address = "https://lab.s3.us-east-1.amazonaws.com/notes/a%201.md";

        assertThat(fetch(address).id()).isEqualTo(address);
        assertThat(fetch(address).text()).startsWith("# Plates");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> fetch("https://lab.s3.us-east-1.amazonaws.com/"))
                .withMessageStartingWith("`id`: ");
    }

    @ParameterizedTest
    @CsvSource({"'', 3", "raw,"})
    @SuppressWarnings("NullAway") // does not see the annotation of a nested type in a class file
    void returnsNumbersOfThePackageOnlyForThePackage(String path, @Nullable Integer files) {
        var revision = new Revision("abc", MemoryObjects.NOW, null, null, null, 3, 30L);
        var view = new PackageView(revision, path, null, List.of(), null);

        var metadata = FetchedDocument.of(PackageText.describe("id", "url", new PackageName("lab", "a/b"), view))
                .metadata();

        assertThat(metadata.get("files")).isEqualTo(files);
        assertThat(metadata.containsKey("size")).isEqualTo(files != null);
        assertThat(metadata).containsEntry("top_hash", "abc");
    }

    @Test
    void saysWhatBinaryContentIs() {
        assertThat(fetch("s3://lab/noise.bin").text())
                .isEqualTo("This is binary content (application/octet-stream, 7 bytes), without text.");
    }

    @Test
    void refusesPagesOfOtherSites() {
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> fetch("https://docs.quilt.bio/guide"))
                .withMessageStartingWith("`id`: nothing has this id.");
    }
}
