package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.catalog.Failure;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Recognizes refusals that S3's rights do not explain: encryption keys, Object Lock and Requester Pays. */
final class S3KeyRefusals {
    private static final Pattern KMS_ACTION = Pattern.compile("kms:[A-Za-z]+");
    private static final Pattern KMS_KEY = Pattern.compile("arn:aws[a-z-]*:kms:[A-Za-z0-9:/_-]+");

    private static final String REQUESTER_PAYS = "Requester Pays";

    private S3KeyRefusals() {}

    static boolean isRequesterPays(Failure failure) {
        return failure instanceof Failure.Denied denied
                && denied.bucket() == null
                && denied.sentence().contains(REQUESTER_PAYS);
    }

    /** Returns the failure, or empty when S3 gives another reason, or none, as for HEAD. */
    static Optional<Failure> of(AwsServiceException e, S3Target target) {
        var details = e.awsErrorDetails();
        if (details == null) {
            return Optional.empty();
        }
        var code = Objects.requireNonNullElse(details.errorCode(), "");
        var message = Objects.requireNonNullElse(details.errorMessage(), "");
        var lower = message.toLowerCase(Locale.ROOT);
        if (code.startsWith("KMS.")) {
            return Optional.of(unusable(code, message, target));
        } else if (KMS_ACTION.matcher(message).find() || lower.contains("customer master key")) {
            return Optional.of(mayNotUse(message, target));
        } else if (lower.contains("object lock")) {
            return Optional.of(new Failure.Denied("The %s is protected by S3 Object Lock.".formatted(target.words())
                    + " It can be changed after its retention period or legal hold; ask an administrator."));
        } else if (lower.contains("server side encryption") || lower.contains("customer key")) {
            return Optional.of(new Failure.Denied(
                    "The %s is encrypted with a key that its writer keeps (SSE-C).".formatted(target.words())
                            + " This server never has such keys; read it with a program that has the key."));
        } else if (lower.contains("requester pays") || lower.contains("request-payer")) {
            return Optional.of(
                    new Failure.Denied("Bucket `%s` is a %s bucket.".formatted(target.bucket(), REQUESTER_PAYS)
                            + " This server never agrees to pay for requests; read the data with a program that does, or ask"
                            + " for a copy in a bucket of this catalog."));
        }
        return Optional.empty();
    }

    private static Failure mayNotUse(String message, S3Target target) {
        var action = KMS_ACTION.matcher(message);
        var right = action.find() ? action.group() : "the right to use it";
        return new Failure.Denied("Your role may not use %s of the %s: it lacks %s. Ask an administrator to add that to"
                        .formatted(key(message), target.words(), right)
                + " the role's policy and the key's policy; the rights in S3 are not the cause.");
    }

    private static Failure unusable(String code, String message, S3Target target) {
        var state = switch (code) {
            case "KMS.DisabledException" -> "is disabled";
            case "KMS.NotFoundException" -> "does not exist";
            case "KMS.KMSInvalidStateException" -> "cannot be used in its present state, such as pending deletion";
            default -> "cannot be used (%s)".formatted(code);
        };
        return new Failure.Conflict("The object cannot be read or written because %s of the %s %s. Ask an administrator"
                        .formatted(key(message), target.words(), state)
                + " to make the key usable again; your permissions were not checked.");
    }

    private static String key(String message) {
        var arn = KMS_KEY.matcher(message);
        return arn.results()
                .map(it -> it.group())
                .findFirst()
                .map("the KMS key `%s`"::formatted)
                .orElse("the KMS key");
    }
}
