package com.quiltdata.mcp.tool;

import com.codahale.metrics.MetricRegistry;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import io.dropwizard.jersey.validation.Validators;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Tools that exist for tests of the kit alone. */
public final class SampleTools {
    private SampleTools() {}

    /** A sentence of one enum. */
    public enum Tone {
        POLITE,
        VERY_LOUD
    }

    /** One of several. */
    public record Item(
            @Doc("its key") String key,
            @Default("\"utf-8\"") String encoding,
            @Nullable String text) {}

    /** Arguments of every kind. */
    public record Input(
            @Doc("whom to greet") @Size(min = 1, max = 20) String who,
            @Default("3") @Min(1) @Max(10) int howOften,
            @Default("true") boolean shout,
            @Default("\"polite\"") Tone tone,
            @Nullable Long bigNumber,
            @Nullable Double ratio,
            @Nullable Map<String, Object> metadata,
            @Default("[]") List<@Valid Item> items,
            @Name("camelCase") @Nullable String renamed) {}

    /** What comes back. */
    public record Output(
            String greeting,
            @Nullable String note,
            @Name("iconUrl") @Nullable String icon) {}

    /** No arguments. */
    public record Nothing() {}

    /** A tool with this effect that does what it is told. */
    public static Tool<Input, Output> greeting(String name, Effect effect, BiFunction<Input, Call, Output> behaviour) {
        return new Tool<>() {
            @Override
            public Spec<Input, Output> spec() {
                return new Spec<>(name, "Greeting", effect, "Greets somebody.", Input.class, Output.class);
            }

            @Override
            public Output call(Input in, Call call) {
                return behaviour.apply(in, call);
            }
        };
    }

    /** A tool that greets. */
    public static Tool<Input, Output> greeting() {
        return greeting("greet", Effect.READ, (in, _) -> new Output("hello " + in.who(), null, null));
    }

    /** A runner of that tool alone, within these limits. */
    static Runner runner(Tool<?, ?> tool, Limits limits) {
        return new Runner(
                new Inventory(List.of(new Toolset("sample", List.of(tool)))),
                limits,
                Validators.newValidator(),
                new Meters(MetricsLevel.STANDARD, new MetricRegistry()),
                _ -> {});
    }
}
