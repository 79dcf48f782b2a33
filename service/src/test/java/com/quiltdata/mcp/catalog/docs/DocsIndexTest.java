package com.quiltdata.mcp.catalog.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.DocsMatches.Hit;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DocsIndexTest {
    /** Searches pages of these texts, whose titles are their numbers, and returns the titles found. */
    private static List<String> found(String query, String... texts) {
        var pages = Arrays.stream(texts)
                .map(text -> DocsPage.unread(URI.create("https://example.com/"), null, false)
                        .read(Integer.toString(Arrays.asList(texts).indexOf(text)), text))
                .toList();
        return DocsIndex.of(pages).search(query, 10, false).hits().stream()
                .map(Hit::title)
                .toList();
    }

    @Test
    void ranksRareWordsAboveFrequentOnes() {
        assertThat(found("bucket workflow", "bucket names", "bucket sizes", "workflow names"))
                .containsExactly("2", "0", "1");
    }

    @Test
    void ranksRepeatedWordsHigher() {
        assertThat(found("bucket", "bucket names are here", "bucket names, bucket sizes"))
                .containsExactly("1", "0");
    }

    @Test
    void ranksShortPagesAboveLongOnes() {
        assertThat(found("bucket", "a bucket and many other words that say nothing of it", "bucket names"))
                .containsExactly("1", "0");
    }

    @Test
    void phraseDoesNotMatchAcrossPages() {
        assertThat(found("\"quick start\"", "the way to be quick", "start here", "a quick start"))
                .containsExactly("2");
    }

    @Test
    void unclosedQuoteIsIgnored() {
        assertThat(found("\"quick start", "start here")).containsExactly("0");
    }

    @ParameterizedTest
    @CsvSource({
        "package, packages",
        "package, packaging",
        "install, installation",
        "installing, installed",
        "authenticate, authentication",
        "query, queries",
        "push, pushes",
        "setting, settings",
        "PACKAGE, package"
    })
    void formsOfOneWordAreEqual(String one, String other) {
        assertThat(EnglishWords.of(one)).isEqualTo(EnglishWords.of(other));
    }

    @ParameterizedTest
    @CsvSource({"user, use", "data, date", "s3, s4", "role, rule"})
    void differentWordsDiffer(String one, String other) {
        assertThat(EnglishWords.of(one)).isNotEqualTo(EnglishWords.of(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "the", "- + \" '", "of an and"})
    void textWithoutWordsFindsNothing(String query) {
        assertThat(found(query, "the names of an example")).isEmpty();
    }
}
