package com.quiltdata.mcp.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.tool.AppView;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AppPagesTest {
    private static final CatalogSite SITE = CatalogSite.parse("https://catalog.example.com");
    private static final Pattern INLINE = Pattern.compile("(?s)<(style|script)>(.*?)</\\1>");
    private static final int MAX_LENGTH = 60_000;

    private static String html(AppView view) {
        return AppPages.html(SITE, view);
    }

    private static String policy(String html) {
        var start = html.indexOf("content=\"default-src") + "content=\"".length();
        return html.substring(start, html.indexOf('"', start));
    }

    @ParameterizedTest
    @EnumSource(AppView.class)
    void policyAllowsNothingButThePagesOwnStyleAndScript(AppView view) {
        var html = html(view);
        var hashes = INLINE.matcher(html)
                .results()
                .map(it -> "'sha256-%s'"
                        .formatted(Base64.getEncoder()
                                .encodeToString(Hashing.sha256()
                                        .hashString(it.group(2), StandardCharsets.UTF_8)
                                        .asBytes())))
                .toList();
        assertThat(policy(html))
                .isEqualTo(
                        "default-src 'none'; style-src %s; script-src %s; img-src data:; base-uri 'none'; form-action 'none'"
                                .formatted(hashes.toArray()));
        assertThat(html.indexOf("Content-Security-Policy")).isLessThan(html.indexOf("<style>"));
    }

    @ParameterizedTest
    @EnumSource(AppView.class)
    void namesNoAddressButTheCatalogAndTheSvgNamespace(AppView view) {
        assertThat(Pattern.compile("\\w+://[^'\"\\s]*")
                        .matcher(html(view))
                        .results()
                        .map(MatchResult::group))
                .isSubsetOf("https://catalog.example.com", "http://www.w3.org/2000/svg", "s3://")
                .contains("https://catalog.example.com");
    }

    @ParameterizedTest
    @EnumSource(AppView.class)
    void makesMarkupOfNoText(AppView view) {
        assertThat(html(view))
                .doesNotContainPattern(
                        "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|setHTML|DOMParser|createContextualFragment"
                                + "|\\beval\\b|Function\\(|fetch\\(|XMLHttpRequest|WebSocket|localStorage|document\\.cookie");
    }

    @ParameterizedTest
    @EnumSource(AppView.class)
    void isSmall(AppView view) {
        assertThat(html(view).length()).isLessThan(MAX_LENGTH);
    }

    @Test
    void escapesTheAddressOfTheCatalog() {
        assertThat(AppPages.html(new CatalogSite("https://x\"><script>"), AppView.TABLE))
                .contains("content=\"https://x&quot;&gt;&lt;script&gt;\"");
    }
}
