package com.quiltdata.mcp.tools.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Limits;
import com.quiltdata.mcp.tool.Result;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Toolset;
import io.dropwizard.jersey.validation.Validators;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

final class S3ObjectListTest {
    private final MemoryObjects objects =
            new MemoryObjects().with("bucket-1", "a/1", "x").with("bucket-1", "a/2", "x");

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = "/")
    void listsOneLevelUnlessAnotherDelimiterIsSent(@Nullable String delimiter) {
        var tool = new S3ObjectList(new ObjectLister(objects, objects));
        var inventory = new Inventory(List.of(new Toolset("buckets", List.of(tool))));
        var limits = new Limits(Duration.ofMinutes(1), 10, 10, 1_000_000, 1 << 25);
        var arguments =
                JsonNodeFactory.instance.objectNode().put("bucket", "bucket-1").put("delimiter", delimiter);

        var result = new Runner(inventory, limits, Validators.newValidator(), Meters.none(), _ -> {})
                .run(tool, arguments, Calls.any());

        assertThat(result)
                .asInstanceOf(type(Result.Success.class))
                .satisfies(
                        success -> assertThat(success.toString()).contains("a/").doesNotContain("a/1"));
    }
}
