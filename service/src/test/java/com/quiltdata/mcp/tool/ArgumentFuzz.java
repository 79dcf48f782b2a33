package com.quiltdata.mcp.tool;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.Everything;
import com.quiltdata.mcp.catalog.CatalogPageUrl;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.fuzz.Sentences;
import com.quiltdata.mcp.rpc.Codec;
import io.dropwizard.jersey.validation.Validators;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Arguments of every tool: the first line names it. They become its input, or one sentence. */
public final class ArgumentFuzz {
    private static final Codec CODEC = new Codec(1 << 20);
    private static final CatalogSite SITE = CatalogSite.parse("https://quilt.example.com");
    private static final Map<String, ArgumentDecoder<?>> DECODERS = decoders();
    private static final List<String> NAMES = List.copyOf(DECODERS.keySet());

    private ArgumentFuzz() {}

    private static Map<String, ArgumentDecoder<?>> decoders() {
        var decoders = new LinkedHashMap<String, ArgumentDecoder<?>>();
        var validator = Validators.newValidator();
        var pages = new PageAddresses(text ->
                CatalogPageUrl.of(SITE, text.strip()).map(CatalogPageUrl::uri).orElse(text));
        for (var tool : Everything.inventory().tools()) {
            if (!(tool instanceof RawTool)) {
                var spec = tool.spec();
                decoders.put(
                        spec.name(),
                        new ArgumentDecoder<>(spec.input(), Confirmation.arguments(spec), pages, validator));
            }
        }
        return decoders;
    }

    public static void check(String text) {
        var end = text.indexOf('\n');
        var name = end < 0 ? text : text.substring(0, end);
        var arguments = parsed(end < 0 ? "" : text.substring(end + 1));
        if (arguments != null) {
            // An unknown name selects some tool, so that arguments move from one to another.
            var known = DECODERS.containsKey(name) ? name : NAMES.get(Math.floorMod(name.hashCode(), NAMES.size()));
            check(Objects.requireNonNull(DECODERS.get(known)), arguments);
        }
    }

    private static @Nullable ObjectNode parsed(String json) {
        try {
            return CODEC.object(json.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void check(ArgumentDecoder<?> decoder, ObjectNode arguments) {
        var before = arguments.deepCopy();
        decoder.sent(arguments);
        try {
            var input = decoder.decode(arguments);
            require(input.equals(decoder.decode(before)), "another input: %s", input);
        } catch (Failure.Invalid e) {
            Sentences.check(e.sentence(), arguments.toString());
        }
        require(arguments.equals(before), "the arguments were changed to %s", arguments);
    }
}
