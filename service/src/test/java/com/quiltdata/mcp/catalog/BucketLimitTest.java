package com.quiltdata.mcp.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.context.AllowedBuckets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BucketLimitTest {
    private static void limited(Set<String> names, Runnable work) {
        ScopedValue.where(AllowedBuckets.CURRENT, new AllowedBuckets(names)).run(work);
    }

    @Test
    void allowsEveryBucketWithoutAList() {
        assertThat(BucketLimit.parse(List.of())).isEqualTo(AllowedBuckets.ALL);
        assertThat(AllowedBuckets.current().allows("any-bucket")).isTrue();
        assertThatCode(() -> BucketLimit.require("any-bucket")).doesNotThrowAnyException();
    }

    @Test
    void readsNamesAndUris() {
        assertThat(BucketLimit.parse(List.of(" quilt-example , s3://quilt-lab,s3://quilt-private/,, "))
                        .names())
                .containsExactlyInAnyOrder("quilt-example", "quilt-lab", "quilt-private");
    }

    @Test
    void allowsOnlyWhatEveryListNames() {
        assertThat(BucketLimit.parse(List.of("one-bucket,two-bucket", "two-bucket,three-bucket"))
                        .names())
                .containsExactly("two-bucket");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty; send bucket names, for example quilt-example,quilt-lab",
                "' , ' | is empty",
                "Quilt_Example | \"Quilt_Example\" is not a bucket name; send 3 to 63 lower-case letters",
                "quilt-example,* | \"*\" is not a bucket name",
                "s3://quilt-example/raw/ | has a key after the bucket; send the bucket alone, as \"quilt-example\"",
            })
    void refusesWhatCannotBeABucket(String list, String reason) {
        assertThatThrownBy(() -> BucketLimit.parse(List.of(list)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-MCP-Buckets")
                .hasMessageContaining(reason);
    }

    @Test
    void refusesMoreThan100NamesBeforeItParsesThem() {
        var names = IntStream.range(100, 200).mapToObj("bucket-%d"::formatted).collect(Collectors.joining(","));
        assertThat(BucketLimit.parse(List.of(names)).names()).hasSize(100);
        assertThatThrownBy(() -> BucketLimit.parse(List.of("*," + names)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("X-MCP-Buckets or ?buckets= has more than 100 names; send at most 100.");
    }

    @Test
    void refusesListsWithoutACommonBucket() {
        assertThatThrownBy(() -> BucketLimit.parse(List.of("one-bucket", "two-bucket")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("have no bucket in common");
    }

    @Test
    void saysWhichBucketsTheConnectionMayUse() {
        limited(
                Set.of("one-bucket", "two-bucket"),
                () -> assertThatThrownBy(() -> BucketLimit.require("other-bucket"))
                        .isInstanceOf(Failure.Denied.class)
                        .hasMessage(
                                "This connection is limited to the buckets `one-bucket` and `two-bucket` (X-MCP-Buckets), so nothing in bucket `other-bucket` was read or written. Stay within the limit, or ask the user to lift it."));
        limited(
                Set.of("one-bucket"),
                () -> assertThatThrownBy(() -> BucketLimit.require("other-bucket"))
                        .hasMessageContaining("limited to the bucket `one-bucket` (X-MCP-Buckets)"));
    }

    @Test
    void namesOnlyTheFirstOfManyBuckets() {
        var names = IntStream.range(100, 150).mapToObj("bucket-%d"::formatted).collect(Collectors.toSet());
        assertThat(new AllowedBuckets(names).clause())
                .contains("`bucket-100`, ", "`bucket-109` and 40 more (X-MCP-Buckets)")
                .doesNotContain("bucket-110");
    }

    @ParameterizedTest
    @CsvSource({
        "s3://one-bucket/key?versionId=v, true",
        "s3://other-bucket/key, false",
        "s3://Legacy_Bucket/key, false",
        "file:///data/key, false",
    })
    void allowsEntriesThatAreStoredInItsBuckets(String physicalKey, boolean allowed) {
        limited(Set.of("one-bucket"), () -> {
            assertThat(BucketLimit.allowsEntry(physicalKey)).isEqualTo(allowed);
            if (!allowed) {
                assertThatThrownBy(() -> BucketLimit.requireEntry("data/a.csv", physicalKey))
                        .isInstanceOf(Failure.Denied.class)
                        .hasMessageContaining("the file `data/a.csv` is stored at \"" + physicalKey + "\"")
                        .hasMessageEndingWith("Stay within the limit, or ask the user to lift it.");
            }
        });
        assertThat(BucketLimit.allowsEntry(physicalKey)).isTrue();
    }
}
