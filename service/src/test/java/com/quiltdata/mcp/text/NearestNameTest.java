package com.quiltdata.mcp.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NearestNameTest {
    private static final List<String> KNOWN =
            List.of("package_browse", "package_list", "bucket_list", "toolsets", "readonly", "full");

    @ParameterizedTest
    @CsvSource({
        "package_brows, package_browse",
        "pacakge_browse, package_browse",
        "packageBrowse, package_browse",
        "browse_package, package_browse",
        "list_buckets, bucket_list",
        "Read-Only, readonly",
        "read_only-true, readonly",
        "toolset, toolsets",
        "tool, toolsets",
        "ful, full",
    })
    void findsTheIntendedName(String name, String meant) {
        assertThat(NearestName.of(name, KNOWN)).contains(meant);
        assertThat(NearestName.question(name, KNOWN)).isEqualTo(" Did you mean %s?".formatted(meant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_", "x", "fish", "access_token", "package_destroy", "athena_query_execute"})
    void findsNothingNear(String name) {
        assertThat(NearestName.of(name, KNOWN)).isEmpty();
        assertThat(NearestName.question(name, KNOWN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1_000_000})
    void doesNotCompareLongNames(int length) {
        assertThat(NearestName.of("readonly".repeat(length).substring(0, length), KNOWN))
                .isEmpty();
    }
}
