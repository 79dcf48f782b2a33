package com.quiltdata.mcp.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameSyntaxTest {
    @ParameterizedTest
    @ValueSource(strings = {"my.bucket-1", "s3://my.bucket-1", "s3://my.bucket-1/"})
    void acceptsBucketInThreeForms(String text) {
        assertThat(NameSyntax.bucket(text)).isEqualTo("my.bucket-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "My-Bucket", "a_b_c", "a/b", "-abc", "abc-", "https://abc", "abc\n", "a..\u0000"})
    void refusesInvalidBucket(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> NameSyntax.bucket(text));
    }

    @Test
    void refusesBucketWithPathAndNamesTheBucket() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NameSyntax.bucket("s3://my-bucket/path"))
                .withMessageContaining("as \"my-bucket\"");
    }

    @Test
    void decodesPrefix() {
        assertThat(S3Prefix.parse("s3://my-bucket/a%20b/")).isEqualTo(new S3Prefix("my-bucket", "a b/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "Team_1/data-set", "équipe/données"})
    void acceptsPackageNameOfTwoParts(String name) {
        assertThat(NameSyntax.packageName(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b/c", "a/", "/b", "a b/c", "a/b\n", "a/b@c"})
    void refusesInvalidPackageName(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> NameSyntax.packageName(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc123", "LATEST", "", "../x"})
    void refusesInvalidRevision(String revision) {
        assertThatIllegalArgumentException().isThrownBy(() -> NameSyntax.revision(revision));
    }

    @Test
    void quotesTextOnOneLine() {
        assertThat(NameSyntax.quoted("a\nb\u0085")).isEqualTo("\"a?b?\"");
    }

    @Test
    void quotesLongTextPartlyWithoutSplittingCharacters() {
        assertThat(NameSyntax.quoted("😀".repeat(200))).isEqualTo('"' + "😀".repeat(100) + "…\"");
    }
}
