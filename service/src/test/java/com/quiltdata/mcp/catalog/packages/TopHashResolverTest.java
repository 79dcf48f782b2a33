package com.quiltdata.mcp.catalog.packages;

import static com.quiltdata.mcp.testing.PackageShelf.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.testing.PackageShelf;
import org.junit.jupiter.api.Test;

class TopHashResolverTest {
    private static final PackageName NAME = new PackageName("bucket-1", "n/p");
    private static final Caller CALLER = Caller.of("t");

    private final PackageShelf shelf = new PackageShelf();

    private static String hash(int number) {
        return "%06x".formatted(number) + "0".repeat(58);
    }

    private void add(int from, int to) {
        for (int i = from; i < to; i++) {
            shelf.with(NAME, manifest(hash(i)));
        }
    }

    @Test
    void aFullHashAndLatestStandForThemselvesWithoutAQuestion() {
        assertThat(TopHashResolver.whole(shelf, CALLER, NAME, hash(1))).isEqualTo(hash(1));
        assertThat(TopHashResolver.whole(shelf, CALLER, NAME, "latest")).isEqualTo("latest");
        assertThat(shelf.asked).isEmpty();
    }

    @Test
    void theFirstDigitsOfOneHashAreThatRevisionOnWhateverPage() {
        add(0, 250);

        assertThat(TopHashResolver.whole(shelf, CALLER, NAME, "000001")).isEqualTo(hash(1));
        assertThat(shelf.asked).hasSize(3);
    }

    @Test
    void theFirstDigitsOfSeveralAreRefused() {
        shelf.with(NAME, manifest("abcdef" + "0".repeat(58))).with(NAME, manifest("abcdef" + "1".repeat(58)));

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> TopHashResolver.whole(shelf, CALLER, NAME, "abcdef"))
                .withMessageContaining("send more of its digits");
    }

    @Test
    void theFirstDigitsOfNoneAreMissing() {
        add(0, 3);

        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> TopHashResolver.whole(shelf, CALLER, NAME, "ffffff"))
                .withMessageContaining("begins with `ffffff`");
    }

    @Test
    void aHistoryTooLongToLookThroughIsNotGuessedAt() {
        add(0, 2001);

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> TopHashResolver.whole(shelf, CALLER, NAME, "000001"))
                .withMessageContaining("more than 2,000 revisions");
    }
}
