package com.quiltdata.sandbox.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.s3.Store;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pointers after pushes and after deletions. */
final class PackagesTest {
    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");

    private final Store store = new Store();
    private final Packages packages = new Packages(store);

    @BeforeEach
    void bucket() {
        store.createBucket("b");
    }

    @Test
    void pushWritesManifestThenPointers() {
        var changed = new ArrayList<String>();
        store.listen((_, key, _) -> changed.add(key));
        String hash = push("one", NOON);
        assertThat(changed)
                .containsExactly(
                        ".quilt/packages/" + hash,
                        ".quilt/named_packages/a/b/1704110400",
                        ".quilt/named_packages/a/b/latest");
        assertThat(text(".quilt/named_packages/a/b/latest")).isEqualTo(hash);
    }

    @Test
    void twoPushesInOneSecondShareOnePointer() {
        push("one", NOON);
        String second = push("two", NOON.plusMillis(900));
        assertThat(packages.history("b", "a/b").orElseThrow().revisions())
                .extracting(Revision::hash)
                .containsExactly(second);
    }

    @Test
    void deletingLatestMovesLatestToNewestRemaining() {
        String first = push("one", NOON);
        push("two", NOON.minusSeconds(9));
        String last = push("three", NOON.plusSeconds(1));
        assertThat(packages.deleteRevision("b", "a/b", last)).isTrue();
        assertThat(text(".quilt/named_packages/a/b/latest")).isEqualTo(first);
        assertThat(text(".quilt/packages/" + last)).contains("three");
    }

    @Test
    void deletesEveryPointerOfHash() {
        String one = push("one", NOON);
        String two = push("two", NOON.plusSeconds(1));
        push("one", NOON.plusSeconds(2));
        packages.deleteRevision("b", "a/b", one);
        var history = packages.history("b", "a/b").orElseThrow();
        assertThat(history.revisions()).extracting(Revision::hash).containsExactly(two);
        assertThat(history.latest().hash()).isEqualTo(two);
    }

    @Test
    void deletingOlderRevisionKeepsLatest() {
        String one = push("one", NOON);
        String two = push("two", NOON.plusSeconds(1));
        packages.deleteRevision("b", "a/b", one);
        assertThat(text(".quilt/named_packages/a/b/latest")).isEqualTo(two);
    }

    @Test
    void deletingLastRevisionDeletesPackage() {
        String one = push("one", NOON);
        packages.deleteRevision("b", "a/b", one);
        assertThat(packages.names("b")).isEmpty();
        assertThat(packages.deleteRevision("b", "a/b", one)).isFalse();
    }

    private String push(String message, Instant when) {
        return packages.push("b", "a/b", Manifest.of(message, null, List.of()), when);
    }

    private String text(String key) {
        return new String(store.get("b", key).orElseThrow(), StandardCharsets.UTF_8);
    }
}
