package com.quiltdata.mcp.tools.packages.read;

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
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.NoPackages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackageBrowseTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final Revision REVISION =
            new Revision(HASH, Instant.EPOCH, "message", Map.of("k", "v"), null, 12_345, 99L);

    private final MemoryObjects objects = new MemoryObjects();
    private final StoredPackage stored = new StoredPackage();

    /** One package, whose files are given; a view of more files than are asked for has no contents. */
    private static final class StoredPackage extends NoPackages implements ManifestReader {
        final List<String> asked = new ArrayList<>();
        List<PackageEntry.File> files = List.of();
        List<PackageEntry> children = List.of();
        PackageEntry.@Nullable File file;
        boolean tooLarge;

        @Override
        public <T> T with(Caller caller, PackageName name, String hash, Function<Manifest, T> work) {
            asked.add("manifest " + hash);
            if (tooLarge) {
                throw new Failure.TooLarge("The manifest is too large.");
            }
            return work.apply(new Manifest(hash, null, null, null, files.reversed(), Map.of()));
        }

        @Override
        @SuppressWarnings("NullAway") // does not see the annotation of a nested type in a class file
        public PackageView view(Caller caller, PackageName name, String revision, String path, int maxContents) {
            asked.add(name.bucket() + " " + name.name() + " " + revision + " " + path);
            return new PackageView(
                    REVISION, path, file, children, maxContents > 0 && files.size() <= maxContents ? files : null);
        }
    }

    private static PackageEntry.File file(String path, long size) {
        return new PackageEntry.File(
                path,
                size,
                "s3://data-1/" + path + "?versionId=v9",
                new PackageEntry.Hash("SHA256", "abc"),
                Map.of("m", 1));
    }

    private static List<PackageEntry.File> files(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> file("f%04d.csv".formatted(i), 1))
                .toList();
    }

    private static final class Arguments {
        @Nullable
        String name = "n/p";

        @Nullable
        String registry = "s3://bucket-1";

        @Nullable
        String uri;

        boolean recursive = true;
        boolean info = true;
        boolean links = true;
        int depth;
        int top;
        int offset;
        String path = "";
        String revision = "latest";
    }

    private PackageBrowseResult browse(Arguments ask) {
        var input = new PackageBrowse.Input(
                ask.name,
                ask.registry,
                ask.recursive,
                ask.info,
                ask.depth,
                ask.top,
                ask.links,
                ask.path,
                ask.revision,
                ask.uri,
                ask.offset);
        return new PackageBrowse(stored, stored, objects).call(input, Calls.any());
    }

    @Test
    void listsFilesWithPhysicalKeyHashAndLink() {
        stored.files = List.of(file("a/x.csv", 1536), file("b.TXT", 1));

        var answer = browse(new Arguments());

        var entry = answer.entries().getFirst();
        assertThat(entry.logicalKey()).isEqualTo("a/x.csv");
        assertThat(entry.physicalKey()).isEqualTo("s3://data-1/a/x.csv?versionId=v9");
        assertThat(entry.sizeHuman()).isEqualTo("1.5 KB");
        assertThat(entry.hash()).isEqualTo("abc");
        assertThat(entry.hashType()).isEqualTo("SHA256");
        assertThat(entry.signedUrl()).isEqualTo("https://signed/s3://data-1/a/x.csv?versionId=v9");
        assertThat(answer.summary())
                .isEqualTo(new PackageBrowseResult.Summary(1537L, "1.5 KB", List.of("csv", "txt"), 2, 1));
        assertThat(answer.truncated()).isFalse();
        assertThat(answer.note()).isNull();
    }

    @Test
    void returnsTheRevisionAndItsMetadata() {
        var answer = browse(new Arguments());

        assertThat(answer.revision()).isEqualTo(HASH);
        assertThat(answer.metadata()).isEqualTo(Map.of("k", "v"));
        assertThat(answer.registry()).isEqualTo("s3://bucket-1");
    }

    @Test
    void countsAllLevelsWhenOneIsListed() {
        stored.files = List.of(file("a", 5), file("d/e/x.csv", 3), file("d/y.csv", 4));
        var ask = new Arguments();
        ask.recursive = false;

        var answer = browse(ask);

        assertThat(answer.viewType()).isEqualTo("flat");
        assertThat(answer.truncated()).isFalse();
        assertThat(answer.summary())
                .isEqualTo(new PackageBrowseResult.Summary(12L, "12 B", List.of("csv", "unknown"), 3, 2));
        assertThat(answer.entries()).extracting(BrowseEntry::logicalKey).containsExactly("a", "d/");
        assertThat(answer.entries()).extracting(BrowseEntry::size).containsExactly(5L, 7L);
        assertThat(answer.entries().getFirst().hash()).isEqualTo("abc");
    }

    @Test
    void listsOnlyEntriesBelowThePath() {
        stored.files = List.of(file("a-b/x", 1), file("a/x", 1), file("a/y/z", 1), file("b", 1));
        var ask = new Arguments();
        ask.path = "/a";

        var answer = browse(ask);

        assertThat(answer.entries()).extracting(BrowseEntry::logicalKey).containsExactly("a/x", "a/y/z");
        assertThat(stored.asked).containsExactly("bucket-1 n/p latest a");
    }

    @Test
    void keepsFoldersClosedBelowTheMaximumDepth() {
        stored.files = List.of(file("a/b/c", 1), file("a/b/d", 2), file("a/e", 4), file("f", 8));
        var ask = new Arguments();
        ask.depth = 2;

        assertThat(browse(ask).entries()).extracting(BrowseEntry::logicalKey).containsExactly("a/b/", "a/e", "f");
        ask.depth = 1;
        var shallow = browse(ask);
        assertThat(shallow.entries()).extracting(BrowseEntry::logicalKey).containsExactly("a/", "f");
        assertThat(shallow.entries()).extracting(BrowseEntry::size).containsExactly(7L, 8L);
        assertThat(shallow.summary().totalFiles()).isEqualTo(4);
        assertThat(shallow.summary().totalDirectories()).isEqualTo(2);
    }

    @Test
    void listsALargePackageFromItsManifest() {
        stored.files = files(3000);
        stored.children = List.of(file("unlike the manifest", 1));
        var ask = new Arguments();

        var first = browse(ask);
        ask.revision = first.revision();
        ask.offset = 2000;
        var last = browse(ask);

        assertThat(first.viewType()).isEqualTo("recursive");
        assertThat(first.totalEntries()).isEqualTo(3000);
        assertThat(first.summary())
                .isEqualTo(new PackageBrowseResult.Summary(3000L, "2.9 KB", List.of("csv"), 3000, 0));
        assertThat(first.entries()).hasSize(1000).extracting(BrowseEntry::hash).containsOnly("abc");
        assertThat(first.entries().getFirst().logicalKey()).isEqualTo("f0000.csv");
        assertThat(first.nextOffset()).isEqualTo(1000);
        assertThat(last.entries().getLast().logicalKey()).isEqualTo("f2999.csv");
        assertThat(last.truncated()).isFalse();
        assertThat(stored.asked).contains("manifest " + HASH);
    }

    @Test
    void describesAFileOfALargePackageWithItsHash() {
        stored.files = files(1001);
        stored.file = new PackageEntry.File("f0007.csv", 1, "s3://data-1/f0007.csv", null, Map.of("m", 1));
        var ask = new Arguments();
        ask.path = "f0007.csv";

        var answer = browse(ask);

        assertThat(answer.entries()).hasSize(1);
        assertThat(answer.entries().getFirst().hash()).isEqualTo("abc");
        assertThat(answer.entries().getFirst().metadata()).isEqualTo(Map.of("m", 1));
        assertThat(answer.summary().totalFiles()).isEqualTo(1);
    }

    @Test
    void listsOneLevelWithoutTotalsIfTheManifestIsTooLarge() {
        stored.files = files(1001);
        stored.tooLarge = true;
        stored.children = List.of(new PackageEntry.Folder("a/", null), file("b.csv", 3));

        var answer = browse(new Arguments());

        assertThat(answer.viewType()).isEqualTo("flat");
        assertThat(answer.entries()).extracting(BrowseEntry::logicalKey).containsExactly("a/", "b.csv");
        assertThat(answer.summary()).isEqualTo(new PackageBrowseResult.Summary(null, null, null, null, null));
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.note()).contains("The manifest is too large", "`path`");
    }

    @Test
    void notesTheTotalOfATruncatedListing() {
        stored.files = files(5);
        var ask = new Arguments();
        ask.top = 2;

        var answer = browse(ask);

        assertThat(answer.entries()).hasSize(2);
        assertThat(answer.totalEntries()).isEqualTo(5);
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.note()).contains("2 of 5", "offset=2", "revision=" + HASH);
    }

    @Test
    void continuesFromTheNextOffset() {
        stored.files = files(5);
        var ask = new Arguments();
        ask.top = 2;
        ask.offset = 4;

        var answer = browse(ask);

        assertThat(answer.entries()).extracting(BrowseEntry::logicalKey).containsExactly("f0004.csv");
        assertThat(answer.nextOffset()).isNull();
        assertThat(answer.truncated()).isFalse();
        assertThat(answer.metadata()).isNull();
        ask.offset = 5;
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> browse(ask))
                .withMessageContaining("`offset`: the listing has 5 entries");
    }

    @Test
    void truncatesALevelAfterAThousandEntries() {
        stored.files = files(1200);
        var ask = new Arguments();
        ask.recursive = false;

        var answer = browse(ask);

        assertThat(answer.entries()).hasSize(1000);
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.note()).contains("1,000 of 1,200");
    }

    @Test
    void omitsLinksOfManyFilesWithANote() {
        stored.files = files(51);

        var answer = browse(new Arguments());

        assertThat(objects.asked).isEmpty();
        assertThat(answer.note()).contains("51 files", "bucket_object_link");
    }

    @Test
    void listsFilesThatHaveNoLink() {
        stored.files = List.of(file("a", 1), file("b", 1));
        objects.faults.put("a", new Failure.Denied("no"));

        assertThat(browse(new Arguments()).entries())
                .extracting(BrowseEntry::signedUrl)
                .containsExactly(null, "https://signed/s3://data-1/b?versionId=v9");
    }

    @Test
    void listsOnlyNamesWithoutFileInfo() {
        stored.files = List.of(file("a.csv", 1));
        var ask = new Arguments();
        ask.info = false;

        var answer = browse(ask);

        assertThat(answer.entries().getFirst())
                .isEqualTo(new BrowseEntry("a.csv", null, null, null, null, null, "csv", false, null, null, null));
        assertThat(objects.asked).isEmpty();
    }

    @Test
    void describesASingleFileWithItsMetadata() {
        stored.file = file("a.csv", 1);
        var ask = new Arguments();
        ask.path = "a.csv";

        var answer = browse(ask);

        assertThat(answer.entries()).hasSize(1);
        assertThat(answer.entries().getFirst().metadata()).isEqualTo(Map.of("m", 1));
        assertThat(answer.truncated()).isFalse();
    }

    @Test
    void acceptsAQuiltUriAlone() {
        var ask = new Arguments();
        ask.name = null;
        ask.registry = null;
        ask.uri = "quilt+s3://bucket-2#package=x/y@" + HASH + "&path=dir%2F";

        browse(ask);

        assertThat(stored.asked).containsExactly("bucket-2 x/y " + HASH + " dir/");
    }

    @Test
    void refusesAPackageNamedInTwoWays() {
        var both = new Arguments();
        both.uri = "quilt+s3://bucket-2#package=x/y";
        var half = new Arguments();
        half.registry = null;

        for (var ask : List.of(both, half)) {
            assertThatExceptionOfType(Failure.Invalid.class)
                    .isThrownBy(() -> browse(ask))
                    .withMessageContaining("one way");
        }
    }

    @Test
    void refusesInvalidRevisionWithoutAnyRequest() {
        var ask = new Arguments();
        ask.revision = "01234";

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> browse(ask))
                .withMessageContaining("64 hexadecimal digits");
        assertThat(stored.asked).isEmpty();
    }

    @Test
    void reportsMissingPackage() {
        var none = new NoPackages();
        var input = new PackageBrowse.Input("n/p", "bucket-1", true, true, 0, 0, true, "", "latest", null, 0);

        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> new PackageBrowse(none, stored, objects).call(input, Calls.any()));
    }
}
