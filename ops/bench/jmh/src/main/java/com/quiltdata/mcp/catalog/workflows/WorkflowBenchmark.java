package com.quiltdata.mcp.catalog.workflows;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Compiling a workflow's JSON Schema of the entries, and checking entries against it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class WorkflowBenchmark {
    private static final byte[] SCHEMA = """
            {"$schema":"http://json-schema.org/draft-07/schema#","type":"array","items":{"type":"object",\
            "required":["logical_key","size"],"properties":{"logical_key":{"type":"string","pattern":"^data/"},\
            "size":{"type":"integer","minimum":1},"meta":{"type":"object","properties":{"stage":{"enum":["raw","final"]},\
            "year":{"type":"integer","minimum":1900,"maximum":2100}},"additionalProperties":false}}}}"""
            .getBytes(StandardCharsets.UTF_8);

    /** The number of entries. */
    @Param({"1", "100"})
    public int entries;

    private final WorkflowSchema schema = WorkflowSchema.parse("entries", "s3://bucket/entries.json", SCHEMA);
    private final ArrayNode document = JsonNodeFactory.instance.arrayNode();

    /** Makes the entries, and makes sure that they are valid. */
    @Setup
    public void fill() {
        for (var i = 0; i < entries; i++) {
            var entry = document.addObject();
            entry.put("logical_key", "data/file-%d.csv".formatted(i)).put("size", i + 1);
            entry.putObject("meta").put("stage", "raw").put("year", 2026);
        }
        if (!validate().isEmpty()) {
            throw new IllegalStateException(validate());
        }
    }

    @Benchmark
    public Object compile() {
        return WorkflowSchema.parse("entries", "s3://bucket/entries.json", SCHEMA);
    }

    @Benchmark
    public String validate() {
        return schema.faults(document, _ -> true);
    }
}
