package com.quiltdata.sandbox.browsing;

import com.quiltdata.sandbox.registry.OperationRefusedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The revision of a session: a Quilt+ URI with the full top hash. */
public record Scope(String bucket, String name, String hash) {
    private static final Pattern URI =
            Pattern.compile("quilt\\+s3://([^/#?]+)#package=([\\w-]+/[\\w-]+)@([0-9a-f]{64})");

    static Scope parse(String text) {
        Matcher uri = URI.matcher(text);
        if (!uri.matches()) {
            throw OperationRefusedException.input(
                    "scope",
                    "InvalidScope",
                    "The scope must be quilt+s3://bucket#package=namespace/name@hash, not " + text);
        }
        return new Scope(uri.group(1), uri.group(2), uri.group(3));
    }
}
