package com.quiltdata.mcp.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.resources.PackageDocument.EntrySummary;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.NoPackages;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackageResourceReaderTest {
    private static final String URI = "quilt+s3://bucket-1#package=n/p";
    private static final String HASH = "0123456789abcdef".repeat(4);

    private final MemoryObjects objects = new MemoryObjects().with("data-1", "f.txt", "content");
    private final OnePackage packages = new OnePackage();

    /** One package; a path is a file when it is one of the files. */
    private static final class OnePackage extends NoPackages implements ManifestReader {
        final List<String> requests = new ArrayList<>();
        List<PackageEntry.File> files = List.of();
        Map<String, Object> metadata = Map.of();

        @Nullable
        Failure unread;

        @Override
        public <T> T with(Caller caller, PackageName name, String hash, Function<Manifest, T> work) {
            if (unread != null) {
                throw unread;
            }
            return work.apply(new Manifest(hash, null, null, null, files.reversed(), Map.of()));
        }

        @Override
        public PackageView view(Caller caller, PackageName name, String revision, String path, int maxContents) {
            requests.add("%s %s %d".formatted(revision, path, maxContents));
            var file = files.stream().filter(it -> it.path().equals(path)).findFirst();
            var at = new Revision(HASH, Instant.EPOCH, "message", metadata, null, files.size(), 9L);
            return view(at, path, file.orElse(null), maxContents >= files.size() ? files : null);
        }

        @SuppressWarnings("NullAway") // does not see the annotation of a nested type in a class file
        private static PackageView view(
                Revision revision,
                String path,
                PackageEntry.@Nullable File file,
                @Nullable List<PackageEntry.File> contents) {
            return new PackageView(revision, path, file, List.of(new PackageEntry.Folder("a/", 9L)), contents);
        }
    }

    private static PackageEntry.File file(String path, String physicalKey) {
        return new PackageEntry.File(path, 7, physicalKey, null, null);
    }

    private Body read(String uri, int maxBytes) {
        var contents = new ObjectBodyReader(objects, maxBytes);
        var reader = new PackageResourceReader(packages, packages, contents);
        return reader.read(uri, Calls.any()).orElseThrow().body();
    }

    private PackageDocument page(String uri, int maxBytes) {
        return switch (read(uri, maxBytes)) {
            case Body.Json(var data) -> (PackageDocument) data;
            case Body.Text _, Body.Blob _ -> throw new AssertionError("no page");
        };
    }

    @Test
    void readsAFileInItsVersionWithoutListingThePackage() {
        packages.files = List.of(file("d/f", "s3://data-1/f.txt?versionId=v1"));
        assertThat(read(URI + "&path=d/f", 1024)).isEqualTo(new Body.Text("content"));
        assertThat(packages.requests).containsExactly("latest d/f 0");
        assertThat(objects.asked).containsExactly("read s3://data-1/f.txt?versionId=v1");
    }

    @Test
    void refusesAFileOutsideS3() {
        packages.files = List.of(file("f", "file:///etc/passwd"));
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> read(URI + "&path=f", 1024))
                .withMessageContaining("not in S3");
    }

    @Test
    void pinsTheUriToTheRevision() {
        assertThat(page(URI, 1 << 20).uri()).isEqualTo(URI + "@" + HASH);
        assertThat(page(URI + ":latest&path=a b", 1 << 20).uri()).isEqualTo(URI + "@" + HASH + "&path=a%20b%2F");
    }

    @Test
    void truncatesTheEntriesToTheMaximumSizeWithANote() {
        packages.files = IntStream.range(0, 100)
                .mapToObj(i -> file("f" + i, "s3://data-1/f" + i))
                .toList();
        var page = page(URI, 4096);
        assertThat(page.entries()).hasSizeBetween(10, 99);
        assertThat(page.totalEntries()).isEqualTo(100);
        assertThat(page.truncated()).isTrue();
        assertThat(page.note()).contains("of 100 entries");
    }

    @Test
    void refusesMetadataAboveTheMaximumSize() {
        packages.metadata = Map.of("k", "x".repeat(5000));
        assertThatExceptionOfType(Failure.TooLarge.class)
                .isThrownBy(() -> page(URI, 4096))
                .withMessageContaining("package_browse");
    }

    @Test
    void notesThatOnlyOneLevelIsListed() {
        packages.files = IntStream.range(0, 1001)
                .mapToObj(i -> file("a/" + i, "s3://d/x"))
                .toList();
        var page = page(URI, 1 << 20);
        assertThat(page.recursive()).isFalse();
        assertThat(page.truncated()).isTrue();
        assertThat(page.entries()).containsExactly(new EntrySummary("a/", "directory", 7007L, null, null));
        assertThat(page.totalEntries()).isEqualTo(1);
        assertThat(page.note())
                .isEqualTo("Only one level is listed, because the folder has 1,001 files. Read a folder by its path,"
                        + " or page through all files with package_browse.");
    }

    @Test
    void listsEveryFileOfAFolderThatHasFewInALargePackage() {
        packages.files = Stream.concat(
                        IntStream.range(0, 3000).mapToObj(i -> file("a/" + i, "s3://d/x")),
                        Stream.of(file("b/deep/er", "s3://d/y"), file("b/z", "s3://d/z")))
                .toList();
        var page = page(URI + "&path=b", 1 << 20);
        assertThat(page.entries()).extracting(EntrySummary::logicalKey).containsExactly("b/deep/er", "b/z");
        assertThat(page.recursive()).isTrue();
        assertThat(page.totalEntries()).isEqualTo(2);
        assertThat(page.truncated()).isFalse();
        assertThat(page.note()).isNull();
    }

    @Test
    void cutsALevelWithMoreEntriesThanAResourceLists() {
        packages.files = IntStream.range(0, 1200)
                .mapToObj(i -> file("f%04d".formatted(i), "s3://d/x"))
                .toList();
        var page = page(URI, 1 << 20);
        assertThat(page.entries()).hasSize(1000);
        assertThat(page.totalEntries()).isEqualTo(1200);
        assertThat(page.truncated()).isTrue();
        assertThat(page.note()).startsWith("1,000 of 1,200 entries of this level are listed;");
    }

    /** The registry cuts long levels, so that what it lists is not known to be everything. */
    @Test
    void doesNotCountALevelOfWhichOnlyTheRegistrysListingIsKnown() {
        packages.files = IntStream.range(0, 1001)
                .mapToObj(i -> file("a/" + i, "s3://d/x"))
                .toList();
        packages.unread = new Failure.TooLarge("The manifest is too large.");
        var page = page(URI, 1 << 20);
        assertThat(page.totalEntries()).isNull();
        assertThat(page.truncated()).isTrue();
        assertThat(page.note())
                .startsWith(
                        "Only one level is listed, and perhaps not all of it, because the manifest could not be read:"
                                + " The manifest is too large. Read a folder");
        assertThat(page.first(1).note())
                .startsWith("Only the first 1 entries are listed. Only one level is listed, and perhaps not all of it");
        packages.unread = new Failure.Throttled("Wait.", Duration.ofSeconds(1));
        assertThatExceptionOfType(Failure.Throttled.class).isThrownBy(() -> page(URI, 1 << 20));
    }

    @Test
    void refusesAnAbbreviatedHash() {
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> read(URI + "@abc", 1024));
        assertThat(packages.requests).isEmpty();
    }
}
