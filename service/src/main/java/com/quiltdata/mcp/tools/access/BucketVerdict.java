package com.quiltdata.mcp.tools.access;

import com.quiltdata.mcp.catalog.objects.BucketAccess;
import com.quiltdata.mcp.catalog.objects.BucketAccess.Answer;
import com.quiltdata.mcp.catalog.objects.BucketAccess.Finding;
import com.quiltdata.mcp.catalog.objects.BucketRights.Level;
import com.quiltdata.mcp.tool.Doc;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a caller may do in a bucket: by S3's responses, and for writing, which is not tried, by the catalog's word. */
record BucketVerdict(String bucket, BucketAccess s3, Finding write) {
    /** An answer with what proves it. */
    record Evidence(
            @Doc("read, write, list or versions") AccessOperation operation,
            @Doc("yes, no or unknown") Answer answer,

            @Doc("Who said so, or why it is unknown") String evidence) {}

    static BucketVerdict of(String bucket, BucketAccess s3, Level level) {
        return new BucketVerdict(
                bucket,
                s3,
                switch (level) {
                    case READ_WRITE ->
                        new Finding(Answer.YES, "The catalog lists you as a collaborator with READ_WRITE.");
                    case READ -> new Finding(Answer.NO, "The catalog lists you as a collaborator with READ only.");
                    case UNLISTED ->
                        new Finding(
                                Answer.UNKNOWN,
                                "The catalog does not list this bucket for your active role, and nothing is written to try.");
                    case UNKNOWN ->
                        new Finding(
                                Answer.UNKNOWN,
                                "The catalog did not say whether you may write here, or could not be asked; nothing is written to try.");
                });
    }

    Finding finding(AccessOperation operation) {
        return switch (operation) {
            case READ -> s3.read();
            case WRITE -> write;
            case LIST -> s3.list();
            case VERSIONS -> s3.versions();
        };
    }

    /** Returns the answer; null if it is unknown. */
    @Nullable
    Boolean can(AccessOperation operation) {
        return switch (finding(operation).answer()) {
            case YES -> true;
            case NO -> false;
            case UNKNOWN -> null;
        };
    }

    PermissionLevel level() {
        return PermissionLevel.of(s3.list().answer(), s3.read().answer(), write.answer());
    }

    List<Evidence> evidence(List<AccessOperation> operations) {
        return operations.stream()
                .map(it -> new Evidence(it, finding(it).answer(), finding(it).evidence()))
                .toList();
    }

    /** Returns whether packages can be stored in the bucket; null if that is unknown. */
    @Nullable
    Boolean holdsPackages() {
        var needed = Stream.of(write, s3.list()).map(Finding::answer).toList();
        if (needed.contains(Answer.NO)
                || s3.read().answer() == Answer.NO
                || Boolean.TRUE.equals(s3.properties().requesterPays())) {
            return false;
        }
        return needed.contains(Answer.UNKNOWN) ? null : true;
    }

    /** Returns whether packages should be stored in the bucket: they pin versions of objects. */
    @Nullable
    Boolean suitsPackages() {
        return isUnversioned() ? Boolean.FALSE : holdsPackages();
    }

    /** Returns whether versioning is known to be off. */
    boolean isUnversioned() {
        var versioning = s3.properties().versioning();
        return versioning != null && !versioning.equals("Enabled");
    }

    /** Returns why S3 could not be asked at all; null if it answered. */
    @Nullable
    String error() {
        return s3.list().answer() == Answer.UNKNOWN ? s3.list().evidence() : null;
    }

    /** Returns sentences on the properties of the bucket that reading or writing must heed. */
    Stream<String> notes() {
        var properties = s3.properties();
        var kms = properties.encryption() != null
                && properties.encryption().toLowerCase(Locale.ROOT).startsWith("aws:kms");
        return Stream.of(
                        kms
                                ? "Objects are encrypted with the KMS key %s: who reads or writes them also needs rights to that key."
                                        .formatted(properties.kmsKey() == null ? "of the bucket" : properties.kmsKey())
                                : "",
                        Boolean.TRUE.equals(properties.requesterPays())
                                ? "This is a Requester Pays bucket, and this server never agrees to pay."
                                : "",
                        isUnversioned()
                                ? "Versioning is %s: packages cannot pin versions, so that overwritten bytes are lost to them."
                                        .formatted("Suspended".equals(properties.versioning()) ? "suspended" : "off")
                                : "")
                .filter(note -> !note.isEmpty());
    }
}
