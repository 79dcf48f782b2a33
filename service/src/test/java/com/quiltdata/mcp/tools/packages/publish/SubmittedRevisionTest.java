package com.quiltdata.mcp.tools.packages.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which revision of the registry is the one that was submitted. */
final class SubmittedRevisionTest {
    private static final PackageEntry.Hash HASH = new PackageEntry.Hash("SHA256", "0".repeat(64));
    private static final PackageEntry.Hash OTHER = new PackageEntry.Hash("SHA256", "1".repeat(64));

    private static boolean isFound(
            @Nullable String message, @Nullable Map<String, Object> meta, PackageEntry.File... files) {
        return isFound(new NewEntry("a", "s3://b-1/a", 1L, null, null), message, meta, files);
    }

    private static boolean isFound(
            NewEntry entry, @Nullable String message, @Nullable Map<String, Object> meta, PackageEntry.File... files) {
        var revision = new NewRevision(PublishFixture.NAME, "m", Map.of("k", 1), null, List.of(entry));
        return new SubmittedRevision(revision, _ -> "")
                .hasContentOf(new Manifest("f".repeat(64), message, meta, null, List.of(files), Map.of()));
    }

    private static boolean matches(String sent, PackageEntry.@Nullable Hash hash, String created) {
        var file = new PackageEntry.File("a", 1, created, HASH, null);
        return isFound(new NewEntry("a", sent, 1L, hash, null), "m", Map.of("k", 1), file);
    }

    @Test
    void comparesMessageMetadataAndKeys() {
        var file = new PackageEntry.File("a", 1, "s3://b-1/a?versionId=v1", HASH, null);
        var other = new PackageEntry.File("z", 1, "s3://b-1/a?versionId=v1", HASH, null);
        assertThat(isFound("m", Map.of("k", 1), file)).isTrue();
        assertThat(isFound("n", Map.of("k", 1), file)).isFalse();
        assertThat(isFound("m", Map.of("k", 2), file)).isFalse();
        assertThat(isFound("m", Map.of("k", 1), file, other)).isFalse();
        assertThat(isFound("m", Map.of("k", 1), other)).isFalse();
    }

    @Test
    void comparesFilesByHashOrElseByObject() {
        assertThat(matches("s3://b-1/a", HASH, "s3://b-1/copied?versionId=v9")).isTrue();
        assertThat(matches("s3://b-1/a", OTHER, "s3://b-1/copied?versionId=v9")).isFalse();
        assertThat(matches("s3://b-1/a", null, "s3://b-1/a?versionId=v9")).isTrue();
        assertThat(matches("s3://b-1/a%20b", null, "s3://b-1/a%20b?versionId=v9"))
                .isTrue();
        assertThat(matches("s3://b-1/a?versionId=v9", null, "s3://b-1/a?versionId=v9"))
                .isTrue();
        assertThat(matches("s3://b-1/a?versionId=v8", null, "s3://b-1/a?versionId=v9"))
                .isFalse();
        assertThat(matches("s3://b-1/a", null, "s3://b-1/b?versionId=v9")).isFalse();
        assertThat(matches("file:///a", null, "file:///a")).isTrue();
        assertThat(matches("file:///a", null, "file:///b")).isFalse();
    }
}
