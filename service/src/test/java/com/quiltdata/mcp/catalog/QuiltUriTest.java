package com.quiltdata.mcp.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuiltUriTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    @Test
    void parsesAllParts() {
        assertThat(QuiltUri.parse(
                        "quilt+s3://b-1#package=a/b@" + HASH + "&path=x%2Fy%20z.csv&catalog=open.quiltdata.com"))
                .isEqualTo(new QuiltUri("b-1", "a/b", HASH, null, "x/y z.csv", "open.quiltdata.com"));
    }

    @Test
    void parsesTag() {
        assertThat(QuiltUri.parse("quilt+s3://b-1#package=a/b:latest").tag()).isEqualTo("latest");
    }

    @Test
    void decodesPathOnce() {
        assertThat(QuiltUri.parse("quilt+s3://b-1#package=a/b&path=x%252Fy").path())
                .isEqualTo("x%2Fy");
    }

    @Test
    void keepsStrayPercentSign() {
        assertThat(QuiltUri.parse("quilt+s3://b-1#package=a/b&path=50%_x").path())
                .isEqualTo("50%_x");
    }

    @Test
    void parsesPrintedUriToItself() {
        var pieces = new String[] {"a", "/", " ", "+", "%", "%25", "#", "?", "&", "=", "é", "😀", "&path=", ":", "@"};
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            var path = new StringBuilder("p");
            for (int n = random.nextInt(6); n > 0; n--) {
                path.append(pieces[random.nextInt(pieces.length)]);
            }
            var uri = new QuiltUri(
                    "b-1",
                    "a/b",
                    i % 3 == 0 ? HASH : null,
                    i % 3 == 1 ? "v 1&x" : null,
                    path.toString(),
                    i % 2 == 0 ? null : "localhost:8080");
            assertThat(QuiltUri.parse(uri.print())).isEqualTo(uri);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "s3://b-1#package=a/b | unsupported protocol \"s3:\".",
                "quilt+s3:b-1#package=a/b | missing slashes between protocol and registry.",
                "quilt+s3://b-1/x#package=a/b | non-bucket-root registries are not supported currently.",
                "quilt+s3://b-1 | missing \"package=\" part.",
                "quilt+s3://b-1#package= | missing \"package=\" part.",
                "quilt+s3://b-1#package=a/b&package=c/d | \"package=\" specified multiple times.",
                "quilt+s3://b-1#package=a/b:t@h | \"package=\" part may either contain \":\" or \"@\".",
                "quilt+s3://b-1#package=@h | must contain non-empty package name.",
                "quilt+s3://b-1#package=a/b: | tag must not be empty.",
                "quilt+s3://b-1#package=a/b@ | hash must not be empty.",
                "quilt+s3://b-1#package=a/b:t:u | may contain only one \":\".",
                "quilt+s3://b-1#package=a/b@h@i | may contain only one \"@\".",
                "quilt+s3://b-1#package=a/b&path=x&path=y | \"path=\" specified multiple times.",
                "quilt+s3://b-1#package=ab | not a package name",
                "quilt+s3://B_1#package=a/b | not a bucket name"
            })
    void reportsErrorsAsTheCatalogDoes(String uri, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuiltUri.parse(uri))
                .withMessageStartingWith("Invalid package URI")
                .withMessageContaining(sentence);
    }

    @Test
    void shortensWhatARefusalRepeats() {
        var name = "x".repeat(5_000);
        for (var uri : new String[] {name + ":", "quilt+s3://b-1#" + name + "=&" + name + "="}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> QuiltUri.parse(uri))
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
        }
    }
}
