package com.quiltdata.mcp.catalog.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.objects.BucketRights.Level;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketRightsTest {
    private final Failure refused = new Failure.Denied("Your role is not allowed to write here.", "b-1");

    @Test
    void namesBucketsThatTheCallerMayWriteToInstead() {
        var rights = new BucketRights("reader", List.of(), Level.READ);

        assertThat(rights.explain(refused, List.of("b-2", "b-3")))
                .hasMessageContaining("the catalog lets you read bucket `b-1` but not write to it")
                .hasMessageEndingWith(" You may write to: `b-2`, `b-3`.");
        assertThat(rights.explain(refused, List.of())).hasMessageNotContaining("You may write to");
    }

    @Test
    void namesAtMostFiveOtherBuckets() {
        var many = IntStream.range(0, 9).mapToObj(i -> "b-" + i).toList();

        assertThat(new BucketRights("reader", List.of(), Level.READ).explain(refused, many))
                .hasMessageEndingWith(" You may write to: `b-0`, `b-1`, `b-2`, `b-3`, `b-4`.");
    }
}
