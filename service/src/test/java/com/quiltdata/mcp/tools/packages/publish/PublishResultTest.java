package com.quiltdata.mcp.tools.packages.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.tools.packages.ManifestDelta;
import com.quiltdata.mcp.tools.packages.PublishedRevision;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which keys a long result of a push still lists. */
final class PublishResultTest {
    private static List<String> keys(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static PublishResult result(int added, int changed, int removed) {
        var delta = new ManifestDelta(5000, keys("a", added), keys("c", changed), keys("r", removed));
        var published = new PublishedRevision(PublishFixture.NAME, null, "f".repeat(64), null, delta, List.of());
        return PublishResult.of(published, "updated", CatalogSite.parse("https://open.quiltdata.com"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0", "1, 1, 0, 0", "2, 2, 0, 0", "4, 2, 2, 0", "5, 2, 3, 0", "6, 2, 3, 1", "9, 2, 3, 4"})
    void listsRemovedKeysThenReplacedThenAddedOnes(int parts, int removed, int changed, int added) {
        var whole = result(4, 3, 2);
        assertThat(whole.parts()).isEqualTo(9);
        assertThat(whole.filesAdded()).isEqualTo(7);

        var cut = whole.first(parts);

        assertThat(cut.removed()).isEqualTo(keys("r", removed));
        assertThat(cut.changed()).isEqualTo(keys("c", changed));
        assertThat(cut.added()).isEqualTo(keys("a", added));
        assertThat(cut.truncated()).isEqualTo(parts < 9);
        assertThat(Stream.ofNullable(cut.note()).toList())
                .isEqualTo(
                        parts == 9
                                ? List.of()
                                : List.of(
                                        "%d of 9 keys are listed; the counts are complete. package_browse lists the revision."
                                                .formatted(parts)));
    }

    @Test
    void listsAThousandKeys() {
        assertThat(result(1000, 0, 0).truncated()).isFalse();
        assertThat(result(1001, 0, 0).note()).startsWith("1,000 of 1,001 keys are listed");
    }
}
