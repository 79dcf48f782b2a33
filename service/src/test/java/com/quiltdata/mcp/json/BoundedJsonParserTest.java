package com.quiltdata.mcp.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
final class BoundedJsonParserTest {
    private static final BoundedJsonParser REQUESTS = BoundedJsonParser.requests(8 << 20);

    /** Names that are slow to find. */
    private static final List<String> COLLIDING = CollidingNames.ofBytes(2000);

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String array(int count, String item) {
        return "[" + String.join(",", Collections.nCopies(count, item)) + "]";
    }

    static Stream<BoundedJsonParser> variants() {
        return Stream.of(REQUESTS, BoundedJsonParser.REGISTRY, BoundedJsonParser.MANIFEST, BoundedJsonParser.DOCUMENT);
    }

    /** How many of 1,000 harmless texts fail after the hostile ones. */
    private static int failuresAfterCollisions(Reader reader) {
        for (int from = 0; from < COLLIDING.size(); from += 400) {
            fails(reader, CollidingNames.object(COLLIDING.subList(from, from + 400)));
        }
        fails(reader, CollidingNames.object(COLLIDING));
        fails(reader, CollidingNames.object(CollidingNames.ofCharacters()));
        return IntStream.range(0, 1000)
                .map(i -> fails(reader, "{\"innocent" + i + "\":1}") ? 1 : 0)
                .sum();
    }

    private interface Reader {
        JsonNode read(byte[] text) throws IOException, UnreadableJsonException;
    }

    private static boolean fails(Reader reader, String text) {
        try {
            reader.read(bytes(text));
            return false;
        } catch (IOException | UnreadableJsonException | RuntimeException e) {
            return true;
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void collidingNamesDoNotAffectLaterTexts(BoundedJsonParser json) {
        assertThat(failuresAfterCollisions(json::read)).isZero();
        assertThat(failuresAfterCollisions(text -> json.read(new String(text, UTF_8))))
                .isZero();
        assertThat(failuresAfterCollisions(
                        json.mapper().build().reader()::readTree)) // what is built on the door's mapper is as safe
                .isZero();
    }

    /** Each mapper has a seed of its own, so that one alone may be spared. */
    @Test
    void collidingNamesAffectLaterTextsOfDefaultMappers() {
        var mappers = Stream.generate(() -> JsonMapper.builder().build()).limit(20);
        assertThat(mappers.map(mapper -> failuresAfterCollisions(mapper::readTree)))
                .as("otherwise these names prove nothing")
                .anyMatch(failures -> failures > 0);
    }

    @Test
    void readsTheLargestPackageThatOneRequestCarries() throws Exception {
        var entries = IntStream.range(0, 50_000)
                .mapToObj(i ->
                        "\"data/plate-%05d.csv\":{\"type\":\"uri\",\"uri\":\"s3://quilt-example/data/plate-%05d.csv\",\"meta\":{\"well\":\"A1\",\"run\":%d,\"ok\":true}}"
                                .formatted(i, i, i))
                .collect(Collectors.joining(",", "{\"entries\":{", "}}"));
        assertThat(REQUESTS.read(bytes(entries)).path("entries")).hasSize(50_000);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void refusesMillionsOfValuesBeforeItBuildsThem(BoundedJsonParser json) {
        var bomb = bytes(array(2_700_000, "{}"));
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> json.read(bomb))
                .isInstanceOfSatisfying(
                        UnreadableJsonException.class,
                        e -> assertThat(e.tooLarge()).isTrue())
                .hasMessageMatching("holds more than (1,000,000|4,000,000|250,000) values and names");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    }

    @Test
    void doesNotCountBracketsInStrings() throws Exception {
        var text = "{},:[]\\\"".repeat(300_000);
        assertThat(REQUESTS.read(bytes("[\"" + text + "\"]")).get(0).textValue())
                .isEqualTo(text.replace("\\\"", "\""));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(array(600_000, "1") + " ".repeat(70_000) + array(1, "x"), "is not one JSON value"),
                Arguments.of("[".repeat(101) + "]".repeat(101), "is nested more than 100 levels deep"),
                Arguments.of("{\"" + "n".repeat(10_001) + "\":1}", "holds a name of more than 10,000 characters"),
                Arguments.of("[1" + "0".repeat(1000) + "]", "holds a number of more than 1,000 digits"),
                Arguments.of("[1." + "0".repeat(1000) + "1]", "holds a number of more than 1,000 digits"),
                Arguments.of("{\"a\":1,\"a\":2}", "holds an object with the same name twice"),
                Arguments.of("{\"a\":[{\"b\":1,\"b\":2}]}", "holds an object with the same name twice"),
                Arguments.of("{} {}", "is not one JSON value"),
                Arguments.of("{'a':1}", "is not one JSON value"),
                Arguments.of("[NaN]", "is not one JSON value"),
                Arguments.of("{", "is not one JSON value"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesARequestAndSaysWhy(String text, String reason) {
        assertThatThrownBy(() -> REQUESTS.read(bytes(text)))
                .hasMessage(reason)
                .isInstanceOf(UnreadableJsonException.class);
    }

    @Test
    void refusesStringsLongerThanABody() {
        assertThatThrownBy(() -> BoundedJsonParser.requests(10).read(bytes("[\"" + "x".repeat(11) + "\"]")))
                .hasMessage("holds a string of more than 10 characters");
    }

    static Stream<byte[]> otherEncodings() {
        return Stream.of(
                        Stream.of(UTF_16, UTF_16BE, Charset.forName("UTF-32"), Charset.forName("UTF-16LE"))
                                .map("{\"a\":\"b\"}"::getBytes),
                        Stream.of("\"\u00FF\"", "\"\u00C3(\"", "\"\u00ED\u00A0\u0080\"", "\"\u00C0\u0080\"")
                                .map(text -> text.getBytes(Charset.forName("ISO-8859-1"))))
                .flatMap(it -> it);
    }

    @ParameterizedTest
    @MethodSource("otherEncodings")
    void refusesEverythingButUtf8(byte[] text) {
        assertThat(variants().toList())
                .allSatisfy(
                        json -> assertThatThrownBy(() -> json.read(text)).isInstanceOf(UnreadableJsonException.class));
    }

    @Test
    void refusesBrokenUtf8FarIntoALongText() {
        var text = bytes("[\"" + "x".repeat(100_000) + "\"]");
        text[90_000] = (byte) 0xFF;
        assertThatThrownBy(() -> REQUESTS.read(text)).hasMessage("is not UTF-8");
    }

    @Test
    void skipsAByteOrderMark() throws Exception {
        assertThat(REQUESTS.read(bytes("\uFEFF{\"a\":\"\u00E9\"}")).path("a").textValue())
                .isEqualTo("\u00E9");
    }

    @Test
    void readsEmptyTextAsMissingNode() throws Exception {
        assertThat(REQUESTS.read(bytes(" \n")).isMissingNode()).isTrue();
    }

    @Test
    void sourcesDifferInNumbersAndDuplicates() throws Exception {
        assertThat(BoundedJsonParser.REGISTRY.read(bytes("1.10")).decimalValue())
                .isEqualTo(new BigDecimal("1.10"));
        assertThat(BoundedJsonParser.MANIFEST.read(bytes("NaN")).doubleValue()).isNaN();
        assertThat(BoundedJsonParser.DOCUMENT
                        .read("{\"a\":1,\"a\":2}")
                        .path("a")
                        .intValue())
                .isEqualTo(2);
        assertThat(List.of(BoundedJsonParser.REGISTRY, BoundedJsonParser.DOCUMENT))
                .allSatisfy(json ->
                        assertThatThrownBy(() -> json.read(bytes("NaN"))).isInstanceOf(UnreadableJsonException.class));
    }

    @Test
    void readsManyNamesWithTheSameHashQuickly() {
        var names = IntStream.range(0, 1 << 14)
                .mapToObj(bits -> IntStream.range(0, 14)
                        .mapToObj(at -> (bits >> at & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining()))
                .toList();
        assertThatNoException().isThrownBy(() -> REQUESTS.read(bytes(CollidingNames.object(names))));
    }

    @Test
    void reasonContainsNothingOfTheText() {
        assertThatThrownBy(() -> REQUESTS.read(bytes("{\"secret\":1,\"secret\":2}")))
                .hasMessageNotContaining("secret")
                .hasNoCause()
                .isNotInstanceOf(JsonProcessingException.class);
    }
}
