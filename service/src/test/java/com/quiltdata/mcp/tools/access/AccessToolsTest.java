package com.quiltdata.mcp.tools.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.identity.AwsIdentity;
import com.quiltdata.mcp.catalog.identity.AwsIdentityReader;
import com.quiltdata.mcp.catalog.objects.AccessReader;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketAccess;
import com.quiltdata.mcp.catalog.objects.BucketAccess.Answer;
import com.quiltdata.mcp.catalog.objects.BucketAccess.Finding;
import com.quiltdata.mcp.catalog.objects.BucketAccess.Properties;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.BucketRights;
import com.quiltdata.mcp.catalog.objects.BucketRights.Level;
import com.quiltdata.mcp.catalog.objects.ListedBuckets;
import com.quiltdata.mcp.testing.Calls;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessToolsTest {
    private static final List<AccessOperation> ALL = List.of(AccessOperation.values());
    private static final AwsIdentityReader ADA =
            _ -> AwsIdentity.parse("arn:aws:sts::123456789012:assumed-role/R/ada", "123456789012", "AROA:ada");

    private final Map<String, Level> levels = new LinkedHashMap<>();
    private final Map<String, BucketAccess> answers = new LinkedHashMap<>();

    private final BucketReader buckets = new BucketReader() {
        @Override
        public List<Bucket> list(Caller caller) {
            return levels.keySet().stream()
                    .map(name -> new Bucket(name, name, null, null, 0, true, List.of()))
                    .toList();
        }

        @Override
        public ListedBuckets listWithLevels(Caller caller) {
            var known = new LinkedHashMap<>(levels);
            known.values().remove(Level.UNKNOWN);
            return new ListedBuckets(list(caller), known);
        }

        @Override
        public BucketRights rights(Caller caller, String bucket) {
            return new BucketRights("r", List.of(), levels.getOrDefault(bucket, Level.UNLISTED));
        }
    };

    private final AccessReader access = (_, bucket) -> {
        var answer = answers.get(bucket);
        if (answer == null) {
            throw new Failure.NotFound("No bucket `%s`.".formatted(bucket));
        }
        return answer;
    };

    private static BucketAccess s3(Answer list, Answer read, @Nullable String versioning) {
        return new BucketAccess(
                "eu-west-1",
                new Finding(list, "list evidence"),
                new Finding(read, "read evidence"),
                new Finding(list, "versions evidence"),
                new Properties(versioning, null, null, null));
    }

    private void bucket(String name, Level level, BucketAccess answer) {
        levels.put(name, level);
        answers.put(name, answer);
    }

    private CheckBucketAccess.Output check(String bucket, List<AccessOperation> operations) {
        return new CheckBucketAccess(buckets, access, () -> Instant.EPOCH)
                .call(
                        new CheckBucketAccess.Input(
                                bucket,
                                operations.stream().map(AccessOperation::name).toList()),
                        Calls.any());
    }

    private DiscoveredPermissions discover(AwsIdentityReader identity, @Nullable List<String> names) {
        return new DiscoverPermissions(buckets, access, identity, () -> Instant.EPOCH)
                .call(new DiscoverPermissions.Input(names, false, false), Calls.any());
    }

    @ParameterizedTest
    @CsvSource({
        "YES,YES,YES,FULL_ACCESS",
        "NO,YES,YES,READ_WRITE",
        "YES,UNKNOWN,YES,READ_WRITE",
        "YES,YES,NO,READ_ONLY",
        "UNKNOWN,YES,NO,READ_ONLY",
        "YES,NO,NO,LIST_ONLY",
        "NO,NO,NO,NO_ACCESS",
        "NO,UNKNOWN,NO,UNKNOWN",
        "YES,YES,UNKNOWN,UNKNOWN",
        "UNKNOWN,UNKNOWN,YES,UNKNOWN",
        "YES,NO,YES,UNKNOWN"
    })
    void claimsNoLevelThatAnUnknownAnswerDecides(Answer list, Answer read, Answer write, PermissionLevel level) {
        assertThat(PermissionLevel.of(list, read, write)).isEqualTo(level);
    }

    @Test
    void returnsAnswersWithTheirEvidence() {
        bucket("b-1", Level.READ_WRITE, s3(Answer.YES, Answer.YES, "Enabled"));

        var result = check("s3://b-1/", ALL);

        assertThat(result.bucketName()).isEqualTo("b-1");
        assertThat(result.permissionLevel()).isEqualTo(PermissionLevel.FULL_ACCESS);
        assertThat(result.accessSummary()).isEqualTo(new CheckBucketAccess.Summary(true, true, true));
        assertThat(result.operationTests()).isEqualTo(new CheckBucketAccess.Tests(true, true, true, true));
        assertThat(result.evidence())
                .contains(
                        new BucketVerdict.Evidence(AccessOperation.READ, Answer.YES, "read evidence"),
                        new BucketVerdict.Evidence(
                                AccessOperation.WRITE,
                                Answer.YES,
                                "The catalog lists you as a collaborator with READ_WRITE."));
        assertThat(result.quiltCompatible()).isTrue();
        assertThat(result.recommendedForPackages()).isTrue();
        assertThat(result.errorMessage()).isNull();
    }

    @Test
    void recommendsNoBucketThatCannotBeReadForPackages() {
        bucket("b-1", Level.READ_WRITE, s3(Answer.YES, Answer.NO, "Enabled"));

        var result = check("b-1", ALL);

        assertThat(result.quiltCompatible()).isFalse();
        assertThat(result.recommendedForPackages()).isFalse();
        assertThat(discover(ADA, null).recommendations().packageCreation()).isEmpty();
    }

    @Test
    void saysUnknownAndNeverFalseWhereNobodySaid() {
        bucket("b-1", Level.UNKNOWN, s3(Answer.YES, Answer.UNKNOWN, null));

        var result = check("b-1", List.of(AccessOperation.WRITE));

        assertThat(result.permissionLevel()).isEqualTo(PermissionLevel.UNKNOWN);
        assertThat(result.accessSummary()).isEqualTo(new CheckBucketAccess.Summary(null, null, true));
        assertThat(result.operationTests()).isEqualTo(new CheckBucketAccess.Tests(null, null, null, null));
        assertThat(result.evidence())
                .singleElement()
                .satisfies(it -> assertThat(it.evidence()).contains("did not say", "nothing is written"));
        assertThat(result.quiltCompatible()).isNull();
        assertThat(result.recommendedForPackages()).isNull();
    }

    @Test
    void namesBucketsToWriteToWhereThisIsNotOne() {
        bucket("b-1", Level.READ, s3(Answer.YES, Answer.YES, "Enabled"));
        bucket("b-2", Level.READ_WRITE, s3(Answer.YES, Answer.YES, "Enabled"));

        var result = check("b-1", ALL);

        assertThat(result.permissionLevel()).isEqualTo(PermissionLevel.READ_ONLY);
        assertThat(result.guidance())
                .containsExactly(
                        "You may read here but not write.",
                        "Your active role is `r`. You have no other role: ask an administrator of the catalog.",
                        "You may write to: `b-2`.");
        assertThat(result.quiltCompatible()).isFalse();
    }

    @Test
    void recommendsNoBucketWithoutVersioning() {
        bucket("b-1", Level.READ_WRITE, s3(Answer.YES, Answer.YES, "Suspended"));

        var result = check("b-1", ALL);

        assertThat(result.quiltCompatible()).isTrue();
        assertThat(result.recommendedForPackages()).isFalse();
        assertThat(result.guidance()).anyMatch(it -> it.startsWith("Versioning is suspended"));
    }

    @Test
    void refusesNamesThatAreNoBuckets() {
        assertThatThrownBy(() -> check("Not A Bucket", ALL))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("`bucket`");
        assertThatThrownBy(() -> AccessOperation.parse("delete")).hasMessageContaining("\"versions\"");
        assertThatThrownBy(() -> discover(ADA, List.of("x")))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("`check_buckets`");
        var many = IntStream.range(0, 41).mapToObj(i -> "bucket-" + i).toList();
        assertThatThrownBy(() -> discover(ADA, many)).hasMessageContaining("send at most 40");
    }

    @Test
    void groupsTheBucketsOfTheRoleAndReportsEachFailureAlone() {
        bucket("b-1", Level.READ_WRITE, s3(Answer.YES, Answer.YES, "Enabled"));
        bucket("b-2", Level.READ, s3(Answer.YES, Answer.YES, null));
        bucket("b-3", Level.READ_WRITE, s3(Answer.YES, Answer.YES, "Never enabled"));
        levels.put("b-4", Level.READ);

        var result = discover(ADA, null);

        assertThat(result.userIdentity().userType()).isEqualTo("assumed-role");
        assertThat(result.userIdentity().role()).isEqualTo("R");
        assertThat(result.categorizedBuckets().fullAccess()).containsExactly("b-1", "b-3");
        assertThat(result.categorizedBuckets().readOnly()).containsExactly("b-2");
        assertThat(result.categorizedBuckets().unknown()).containsExactly("b-4");
        assertThat(result.recommendations())
                .isEqualTo(new DiscoveredPermissions.Recommendations(
                        List.of("b-1"), List.of("b-1", "b-3"), List.of("b-3")));
        assertThat(result.bucketPermissions().getLast().errorMessage()).contains("No bucket `b-4`");
        assertThat(result.bucketPermissions().getLast().canRead()).isNull();
        assertThat(result.truncated()).isFalse();
    }

    @Test
    void checksNamedBucketsOnceWithoutAnIdentity() {
        answers.put("b-1", s3(Answer.NO, Answer.UNKNOWN, null));

        var result = discover(
                _ -> {
                    throw new Failure.Unavailable("STS cannot be reached.");
                },
                List.of("b-1", "s3://b-1"));

        assertThat(result.userIdentity().userType()).isEqualTo("unknown");
        assertThat(result.userIdentity().note()).isEqualTo("STS cannot be reached.");
        assertThat(result.bucketPermissions()).singleElement().satisfies(it -> {
            assertThat(it.canList()).isFalse();
            assertThat(it.canWrite()).isNull();
        });
    }

    @Test
    void saysHowManyBucketsAreLeftOut() {
        IntStream.range(0, 50).forEach(i -> bucket("b-" + i, Level.READ, s3(Answer.YES, Answer.YES, "Enabled")));

        var result = discover(ADA, null);

        assertThat(result.totalBucketsChecked()).isEqualTo(40);
        assertThat(result.truncated()).isTrue();
        assertThat(result.note()).startsWith("10 of 50 buckets are left out");
        assertThat(result.first(3).categorizedBuckets().readOnly()).hasSize(3);
        assertThat(result.first(3).note()).startsWith("47 of 50");
    }
}
