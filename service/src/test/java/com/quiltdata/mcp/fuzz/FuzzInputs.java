package com.quiltdata.mcp.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Mutates the inputs of a corpus by a target's words; the same seed makes the same inputs. */
final class FuzzInputs {
    private static final int MAX_LENGTH = 8_192;
    private static final int MAX_CHANGES = 6;
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9A-Fa-f]{2})|(.))");

    /** What breaks parsers of every kind. */
    private static final List<String> NASTY = List.of(
            "\0",
            "\n",
            "\r\n",
            "\t",
            " ",
            "\u00a0",
            "\u202e",
            "\u2028",
            "\ufeff",
            "\u200b",
            "é",
            "e\u0301",
            "ß",
            "İ",
            "ſ",
            "K",
            "😀",
            "%",
            "%00",
            "%2F",
            "%2e%2e",
            "%0A",
            "%C0%AF",
            "%ff",
            "..",
            "/../",
            "//",
            "\\",
            "\"",
            "'",
            "`",
            "<",
            ">",
            "&",
            "=",
            "?",
            "#",
            "@",
            ":",
            ";",
            ",",
            "+",
            "*",
            "~",
            "|",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "0",
            "-1",
            "-0",
            "1e999",
            "1E-400",
            "9223372036854775808",
            "99999999999999999999999999",
            "NaN",
            "Infinity",
            "0x7fffffff",
            "null",
            "true",
            "false",
            "${x}",
            "{{x}}",
            "%s%n",
            "../../etc/passwd");

    private final List<byte[]> corpus;
    private final List<byte[]> words;
    private final SplittableRandom random;

    FuzzInputs(List<byte[]> corpus, String dictionary, long seed) {
        this.corpus = corpus;
        this.words = Stream.concat(NASTY.stream().map(it -> it.getBytes(StandardCharsets.UTF_8)), words(dictionary))
                .toList();
        this.random = new SplittableRandom(seed);
    }

    /** Returns the words of a dictionary as libFuzzer reads it: each line one in double quotes, with escapes as in C. */
    private static Stream<byte[]> words(String dictionary) {
        return dictionary
                .lines()
                .map(String::strip)
                .filter(it -> it.startsWith("\""))
                .map(it -> ESCAPE.matcher(it.substring(1, it.length() - 1))
                        .replaceAll(one -> one.group(1) == null
                                ? Matcher.quoteReplacement(one.group(2))
                                : Matcher.quoteReplacement(
                                        String.valueOf((char) HexFormat.fromHexDigits(one.group(1))))))
                .map(it -> it.getBytes(StandardCharsets.UTF_8));
    }

    byte[] next() {
        var input = one(corpus);
        for (var changes = 1 + random.nextInt(MAX_CHANGES); changes > 0; changes--) {
            input = changed(input);
        }
        return input.length <= MAX_LENGTH ? input : Arrays.copyOf(input, MAX_LENGTH);
    }

    private byte[] changed(byte[] input) {
        var from = random.nextInt(input.length + 1);
        var to = Math.min(input.length, from + length());
        return switch (random.nextInt(10)) {
            case 0 -> spliced(input, from, to, new byte[0]);
            case 1, 2, 3 -> spliced(input, from, from, one(words));
            case 4, 5 -> spliced(input, from, to, one(words));
            case 6 -> spliced(input, from, from, repeated(Arrays.copyOfRange(input, from, to)));
            case 7 ->
                spliced(input, from, from + Math.min(1, input.length - from), new byte[] {(byte) random.nextInt(256)});
            case 8 -> {
                var other = one(corpus);
                var start = random.nextInt(other.length + 1);
                yield spliced(
                        input,
                        from,
                        to,
                        Arrays.copyOfRange(other, start, Math.min(other.length, start + length() * 4)));
            }
            default -> {
                var at = random.nextInt(input.length + 1);
                yield spliced(input, at, at, Arrays.copyOfRange(input, from, to));
            }
        };
    }

    /** Returns a length that is mostly small. */
    private int length() {
        return 1 + random.nextInt(1 + random.nextInt(1 + random.nextInt(64)));
    }

    private byte[] repeated(byte[] part) {
        var times = 1 << random.nextInt(random.nextInt(40) == 0 ? 12 : 5);
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < times && out.size() < MAX_LENGTH; i++) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private byte[] one(List<byte[]> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static byte[] spliced(byte[] input, int from, int to, byte[] inserted) {
        var result = new byte[from + inserted.length + input.length - to];
        System.arraycopy(input, 0, result, 0, from);
        System.arraycopy(inserted, 0, result, from, inserted.length);
        System.arraycopy(input, to, result, from + inserted.length, input.length - to);
        return result;
    }

    /** Returns these inputs and an empty one, which every corpus has. */
    static List<byte[]> withEmpty(List<byte[]> inputs) {
        var all = new ArrayList<>(inputs);
        all.add(new byte[0]);
        return all;
    }
}
