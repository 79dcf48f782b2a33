package com.quiltdata.mcp.tools.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.DocsReader;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.objects.BoundedObjectReader;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.NoPackages;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConnectorFetchTest {
    private static final byte[] NOISE = {0, 1, 2, 3, 0, 0, 0};

    private final MemoryObjects objects = new MemoryObjects()
            .with("lab", "notes/a 1.md", "# Plates é and more text")
            .with("lab", "noise.bin", NOISE, "application/octet-stream");

    private FetchedDocument fetch(String id) {
        var tool = new ConnectorFetch(
                new NoPackages(),
                new BoundedObjectReader(objects, 10),
                DocsReader.off(),
                CatalogSite.parse("https://open.quiltdata.com"));
        return tool.call(new ConnectorFetch.Input(id), Calls.any());
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
