package com.quiltdata.mcp.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3UriTest {
    private static final String[] PIECES = {
        "a",
        "Z",
        "9",
        "/",
        "//",
        ".",
        "..",
        " ",
        "+",
        "%",
        "%25",
        "%2",
        "#",
        "?",
        "&",
        "=",
        "é",
        "日本",
        "😀",
        "\u2028",
        "\n",
        "\u007f",
        "'",
        "\"",
        "<",
        "\\",
        "?versionId=x",
        "~",
        "*"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "/a",
                "a/",
                "a//b",
                "a#b.csv",
                "a?b",
                "100%",
                "a%25b",
                "a+b c",
                "é/日本/😀.txt",
                "../x",
                "s3://x"
            })
    void parsesPrintedKeyToItself(String key) {
        assertRoundTrip(new ObjectLocation("some-bucket", key, null));
        assertRoundTrip(new ObjectLocation("some-bucket", key, "v+1/2=&"));
    }

    @Test
    void anyKeyRoundTrips() {
        var random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            var key = new StringBuilder();
            for (int n = 1 + random.nextInt(8); n > 0; n--) {
                key.append(PIECES[random.nextInt(PIECES.length)]);
            }
            assertRoundTrip(new ObjectLocation("some-bucket", key.toString(), random.nextBoolean() ? "v1" : null));
        }
    }

    private static void assertRoundTrip(ObjectLocation object) {
        var printed = S3Uri.print(object);
        assertThat(printed).matches("[!-~]+");
        assertThat(S3Uri.parse(printed)).isEqualTo(object);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3://b-1/x#y.csv | x#y.csv",
                "s3://b-1/a b | a b",
                "s3://b-1/a+b | a+b",
                "s3://b-1/caf\u00e9 | caf\u00e9",
                "s3://b-1/%E2%82%AC | \u20ac",
                "s3://b-1/a%2525 | a%25"
            })
    void keepsUnencodedCharacters(String uri, String key) {
        assertThat(S3Uri.parse(uri)).isEqualTo(new ObjectLocation("b-1", key, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://b-1.s3.amazonaws.com/a/x.csv | a/x.csv |",
                "https://b-1.s3.eu-west-1.amazonaws.com/a+b%2Bc.csv | a b+c.csv |",
                "https://b-1.s3-us-west-2.amazonaws.com/x#top | x |",
                "https://b-1.s3.dualstack.us-east-1.amazonaws.com/x?X-Amz-Date=1&versionId=v%2B1 | x | v+1",
                "https://b-1.s3.cn-north-1.amazonaws.com.cn/x | x |",
                "https://s3.us-east-1.amazonaws.com/b-1/a/x?versionId=v | a/x | v"
            })
    void understandsHttpsAddresses(String address, String key, String version) {
        assertThat(S3Uri.parse(address)).isEqualTo(new ObjectLocation("b-1", key, version));
        assertThat(S3Uri.parseUndecoded(address)).isEqualTo(S3Uri.parse(address));
    }

    @Test
    void keepsVersion() {
        assertThat(S3Uri.parse("s3://b-1/k?versionId=abc")).isEqualTo(new ObjectLocation("b-1", "k", "abc"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3://b-1/a?b | write a question mark in the key as %3F",
                "s3://b-1/a?versionId= | only versionId",
                "s3://b-1/a?versionId=1&x=2 | only versionId",
                "s3://b-1/100% | %25",
                "s3://b-1/a%zz | %25",
                "s3://b-1/a%FF | not UTF-8",
                "s3://b-1/ | has no key",
                "s3://b-1 | has no key",
                "s3:///k | not a bucket name",
                "s3://My_Bucket/k | not a bucket name",
                "https://b-1/k | not an S3 URI",
                "b-1/k | not an S3 URI"
            })
    void refusesInvalidUri(String uri, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(() -> S3Uri.parse(uri)).withMessageContaining(sentence);
    }

    @Test
    void refusesControlCharacter() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S3Uri.parse("s3://b-1/a\nb"))
                .withMessageContaining("control character");
    }

    @Test
    void refusesUnpairedSurrogate() {
        assertThatIllegalArgumentException().isThrownBy(() -> S3Uri.parse("s3://b-1/\ud83d"));
    }

    @Test
    void findsNoObjectInInvalidUri() {
        assertThat(S3Uri.find("file:///tmp/x")).isEmpty();
    }
}
