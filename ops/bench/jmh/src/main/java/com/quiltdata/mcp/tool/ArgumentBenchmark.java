package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;
import io.dropwizard.jersey.validation.Validators;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Checking arguments against the schema, and binding them to the input record. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ArgumentBenchmark {
    private final ArgumentDecoder<Input> decoder =
            new ArgumentDecoder<>(Input.class, List.of(), PageAddresses.NONE, Validators.newValidator());
    private final ObjectNode arguments = JsonNodeFactory.instance
            .objectNode()
            .put("bucket", "quilt-example")
            .put("prefix", "data/")
            .put("max_keys", 100);

    record Input(
            @Doc("Bucket name") String bucket,
            @Doc("Start of the keys") @Nullable String prefix,
            @Doc("Maximum number") @Default("100") @Min(1) @Max(1000) int maxKeys,
            @Doc("Whether versions are listed") @Default("false") boolean versions) {}

    private final ObjectNode wrong = JsonNodeFactory.instance
            .objectNode()
            .put("prefix", 7)
            .put("max_kyes", 100);

    @Benchmark
    public Object decode() {
        return decoder.decode(arguments);
    }

    @Benchmark
    public Object refuse() {
        try {
            return decoder.decode(wrong);
        } catch (Failure e) {
            return e;
        }
    }
}
