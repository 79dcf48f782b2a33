package com.quiltdata.mcp.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed parses to itself, whatever keys people choose: many keys made of awkward pieces, the same in each run. */
class RoundTripTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final CatalogSite SITE = CatalogSite.parse("http://localhost:8080");
    private static final int KEYS = 5_000;
    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "9",
            "/",
            "//",
            ".",
            "..",
            " ",
            "  ",
            "+",
            "%",
            "%25",
            "%2F",
            "%2",
            "#",
            "##",
            "?",
            "?version=x",
            "?versionId=x",
            "&",
            "&path=",
            "&catalog=",
            "=",
            "@",
            ":",
            ";",
            ",",
            "!",
            "*",
            "'",
            "\"",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "|",
            "\\",
            "^",
            "`",
            "<",
            ">",
            "~",
            "$",
            "é",
            "e\u0301",
            "日本",
            "😀",
            "\u2028",
            "\u00a0",
            "tree",
            "latest",
            "packages",
            "b");

    /** Keys that people have had trouble with, and others that nobody thought of. */
    static Stream<String> keys() {
        var random = new Random(20_260_101);
        return Stream.concat(
                Stream.of(
                        "/", "a/", "/a", "a//", "tree/", "100%", "%25", "%2525", "#", "?", "+", " ", "a b+c", "日本/😀/"),
                IntStream.range(0, KEYS).mapToObj(_ -> key(random)));
    }

    private static String key(Random random) {
        var key = new StringBuilder();
        for (int pieces = 1 + random.nextInt(7); pieces > 0; pieces--) {
            key.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return key.toString();
    }

    @Test
    void parsesUriOfAnyObject() {
        assertThat(keys()).allSatisfy(key -> {
            for (var version : versions()) {
                var object = new ObjectLocation("bucket-1", key, version);
                assertThat(S3Uri.parse(S3Uri.print(object))).isEqualTo(object);
            }
        });
    }

    @Test
    void parsesUriOfAnyPathInPackage() {
        assertThat(keys()).allSatisfy(key -> {
            for (var uri : List.of(
                    new QuiltUri("bucket-1", "n-s/p_1", HASH, null, key, "localhost:8080"),
                    new QuiltUri("bucket-1", "日本/é", null, "latest", key, null),
                    new QuiltUri("bucket-1", "n/p", null, null, key, null))) {
                assertThat(QuiltUri.parse(uri.print())).isEqualTo(uri);
                assertThat(uri.print()).matches("[!-~]+");
            }
        });
    }

    @Test
    void parsesPageOfAnyObjectOrFolder() {
        assertThat(keys()).allSatisfy(key -> {
            for (var version : versions()) {
                var object = new ObjectLocation("bucket-1", key, version);
                assertThat(CatalogPageUrl.of(SITE, SITE.object(object))).contains(new CatalogPageUrl.ObjectUrl(object));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"n/p", "日本/é_1", "packages/tree", "a-b/latest"})
    void parsesPageOfAnyPathInPackage(String name) {
        var packageName = new PackageName("bucket-1", name);
        assertThat(Stream.concat(Stream.of(""), keys())).allSatisfy(path -> {
            for (var revision : revisions()) {
                var page = SITE.packageTree(packageName, revision, path);
                assertThat(page).matches("[!-~]+");
                assertThat(CatalogPageUrl.of(SITE, page))
                        .contains(new CatalogPageUrl.PackageUrl(packageName, revision, path));
            }
        });
    }

    private static List<@Nullable String> versions() {
        return java.util.Arrays.asList(null, "v+1/2=&%25");
    }

    private static List<@Nullable String> revisions() {
        return java.util.Arrays.asList(null, HASH);
    }

    static Stream<String> pagesOfBuckets() {
        return Stream.of("/b/bucket-1", "/b/bucket-1/", "/b/bucket-1/tree/", "/b/bucket-1/packages/", "/b/bucket-1#x");
    }

    @ParameterizedTest
    @MethodSource("pagesOfBuckets")
    void parsesPagesOfBucket(String page) {
        assertThat(CatalogPageUrl.of(SITE, SITE.base() + page)).contains(new CatalogPageUrl.BucketUrl("bucket-1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost:8080/b/bucket-1",
                "http://localhost/b/bucket-1",
                "http://localhost:8080/",
                "http://localhost:8080/search?q=b",
                "http://localhost:8080/b/bucket-1/queries/athena",
                "http://localhost:8080.evil/b/bucket-1"
            })
    void ignoresOtherPages(String page) {
        assertThat(CatalogPageUrl.of(SITE, page)).isEmpty();
    }
}
