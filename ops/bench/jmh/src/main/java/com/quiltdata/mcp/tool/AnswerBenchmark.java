package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.auth.Caller;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Encoding an output of some items, and fitting it into the budget. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class AnswerBenchmark {
    /** The number of items. */
    @Param({"1", "100"})
    public int items;

    private final ResultBudget budget =
            new ResultBudget(new Limits(Duration.ofSeconds(30), 768, 256, Integer.MAX_VALUE, 33_554_432));
    private final Caller caller = Caller.of("bench");

    record Item(String key, long size, String lastModified) {}

    record Output(List<Item> objects, int count, boolean truncated) {}

    @Benchmark
    public Object fit() {
        var objects = IntStream.range(0, items)
                .mapToObj(i -> new Item("data/folder/file-%d.csv".formatted(i), i, "2026-11-30T12:00:00Z"))
                .toList();
        return budget.fit(caller, new Output(objects, items, false));
    }
}
