package com.quiltdata.mcp.rpc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Reading a request of some size, and writing a tree of it as bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class CodecBenchmark {
    /** The number of entries in the arguments. */
    @Param({"1", "1000"})
    public int entries;

    private final Codec codec = new Codec(8_388_608);
    private final ObjectNode message = JsonNodeFactory.instance.objectNode();
    private byte[] bytes = new byte[0];

    @Setup
    public void fill() {
        message.put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
        var arguments = message.putObject("params").put("name", "package_create").putObject("arguments");
        for (var i = 0; i < entries; i++) {
            arguments.put("data/file-%06d.csv".formatted(i), "s3://quilt-example/data/file-%06d.csv".formatted(i));
        }
        bytes = codec.bytes(message);
        if (!(codec.read(bytes) instanceof Message.Request)) {
            throw new IllegalStateException(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    @Benchmark
    public Message read() {
        return codec.read(bytes);
    }

    @Benchmark
    public byte[] write() {
        return codec.bytes(message);
    }
}
