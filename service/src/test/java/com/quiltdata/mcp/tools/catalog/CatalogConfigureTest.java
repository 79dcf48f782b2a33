package com.quiltdata.mcp.tools.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.tool.Effect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogConfigureTest {
    private final CatalogConfigure tool = new CatalogConfigure(CatalogSite.parse("https://open.quiltdata.com"), true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open",
                "example",
                "OPEN",
                "open.quiltdata.com",
                "https://open.quiltdata.com",
                "https://open.quiltdata.com/"
            })
    void confirmsTheServedCatalogByAnyOfItsNames(String name) {
        var answer = tool.call(new CatalogConfigure.Input(name), Calls.any());

        assertThat(answer.status()).isEqualTo("success");
        assertThat(answer.configuredUrl()).isEqualTo("https://open.quiltdata.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "https://other.example.com", "http://open.quiltdata.com"})
    void refusesAnotherCatalogAndNamesTheServedOne(String name) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> tool.call(new CatalogConfigure.Input(name), Calls.any()))
                .withMessageContaining("https://open.quiltdata.com");
    }

    @Test
    void hasTheEffectOfReading() {
        assertThat(tool.spec().effect()).isEqualTo(Effect.READ);
    }
}
