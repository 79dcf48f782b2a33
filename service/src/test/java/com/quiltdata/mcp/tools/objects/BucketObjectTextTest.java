package com.quiltdata.mcp.tools.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketObjectTextTest {
    private final MemoryObjects objects = new MemoryObjects();

    private BucketObjectText.Output text(int maxBytes, String encoding, long offset) {
        return new BucketObjectText(objects)
                .call(new BucketObjectText.Input("s3://bucket-1/k", maxBytes, encoding, offset), Calls.any());
    }

    @Test
    void readsCompleteObjectWithoutANote() {
        objects.with("bucket-1", "k", "héllo");

        var answer = text(100, "utf-8", 0);

        assertThat(answer.text()).isEqualTo("héllo");
        assertThat(answer.bytesRead()).isEqualTo(6);
        assertThat(answer.truncated()).isFalse();
        assertThat(answer.note()).isNull();
        assertThat(answer.replacedCharacters()).isNull();
    }

    @Test
    void readsEmptyObjectAsEmptyText() {
        objects.with("bucket-1", "k", "");

        assertThat(text(100, "utf-8", 0).text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 1", "4, 4", "5, 4", "7, 4", "8, 8"})
    void neverSplitsACharacter(int maxBytes, int bytesRead) {
        objects.with("bucket-1", "k", "a€😀z");

        var answer = text(maxBytes, "utf-8", 0);

        assertThat(answer.bytesRead()).isEqualTo(bytesRead);
        assertThat(answer.text()).doesNotContain("\uFFFD");
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.replacedCharacters()).isNull();
    }

    @Test
    void readsTheCompleteObjectByFollowingTheNotes() {
        var whole = "añ€😀-".repeat(50);
        objects.with("bucket-1", "k", whole);
        var read = new StringBuilder();
        BucketObjectText.Output answer;
        long offset = 0;
        do {
            answer = text(17, "utf-8", offset);
            read.append(answer.text());
            offset += answer.bytesRead();
            if (answer.truncated()) {
                assertThat(answer.note()).contains("offset=" + offset, "versionId=v1");
            }
        } while (answer.truncated());

        assertThat(read).hasToString(whole);
    }

    @Test
    void asksForMoreBytesThanPartOfACharacter() {
        objects.with("bucket-1", "k", "€€");

        assertThat(text(2, "utf-8", 0).note()).contains("max_bytes");
    }

    @Test
    void replacesAndCountsInvalidBytes() {
        objects.with("bucket-1", "k", "caf\u00e9 au lait".getBytes(StandardCharsets.ISO_8859_1));

        var answer = text(100, "utf-8", 0);

        assertThat(answer.text()).isEqualTo("caf\uFFFD au lait");
        assertThat(answer.replacedCharacters()).isEqualTo(1);
        assertThat(answer.note()).contains("latin-1");
    }

    @Test
    void replacesAnIncompleteCharacterAtTheEnd() {
        objects.with("bucket-1", "k", new byte[] {'a', (byte) 0xE2, (byte) 0x82});

        assertThat(text(100, "utf-8", 0).text()).isEqualTo("a\uFFFD");
    }

    @Test
    void notesThatContentIsBinary() {
        objects.with("bucket-1", "k", new byte[] {'P', 'K', 3, 4, 0, 0, 0});

        assertThat(text(100, "utf-8", 0).note()).contains("bucket_object_fetch");
    }

    /** Of a megabyte of binary content a model gets a sentence and a few bytes, not a megabyte of noise. */
    @ParameterizedTest
    @CsvSource({"utf-8", "latin-1", "cp1252"})
    void showsLittleOfBinaryContentAndSaysSoFirst(String encoding) {
        var content = new byte[100_000];
        new Random(1).nextBytes(content);
        objects.with("bucket-1", "k", content);

        var answer = text(100_000, encoding, 0);

        assertThat(answer.text().length()).isBetween(1, 256);
        assertThat(answer.bytesRead()).isBetween(250, 256);
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.size()).isEqualTo(100_000);
        assertThat(answer.note()).contains("binary", "bucket_object_fetch").doesNotContain("offset=");
        var fields = Arrays.stream(BucketObjectText.Output.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(fields.indexOf("note")).isLessThan(fields.indexOf("text"));
    }

    @Test
    void asksForTheEncodingOfTextInAnother() {
        objects.with("bucket-1", "k", "hello ".repeat(1000).getBytes(StandardCharsets.UTF_16));

        assertThat(text(100_000, "utf-8", 0).note()).contains("utf-16");
        assertThat(text(100_000, "utf-16", 0).text()).isEqualTo("hello ".repeat(1000));
    }

    /** One stray NUL in a log does not hide the log. */
    @Test
    void readsTextWithFewOddCharactersWhole() {
        var log = "line\n".repeat(1000) + "\0" + "\u001b[31mred\u001b[0m\n".repeat(1000);
        objects.with("bucket-1", "k", log);

        var answer = text(100_000, "utf-8", 0);

        assertThat(answer.text()).isEqualTo(log);
        assertThat(answer.note()).contains("looks binary");
    }

    @ParameterizedTest
    @CsvSource({"latin-1", "ISO-8859-1", "latin1", "cp1252"})
    void acceptsPythonsNamesOfEncodings(String encoding) {
        objects.with("bucket-1", "k", "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(text(100, encoding, 0).text()).isEqualTo("café");
    }

    @ParameterizedTest
    @CsvSource({"klingon", "''", "a b", "-"})
    void refusesUnknownEncodingWithoutAnyRequest(String encoding) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> text(100, encoding, 0))
                .withMessageContaining("utf-8, latin-1");
        assertThat(objects.asked).isEmpty();
    }
}
