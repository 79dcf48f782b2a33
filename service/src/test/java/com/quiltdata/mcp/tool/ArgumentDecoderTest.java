package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tool.SampleTools.Input;
import com.quiltdata.mcp.tool.SampleTools.Tone;
import io.dropwizard.jersey.validation.Validators;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArgumentDecoderTest {
    private final ArgumentDecoder<Input> decoder =
            new ArgumentDecoder<>(Input.class, List.of(), PageAddresses.NONE, Validators.newValidator());

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) ToolJson.MAPPER.readTree(text);
    }

    @Test
    void fillsInDefaultsOfAbsentAndNullArguments() throws Exception {
        var input = decoder.decode(json("{\"who\":\"Ada\",\"shout\":null,\"big_number\":null}"));
        assertThat(input).isEqualTo(new Input("Ada", 3, true, Tone.POLITE, null, null, null, List.of(), null));
    }

    @Test
    void fillsInDefaultsOfNestedRecords() throws Exception {
        var input = decoder.decode(json("{\"who\":\"Ada\",\"items\":[{\"key\":\"k\"}]}"));
        assertThat(input.items()).containsExactly(new SampleTools.Item("k", "utf-8", null));
    }

    @Test
    void convertsStringsToNumbersAndBooleans() throws Exception {
        var input = decoder.decode(json("{\"who\":\"Ada\",\"how_often\":\"5\",\"shout\":\"False\",\"ratio\":\"0.5\"}"));
        assertThat(input.howOften()).isEqualTo(5);
        assertThat(input.shout()).isFalse();
        assertThat(input.ratio()).isEqualTo(0.5);
    }

    @Test
    void readsEnumsByLowerCaseName() throws Exception {
        assertThat(decoder.decode(json("{\"who\":\"A\",\"tone\":\"very_loud\"}"))
                        .tone())
                .isEqualTo(Tone.VERY_LOUD);
    }

    @Test
    void readsRenamedComponentsByWireName() throws Exception {
        assertThat(decoder.decode(json("{\"who\":\"A\",\"camelCase\":\"x\"}")).renamed())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}| `who` is missing: send a string",
                "{\"who\":7}| `who` must be a string, not 7",
                "{\"who\":\"A\",\"how_often\":\"many\"}| `how_often` must be an integer, not \"many\"",
                "{\"who\":\"A\",\"how_often\":3.7}| `how_often` must be an integer, not 3.7",
                "{\"who\":\"A\",\"how_often\":2147483648}| `how_often` must be an integer from 1 to 10, not 2147483648",
                "{\"who\":\"A\",\"how_often\":\"-2147483649\"}| `how_often` must be an integer from 1 to 10, not \"-2147483649\"",
                "{\"who\":\"A\",\"how_often\":1e300}| `how_often` must be an integer from 1 to 10, not 1.0E300",
                "{\"who\":\"A\",\"big_number\":9223372036854775808}| `big_number` must be an integer from -9223372036854775808 to 9223372036854775807",
                "{\"who\":\"A\",\"shout\":1}| `shout` must be true or false, not 1",
                "{\"who\":\"A\",\"tone\":\"rude\"}| `tone` must be one of polite, very_loud, not \"rude\"",
                "{\"who\":\"A\",\"metadata\":[1]}| `metadata` must be an object, not an array",
                "{\"who\":\"A\",\"items\":{\"key\":\"k\"}}| `items` must be an array, not an object",
                "{\"who\":\"A\",\"items\":[{\"key\":1}]}| `items[0].key` must be a string",
                "{\"who\":\"A\",\"items\":[\"x\"]}| `items[0]` must be an object, not \"x\"",
                "{\"who\":\"A\",\"items\":[{\"key\":\"k\",\"bad\":1}]}| unknown argument `items[0].bad`",
                "{\"who\":\"A\",\"\\u0008ad\":1}| unknown argument `?ad`",
                "{\"who\":\"A\",\"whom\":1}| unknown argument `whom` (did you mean `who`?); known arguments: who, how_often",
                "{\"who\":\"A\",\"b\":1,\"a\":1}| unknown arguments `b`, `a`; known arguments: who, how_often",
                "{\"who\":\"\"}| `who` size must be between 1 and 20",
                "{\"who\":\"A\",\"how_often\":11}| `how_often` must be less than or equal to 10",
            })
    void reportsInvalidArguments(String arguments, String sentence) {
        assertThatThrownBy(() -> decoder.decode(json(arguments)))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageStartingWith("Invalid arguments: ")
                .hasMessageContaining(sentence.strip())
                .hasMessageEndingWith(".");
    }

    @Test
    void namesInvalidFieldsOfItems() throws Exception {
        record Pair(@Size(max = 1) String firstName) {}
        record Pairs(List<@Valid Pair> items) {}
        var pairs = new ArgumentDecoder<>(Pairs.class, List.of(), PageAddresses.NONE, Validators.newValidator());
        var arguments = json("{\"items\":[{\"first_name\":\"A\"},{\"first_name\":\"Ada\"}]}");
        assertThatThrownBy(() -> pairs.decode(arguments))
                .hasMessage("Invalid arguments: `items[1].first_name` size must be between 0 and 1.");
    }

    /** Also for the audit log, which shows addresses of pages as "?". */
    @Test
    void resolvesAddressesOfPages() throws Exception {
        record Reading(String uri) {}
        var pages = new PageAddresses(text -> text.replace("page", "s3://b/k"));
        var reading = new ArgumentDecoder<>(Reading.class, List.of(), pages, Validators.newValidator());
        assertThat(reading.decode(json("{\"uri\":\"page\"}"))).isEqualTo(new Reading("s3://b/k"));
        assertThat(reading.sent(json("{\"uri\":\"page\"}"))).isEqualTo(json("{\"uri\":\"s3://b/k\"}"));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
    void acceptsTheSmallestAndTheLargestInteger(long number) throws Exception {
        assertThat(decoder.decode(json("{\"who\":\"A\",\"big_number\":" + number + "}"))
                        .bigNumber())
                .isEqualTo(number);
    }

    @Test
    void reportsAllFaultsAtOnce() {
        assertThatThrownBy(() -> decoder.decode(json("{\"how_often\":\"x\",\"y\":1}")))
                .hasMessageContaining("`who`")
                .hasMessageContaining("`how_often`")
                .hasMessageContaining("`y`");
    }

    @Test
    void namesTenOfManyUnknownArguments() throws Exception {
        var arguments = json("{\"who\":\"A\"}");
        IntStream.range(0, 100_000).forEach(i -> arguments.put("unknown" + i, i));
        assertThatThrownBy(() -> assertTimeout(Duration.ofSeconds(2), () -> decoder.decode(arguments)))
                .hasMessageContaining("`unknown0`, `unknown1`")
                .hasMessageContaining("`unknown9` and 99,990 more; known arguments: who")
                .hasMessageNotContaining("unknown10");
    }

    @Test
    void namesAllOfTenUnknownArguments() throws Exception {
        var arguments = json("{\"who\":\"A\"}");
        IntStream.range(0, 10).forEach(i -> arguments.put("unknown" + i, i));
        assertThatThrownBy(() -> decoder.decode(arguments)).hasMessageContaining("`unknown9`; known arguments: who");
    }

    @Test
    void reportsTenOfManyFaults() throws Exception {
        var arguments = json("{\"who\":\"A\"}");
        IntStream.range(0, 100_000).forEach(arguments.putArray("items")::add);
        assertThatThrownBy(() -> assertTimeout(Duration.ofSeconds(2), () -> decoder.decode(arguments)))
                .hasMessageContaining("`items[9]` must be an object, not 9; and 99,990 more.")
                .hasMessageNotContaining("items[10]");
    }

    @Test
    void shortensTheNameOfAnUnknownArgument() throws Exception {
        var arguments = json("{\"who\":\"A\"}").put("n".repeat(10_000), 1);
        assertThatThrownBy(() -> decoder.decode(arguments))
                .hasMessageContaining("unknown argument `" + "n".repeat(40) + "…`;");
    }

    @Test
    void doesNotModifyItsInput() throws Exception {
        var text = "{\"who\":\"A\",\"how_often\":\"5\",\"items\":[{\"key\":\"k\"}]}";
        var arguments = json(text);
        decoder.decode(arguments);
        assertThat(arguments).isEqualTo(json(text));
    }
}
