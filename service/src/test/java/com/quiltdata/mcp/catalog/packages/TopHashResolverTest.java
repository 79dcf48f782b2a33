package com.quiltdata.mcp.catalog.packages;

import static com.quiltdata.mcp.testing.ReadOnlyPackages.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.testing.ReadOnlyPackages;
import org.junit.jupiter.api.Test;

class TopHashResolverTest {
    private static final PackageName NAME = new PackageName("bucket-1", "n/p");
    private static final Caller CALLER = Caller.of("t");

    private final ReadOnlyPackages stored = new ReadOnlyPackages();

    private static String hash(int number) {
        return "%06x".formatted(number) + "0".repeat(58);
    }

    private void add(int from, int to) {
        for (int i = from; i < to; i++) {
            stored.with(NAME, manifest(hash(i)));
        }
    }

    @Test
    void keepsFullHashAndLatestWithoutRequest() {
        assertThat(TopHashResolver.resolve(stored, CALLER, NAME, hash(1))).isEqualTo(hash(1));
        assertThat(TopHashResolver.resolve(stored, CALLER, NAME, "latest")).isEqualTo("latest");
        assertThat(stored.asked).isEmpty();
    }

    @Test
    void completesUniquePrefixOnAnyPage() {
        add(0, 250);

        assertThat(TopHashResolver.resolve(stored, CALLER, NAME, "000001")).isEqualTo(hash(1));
        assertThat(stored.asked).hasSize(3);
    }

    @Test
    void refusesAmbiguousPrefix() {
        stored.with(NAME, manifest("abcdef" + "0".repeat(58))).with(NAME, manifest("abcdef" + "1".repeat(58)));

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> TopHashResolver.resolve(stored, CALLER, NAME, "abcdef"))
                .withMessage("Several revisions of `n/p` begin with `abcdef`; send more of its digits.");
    }

    @Test
    void reportsPrefixOfNoRevisionAsMissing() {
        add(0, 3);

        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> TopHashResolver.resolve(stored, CALLER, NAME, "ffffff"))
                .withMessageContaining("begins with `ffffff`")
                .extracting(Failure::bucket)
                .isEqualTo("bucket-1");
    }

    @Test
    void findsUniquePrefixAmongNewestRevisionsInOneRequest() {
        add(0, 250);

        assertThat(TopHashResolver.findAmongNewest(stored, CALLER, NAME, "0000f9"))
                .contains(hash(249));
        assertThat(stored.asked).hasSize(1);
        assertThat(TopHashResolver.findAmongNewest(stored, CALLER, NAME, "000001"))
                .isEmpty();
        assertThat(TopHashResolver.findAmongNewest(stored, CALLER, NAME, "0000"))
                .isEmpty();
        assertThat(stored.asked).hasSize(3);
    }

    @Test
    void refusesPrefixInTooLongHistory() {
        add(0, 2001);

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> TopHashResolver.resolve(stored, CALLER, NAME, "000001"))
                .withMessageContaining("more than 2,000 revisions");
    }
}
