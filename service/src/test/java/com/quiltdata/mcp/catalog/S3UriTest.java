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
                "https://s3.us-east-1.amazonaws.com/b-1/a/x?versionId=v | a/x | v",
                "https://b-1.s3-accelerate.amazonaws.com/x | x |",
                "https://b-1.s3-accelerate.dualstack.amazonaws.com/x | x |",
                "https://b-1.s3-fips.us-gov-west-1.amazonaws.com/x | x |",
                "https://s3-fips.dualstack.us-east-2.amazonaws.com/b-1/x | x |",
                "https://s3-external-1.amazonaws.com/b-1/x | x |",
                "https://b-1.s3.us-iso-east-1.amazonaws.com/x?versionId=v&partNumber=1&versionId=v | x | v"
            })
    void understandsPastedHttpsAddresses(String address, String key, String version) {
        var object = new ObjectLocation("b-1", key, version);
        assertThat(S3Uri.parsePasted(address)).isEqualTo(object);
        assertThat(S3Uri.parsePastedUndecoded(address)).isEqualTo(object);
        assertThat(S3Uri.findPasted(address)).contains(object);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://b-1.s3-website-us-east-1.amazonaws.com/x | website or access point",
                "https://b-1.s3-website.us-east-2.amazonaws.com/x | website or access point",
                "https://p-1.s3-accesspoint.us-east-1.amazonaws.com/x | website or access point",
                "https://p-1.s3-accesspoint-fips.us-east-1.amazonaws.com/x | website or access point",
                "https://p.accesspoint.s3-global.amazonaws.com/x | website or access point",
                "https://p-1.s3-object-lambda.us-east-1.amazonaws.com/x | website or access point",
                "https://b-1.s3.amazonaws.com.example.com/x | an https address of S3",
                "https://b-1.s3-website.example.com/x | an https address of S3",
                "https://b-1.s3.amazonaws.com/x?versionId=1&versionId=2 | send one versionId",
                "https://b-1.s3.amazonaws.com/x?versionId= | only versionId",
                "https://b-1/k | not an S3 URI",
                "b-1/k | not an S3 URI",
            })
    void refusesOtherPastedAddresses(String address, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S3Uri.parsePasted(address))
                .withMessageContaining(sentence);
        if (sentence.contains("S3 URI") || sentence.contains("address of S3")) {
            assertThat(S3Uri.findPasted(address)).isEmpty();
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> S3Uri.findPasted(address))
                    .withMessageContaining(sentence);
        }
    }

    @Test
    void understandsHttpsAddressesOnlyWhereUsersPasteThem() {
        var address = "https://b-1.s3.amazonaws.com/x";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S3Uri.parse(address))
                .withMessageContaining("not an S3 URI; send s3://bucket/key.");
        assertThat(S3Uri.find(address)).isEmpty();
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
