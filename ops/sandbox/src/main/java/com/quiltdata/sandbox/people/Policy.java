package com.quiltdata.sandbox.people;

import java.util.LinkedHashMap;
import java.util.Map;

/** A policy that managed roles attach; the permissions of an unmanaged one are known to IAM alone. */
public record Policy(String id, String title, String arn, boolean managed, Map<String, Level> levels) {
    public Policy {
        levels = new LinkedHashMap<>(levels);
    }

    /** Returns the policy without its permission for a bucket. */
    Policy without(String bucket) {
        var rest = new LinkedHashMap<>(levels);
        rest.remove(bucket);
        return new Policy(id, title, arn, managed, rest);
    }
}
