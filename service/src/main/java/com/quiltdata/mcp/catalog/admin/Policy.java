package com.quiltdata.mcp.catalog.admin;

import com.google.common.collect.ImmutableMap;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * A policy: rights in buckets that roles share.
 *
 * @param managed whether Quilt writes the IAM policy from {@code permissions}; otherwise its ARN alone says what it allows
 * @param permissions what it allows in each bucket, in the registry's order
 * @param roles the roles that it is attached to
 */
public record Policy(NamedId ref, String arn, boolean managed, Map<String, Level> permissions, List<NamedId> roles) {
    /** What a policy or role allows in a bucket. */
    public enum Level {
        READ,
        READ_WRITE;

        /** Chooses the level that allows more. */
        public static final BinaryOperator<Level> HIGHER = BinaryOperator.maxBy(Comparator.naturalOrder());
    }

    public Policy {
        permissions = ImmutableMap.copyOf(permissions);
        roles = List.copyOf(roles);
    }
}
