package com.quiltdata.mcp.tools.access;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.objects.AccessReader;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.BucketRights;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks what the caller may do in one bucket. */
record CheckBucketAccess(BucketReader buckets, AccessReader access, InstantSource clock)
        implements Tool<CheckBucketAccess.Input, CheckBucketAccess.Output> {
    record Input(
            @Doc("Bucket name or \"s3://bucket\"") String bucket,

            @Doc("What to check: any of \"read\", \"write\", \"list\" and \"versions\". Optional. Default: all four")
            @Nullable
            List<String> operations) {}

    record Output(
            @Doc("Bucket name") String bucketName,

            @Doc("full_access (read, write and list), read_write, read_only, list_only, no_access or unknown")
            PermissionLevel permissionLevel,

            @Doc("What you may do") Summary accessSummary,
            @Doc("The answers to `operations`") Tests operationTests,

            @Doc("What proves each answer to `operations`") List<BucketVerdict.Evidence> evidence,

            @Doc("AWS region of the bucket") @Nullable String bucketRegion,
            @Doc("When this was checked") Instant lastChecked,

            @Doc("Why S3 could not be asked") @Nullable String errorMessage,

            @Doc("What follows for your work") List<String> guidance,

            @Doc("Whether packages can be stored in the bucket; absent if unknown") @Nullable
            Boolean quiltCompatible,

            @Doc("Whether packages should be stored in it: also false without versioning") @Nullable
            Boolean recommendedForPackages,

            @Doc("Versioning: Enabled, Suspended or Never enabled; absent if you may not ask") @Nullable
            String versioning,

            @Doc("Encryption of the object that was read, e.g. AES256 or aws:kms") @Nullable
            String encryption,

            @Doc("KMS key of that object") @Nullable String kmsKey,

            @Doc("Whether the requester pays; absent if unknown") @Nullable
            Boolean requesterPays) {}

    record Summary(
            @Doc("Absent if unknown") @Nullable Boolean canRead,
            @Doc("Absent if unknown") @Nullable Boolean canWrite,
            @Doc("Absent if unknown") @Nullable Boolean canList) {
        static Summary of(BucketVerdict verdict) {
            return new Summary(
                    verdict.can(AccessOperation.READ),
                    verdict.can(AccessOperation.WRITE),
                    verdict.can(AccessOperation.LIST));
        }
    }

    record Tests(
            @Doc("Absent if unknown or not asked for") @Nullable
            Boolean read,

            @Doc("Absent if unknown or not asked for") @Nullable
            Boolean write,

            @Doc("Absent if unknown or not asked for") @Nullable
            Boolean list,

            @Doc("Absent if unknown or not asked for") @Nullable
            Boolean versions) {
        static Tests of(BucketVerdict verdict, List<AccessOperation> operations) {
            return new Tests(
                    operations.contains(AccessOperation.READ) ? verdict.can(AccessOperation.READ) : null,
                    operations.contains(AccessOperation.WRITE) ? verdict.can(AccessOperation.WRITE) : null,
                    operations.contains(AccessOperation.LIST) ? verdict.can(AccessOperation.LIST) : null,
                    operations.contains(AccessOperation.VERSIONS) ? verdict.can(AccessOperation.VERSIONS) : null);
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "check_bucket_access",
            "Check access to a bucket",
            Effect.READ,
            "Returns whether you may read, write, list and list versions in a bucket, with the evidence for each "
                    + "answer, and names its region, versioning, KMS key and Requester Pays. Use it when a call was "
                    + "refused, or before a large write. It writes nothing: whether you may write is the catalog's "
                    + "word, or unknown.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    private static List<AccessOperation> operations(@Nullable List<String> sent) {
        return sent == null
                ? List.of(AccessOperation.values())
                : ArgumentParser.names(sent)
                        .map(it -> ArgumentParser.parse("operations", it, AccessOperation::parse))
                        .distinct()
                        .toList();
    }

    @Override
    public Output call(Input in, Call call) {
        var bucket = ArgumentParser.parse("bucket", in.bucket(), NameSyntax::bucket);
        var operations = operations(in.operations());
        var answers = access.access(call.caller(), bucket);
        var rights = buckets.rights(call.caller(), bucket);
        var verdict = BucketVerdict.of(bucket, answers, rights.level());
        var properties = answers.properties();
        return new Output(
                bucket,
                verdict.level(),
                Summary.of(verdict),
                Tests.of(verdict, operations),
                verdict.evidence(operations),
                answers.region(),
                clock.instant(),
                verdict.error(),
                guidance(verdict, rights, call),
                verdict.holdsPackages(),
                verdict.suitsPackages(),
                properties.versioning(),
                properties.encryption(),
                properties.kmsKey(),
                properties.requesterPays());
    }

    private List<String> guidance(BucketVerdict verdict, BucketRights rights, Call call) {
        var guidance = new ArrayList<String>();
        guidance.add(
                switch (verdict.level()) {
                    case FULL_ACCESS, READ_WRITE -> "You may read and write here.";
                    case READ_ONLY -> "You may read here but not write.";
                    case LIST_ONLY -> "You may list the objects but not read them; the evidence says why.";
                    case NO_ACCESS -> "You have no access.";
                    case UNKNOWN -> "Not everything is known; the evidence says what and why.";
                });
        if (Boolean.FALSE.equals(verdict.can(AccessOperation.LIST))) {
            guidance.add("S3 refuses the listing; bucket_list returns the buckets that your role can see.");
        }
        verdict.notes().forEach(guidance::add);
        if (!Boolean.TRUE.equals(verdict.can(AccessOperation.WRITE))) {
            rights.advice().ifPresent(guidance::add);
            var writable = Attempt.of(
                            () -> buckets.listWithLevels(call.caller()).writable())
                    .orElse(List.of());
            if (!writable.isEmpty()) {
                guidance.add(BucketRights.writableSentence(writable));
            }
        }
        if (Boolean.TRUE.equals(verdict.suitsPackages())) {
            guidance.add("The bucket suits new packages.");
        }
        return guidance;
    }
}
