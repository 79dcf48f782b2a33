package com.quiltdata.mcp.tools.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.tool.Call;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class BucketSummaryTest {
    private final MemoryObjects objects = new MemoryObjects();

    private BucketSummaryResult summary(String prefix, Call call) {
        return new BucketSummary(objects).call(new BucketSummary.Input("bucket-1", prefix), call);
    }

    private BucketSummaryResult summary(String prefix) {
        return summary(prefix, Calls.any());
    }

    private void with(String key, int size) {
        objects.with("bucket-1", key, new byte[size]);
    }

    private void withMany(String prefix, int count) {
        for (int i = 0; i < count; i++) {
            with("%s%06d.csv".formatted(prefix, i), 1);
        }
    }

    @Test
    void returnsNumbersKindsNewestAndLargest() {
        with("a/1.CSV", 10);
        with("a/2.csv", 20);
        with("a/3.csv", 5);
        with("a/README", 7);
        with("b/x.csv", 1000);

        var summary = summary("a/");

        assertThat(summary.objects()).isEqualTo(4);
        assertThat(summary.bytes()).isEqualTo(42);
        assertThat(summary.kinds())
                .containsExactly(
                        new BucketSummaryResult.Kind("csv", 3, 35), new BucketSummaryResult.Kind("unknown", 1, 7));
        assertThat(summary.otherObjects()).isZero();
        assertThat(summary.largest())
                .extracting(BucketSummaryResult.Item::key)
                .containsExactly("a/2.csv", "a/1.CSV", "a/README");
        assertThat(summary.newest())
                .extracting(BucketSummaryResult.Item::key)
                .containsExactly("a/1.CSV", "a/2.csv", "a/3.csv");
        assertThat(summary.newest().getFirst().lastModified()).isEqualTo(MemoryObjects.NOW);
        assertThat(summary.source()).isEqualTo("scan");
        assertThat(summary.truncated()).isFalse();
        assertThat(summary.note()).isNull();
    }

    @Test
    void summarizesNothingAsNothing() {
        var summary = summary("none/");

        assertThat(summary.objects()).isZero();
        assertThat(summary.truncated()).isFalse();
        assertThat(summary.kinds()).isEmpty();
        assertThat(summary.newest()).isEmpty();
        assertThat(summary.internalOmitted()).isNull();
    }

    @Test
    void countsTheObjectsOfKindsThatAreNotNamed() {
        for (int i = 0; i < 25; i++) {
            with("x.e%02d".formatted(i), 1);
        }
        with("y." + "e".repeat(500), 1);

        var summary = summary("");

        assertThat(summary.kinds()).hasSize(20);
        assertThat(summary.otherObjects()).isEqualTo(6);
        assertThat(summary.objects()).isEqualTo(26);
    }

    @Test
    void saysThatThereAreMoreObjectsThanItScanned() {
        withMany("k", 20_001);
        var reports = new ArrayList<String>();

        var summary = summary("", Calls.reporting(reports));

        assertThat(summary.objects()).isEqualTo(20_000);
        assertThat(summary.truncated()).isTrue();
        assertThat(summary.note()).startsWith("At least 20,000 objects").contains("longer prefix");
        assertThat(objects.asked).hasSize(20);
        assertThat(reports).hasSize(20).first().isEqualTo("1000.0/null 1,000 objects scanned");
        assertThat(summary("k00").objects()).isEqualTo(10_000);
        assertThat(summary("k00").truncated()).isFalse();
    }

    @Test
    void stopsScanningWhenHalfOfTheCallsTimeIsUsed() {
        withMany("k", 2_500);

        var summary =
                summary("", new Call(Caller.of("token-of-somebody"), "request-1", Call.Deadline.in(Duration.ZERO)));

        assertThat(summary.objects()).isEqualTo(1000);
        assertThat(summary.truncated()).isTrue();
        assertThat(summary.note()).startsWith("At least 1,000 objects");
    }

    @Test
    void leavesOutInternalObjectsUnlessThePrefixNamesThem() {
        withMany(".quilt/p", 2_500);
        with("x.csv", 1);

        var summary = summary("");

        assertThat(summary.objects()).isEqualTo(1);
        assertThat(summary.truncated()).isFalse();
        assertThat(summary.internalOmitted()).isEqualTo(1000);
        assertThat(summary.note()).contains("at least 1,000");
        assertThat(objects.asked).hasSize(2);
        assertThat(summary(".quilt/").objects()).isEqualTo(2_500);
    }
}
