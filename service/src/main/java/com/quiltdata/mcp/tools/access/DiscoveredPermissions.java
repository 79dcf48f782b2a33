package com.quiltdata.mcp.tools.access;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Attempt.FailedAttempt;
import com.quiltdata.mcp.catalog.Attempt.SuccessfulAttempt;
import com.quiltdata.mcp.catalog.identity.AwsIdentity;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The result of {@link DiscoverPermissions}. */
record DiscoveredPermissions(
        @Doc("Your identity in AWS") Identity userIdentity,
        @Doc("What you may do in each bucket") List<BucketPermission> bucketPermissions,

        @Doc("Names of these buckets by permission level") Categories categorizedBuckets,

        @Doc("Buckets that the evidence recommends for writing")
        Recommendations recommendations,

        @Doc("Number of buckets in this result") int totalBucketsChecked,

        @Doc("Whether further buckets were not checked or not returned")
        boolean truncated,

        @Doc("How to get the others, or why there are none") @Nullable
        String note,

        @Doc("When this was checked") Instant discoveryTimestamp,

        @Doc("Number of buckets, including those left out") @Hidden
        int all)
        implements Truncatable<DiscoveredPermissions> {
    record Identity(
            @Doc("Unique ID in AWS") @Nullable String userId,
            @Doc("ARN") @Nullable String arn,
            @Doc("AWS account") @Nullable String accountId,

            @Doc("assumed-role, user, federated-user, root or unknown")
            String userType,

            @Doc("User, or session of an assumed role") @Nullable
            String userName,

            @Doc("Assumed role") @Nullable String role,
            @Doc("Why the identity is unknown") @Nullable String note) {
        static Identity of(Attempt<AwsIdentity> attempt) {
            return switch (attempt) {
                case SuccessfulAttempt<AwsIdentity>(var it) ->
                    new Identity(it.userId(), it.arn(), it.account(), it.type(), it.name(), it.role(), null);
                case FailedAttempt<AwsIdentity>(var reason) ->
                    new Identity(null, null, null, "unknown", null, null, reason.sentence());
            };
        }
    }

    record BucketPermission(
            @Doc("Bucket name") String name,
            @Doc("AWS region") @Nullable String region,

            @Doc("full_access, read_write, read_only, list_only, no_access or unknown")
            PermissionLevel permissionLevel,

            @Doc("Absent if unknown") @Nullable Boolean canRead,
            @Doc("Absent if unknown") @Nullable Boolean canWrite,
            @Doc("Absent if unknown") @Nullable Boolean canList,

            @Doc("What proves each answer") List<BucketVerdict.Evidence> evidence,

            @Doc("When this was checked") Instant lastChecked,

            @Doc("Why S3 could not be asked") @Nullable String errorMessage,

            @Doc("The verdict") @Hidden @Nullable BucketVerdict verdict) {
        static BucketPermission of(String name, Attempt<BucketVerdict> attempt, Instant now) {
            return switch (attempt) {
                case SuccessfulAttempt<BucketVerdict>(var it) ->
                    new BucketPermission(
                            name,
                            it.s3().region(),
                            it.level(),
                            it.can(AccessOperation.READ),
                            it.can(AccessOperation.WRITE),
                            it.can(AccessOperation.LIST),
                            it.evidence(List.of(AccessOperation.values())),
                            now,
                            it.error(),
                            it);
                case FailedAttempt<BucketVerdict>(var reason) ->
                    new BucketPermission(
                            name,
                            null,
                            PermissionLevel.UNKNOWN,
                            null,
                            null,
                            null,
                            List.of(),
                            now,
                            reason.sentence(),
                            null);
            };
        }
    }

    record Categories(
            @Doc("Read, write and list") List<String> fullAccess,
            @Doc("Read and write") List<String> readWrite,
            @Doc("Read but not write") List<String> readOnly,
            @Doc("List but not read") List<String> listOnly,
            @Doc("Nothing") List<String> noAccess,
            @Doc("Not all is known") List<String> unknown) {
        static Categories of(List<BucketPermission> permissions) {
            return new Categories(
                    at(permissions, PermissionLevel.FULL_ACCESS),
                    at(permissions, PermissionLevel.READ_WRITE),
                    at(permissions, PermissionLevel.READ_ONLY),
                    at(permissions, PermissionLevel.LIST_ONLY),
                    at(permissions, PermissionLevel.NO_ACCESS),
                    at(permissions, PermissionLevel.UNKNOWN));
        }

        private static List<String> at(List<BucketPermission> permissions, PermissionLevel level) {
            return names(permissions, it -> it.permissionLevel() == level);
        }
    }

    record Recommendations(
            @Doc("Suit new packages: writable, and versioning is not off")
            List<String> packageCreation,

            @Doc("Writable") List<String> dataStorage,

            @Doc("Writable without versioning: what is deleted leaves nothing behind")
            List<String> temporaryStorage) {
        static Recommendations of(List<BucketPermission> permissions) {
            return new Recommendations(
                    verdicts(permissions, it -> Boolean.TRUE.equals(it.suitsPackages())),
                    verdicts(permissions, it -> Boolean.TRUE.equals(it.can(AccessOperation.WRITE))),
                    verdicts(
                            permissions,
                            it -> Boolean.TRUE.equals(it.can(AccessOperation.WRITE)) && it.isUnversioned()));
        }

        private static List<String> verdicts(List<BucketPermission> permissions, Predicate<BucketVerdict> predicate) {
            return names(permissions, it -> it.verdict() != null && predicate.test(it.verdict()));
        }
    }

    /** Returns the result of the checked ones of {@code all} buckets. */
    static DiscoveredPermissions of(Identity identity, List<BucketPermission> permissions, int all, Instant now) {
        var left = all - permissions.size();
        return new DiscoveredPermissions(
                identity,
                permissions,
                Categories.of(permissions),
                Recommendations.of(permissions),
                permissions.size(),
                left > 0,
                note(left, all),
                now,
                all);
    }

    private static @Nullable String note(int left, int all) {
        if (all == 0) {
            return "Your role can see no bucket; ask an administrator of the catalog.";
        }
        return left == 0
                ? null
                : "%,d of %,d buckets are left out; send their names, which bucket_list returns, in check_buckets."
                        .formatted(left, all);
    }

    private static List<String> names(List<BucketPermission> permissions, Predicate<BucketPermission> predicate) {
        return permissions.stream()
                .filter(predicate)
                .map(BucketPermission::name)
                .toList();
    }

    @Override
    public int parts() {
        return bucketPermissions.size();
    }

    @Override
    public DiscoveredPermissions first(int parts) {
        return of(userIdentity, bucketPermissions.subList(0, parts), all, discoveryTimestamp);
    }
}
