package com.quiltdata.mcp.tools.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.testing.Calls;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogUriTest {
    private static CatalogUri.Output uri(
            @Nullable String name, @Nullable String path, @Nullable String hash, @Nullable String tag) {
        return new CatalogUri(CatalogSite.parse("https://open.quiltdata.com"))
                .call(new CatalogUri.Input("bucket-1", name, path, hash, tag, null), Calls.any());
    }

    @Test
    void encodesValuesOnce() {
        var answer = uri("n/p", "x y&z#%25", "abc123", null);

        assertThat(answer.quiltPlusUri())
                .isEqualTo("quilt+s3://bucket-1#package=n/p@abc123&path=x%20y%26z%23%2525&catalog=open.quiltdata.com");
        assertThat(QuiltUri.parse(answer.quiltPlusUri()))
                .isEqualTo(new QuiltUri("bucket-1", "n/p", "abc123", null, "x y&z#%25", "open.quiltdata.com"));
    }

    @Test
    void saysThatAnotherCatalogIsNotThisServers() {
        var tool = new CatalogUri(CatalogSite.parse("https://open.quiltdata.com"));

        for (var name : Arrays.asList("n/p", null)) {
            var input = new CatalogUri.Input("bucket-1", name, null, null, null, "evil.com");
            assertThat(tool.call(input, Calls.any()).note())
                    .contains("evil.com is not this server's catalog (open.quiltdata.com)");
        }
        assertThat(uri("n/p", null, null, null).note()).isNull();
    }

    @Test
    void keepsATag() {
        assertThat(uri("n/p", null, null, "latest").quiltPlusUri())
                .isEqualTo("quilt+s3://bucket-1#package=n/p:latest&catalog=open.quiltdata.com");
    }

    @Test
    void refusesTagTogetherWithHash() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> uri("n/p", null, "abc", "latest"))
                .withMessageContaining("one of them");
    }

    @Test
    void notesThatQuiltOpensNoUriWithoutAPackage() {
        var answer = uri(null, null, null, null);

        assertThat(answer.quiltPlusUri()).isEqualTo("quilt+s3://bucket-1#catalog=open.quiltdata.com");
        assertThat(answer.note()).contains("catalog_url");
    }

    @Test
    void refusesAPathWithoutAPackage() {
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> uri(null, "a", null, null));
    }

    @Test
    void treatsLatestAsATag() {
        for (var tag : Arrays.asList(null, "latest")) {
            assertThat(uri("n/p", null, "latest", tag).quiltPlusUri())
                    .isEqualTo("quilt+s3://bucket-1#package=n/p:latest&catalog=open.quiltdata.com");
        }
    }

    @Test
    void refusesAMalformedTopHash() {
        for (var hash : List.of("zzz", "abc", "v1.0")) {
            assertThatExceptionOfType(Failure.Invalid.class)
                    .isThrownBy(() -> uri("n/p", null, hash, null))
                    .withMessageContaining("`top_hash`");
        }
    }
}
