package com.quiltdata.mcp.catalog.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An identity as AWS names it.
 *
 * @param account account ID of the identity
 * @param userId unique ID, such as {@code AROA…:session}
 * @param type {@code assumed-role}, {@code user}, {@code federated-user}, {@code root} or {@code unknown}
 * @param role name of the role; null unless one is assumed
 * @param name name of the user, or of the session of an assumed role; null for root and unknown
 */
public record AwsIdentity(
        String arn,
        String account,
        String userId,
        String type,
        @Nullable String role,
        @Nullable String name) {
    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:(?:sts|iam)::\\d{12}:(?:(?<root>root)"
            + "|assumed-role/(?<role>[^/]+)/(?<session>[^/]+)"
            + "|user/(?:[^/]+/)*(?<user>[^/]+)"
            + "|federated-user/(?<federated>[^/]+))");

    /** Returns the identity with the type and names that the ARN has. */
    public static AwsIdentity parse(String arn, String account, String userId) {
        var parts = ARN.matcher(arn);
        if (!parts.matches()) {
            return new AwsIdentity(arn, account, userId, "unknown", null, null);
        } else if (parts.group("role") != null) {
            return new AwsIdentity(arn, account, userId, "assumed-role", parts.group("role"), parts.group("session"));
        } else if (parts.group("user") != null) {
            return new AwsIdentity(arn, account, userId, "user", null, parts.group("user"));
        } else if (parts.group("federated") != null) {
            return new AwsIdentity(arn, account, userId, "federated-user", null, parts.group("federated"));
        }
        return new AwsIdentity(arn, account, userId, "root", null, null);
    }
}
