package com.quiltdata.mcp.catalog.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HtmlTextTest {
    private static HtmlText of(String html) {
        return HtmlText.of(html.getBytes(StandardCharsets.UTF_8), DocsLimits.MAX_TEXT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>one</p><p>two</p> | one two",
                "in<b>sta</b>ll<br>it | install it",
                "a &lt; b &amp;&amp; c &#x27;d&#39; &eacute;&nbsp;f | a < b && c 'd' é f",
                "one<!-- <p>hidden</p> -->two | one two",
                "<script>var a = 1 < 2;</script>text | text",
                "<svg><path d='M0'/></svg>text<style>p{}</style> | text",
                "a < b and c > d | a < b and c > d",
                "<!DOCTYPE html><?xml version='1.0'?>text | text",
                "text<!-- never closed | text",
                "a\u009fb | a b"
            })
    void returnsTheTextBetweenTags(String html, String text) {
        assertThat(of(html).text()).isEqualTo(text);
    }

    @Test
    void decodesTheTitle() {
        assertThat(of("<title>Search &amp; Query</title><main>text</main>"))
                .isEqualTo(new HtmlText("Search & Query", "text"));
    }

    @Test
    void cutsLongText() {
        assertThat(of("word ".repeat(DocsLimits.MAX_TEXT)).text()).hasSize(DocsLimits.MAX_TEXT - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<a ", "<b>", "<!--", "<nav>", "<table>", "&", "&#", "</main", "<title"})
    void takesTimeInProportionToTheLength(String piece) {
        assertTimeoutPreemptively(Duration.ofSeconds(100), () -> of(piece.repeat((1 << 20) / piece.length())));
    }
}
