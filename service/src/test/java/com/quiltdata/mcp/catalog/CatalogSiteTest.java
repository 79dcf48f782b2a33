package com.quiltdata.mcp.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogSiteTest {
    @ParameterizedTest
    @CsvSource({
        "open.quiltdata.com, https://open.quiltdata.com",
        "localhost:8080, https://localhost:8080",
        "http://127.0.0.1:9901/, http://127.0.0.1:9901",
        "HTTPS://Open.QuiltData.com:443/, https://open.quiltdata.com"
    })
    void normalisesSchemeHostAndPort(String text, String base) {
        assertThat(CatalogSite.parse(text).base()).isEqualTo(base);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ftp://x.com",
                "javascript:alert(1)",
                "https://user:pw@x.com",
                "x.com/path",
                "https://x.com?q=1",
                "https://x.com#f",
                "a b",
                "https://",
                "?at=s3://bucket",
                "https:s3://bucket"
            })
    void refusesInvalidCatalog(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CatalogSite.parse(text))
                .withMessageContaining("is not a catalog");
    }

    @Test
    void parsesShortNameToSameSite() {
        for (var text : new String[] {"https://a.b", "http://a.b", "http://a.b:81", "https://a.b:444"}) {
            var site = CatalogSite.parse(text);
            assertThat(CatalogSite.parse(site.shortName())).isEqualTo(site);
        }
    }
}
