package com.quiltdata.sandbox.sts;

import com.google.common.base.Splitter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A POST to {@code /} that is signed with Signature Version 4.
 *
 * @param header returns a header by its lower-case name; null if it is absent
 */
public record SignedRequest(Function<String, @Nullable String> header, String body) {
    private static final Pattern AUTHORIZATION = Pattern.compile("AWS4-HMAC-SHA256\\s+Credential=(?<key>[^/,\\s]+)/"
            + "(?<scope>\\d{8}/[a-z0-9-]+/(?<service>[a-z]+)/aws4_request),\\s*SignedHeaders=(?<headers>[^,\\s]+),\\s*"
            + "Signature=(?<signature>[0-9a-f]{64})");

    /** The parts of an {@code Authorization} header. */
    record Authorization(String accessKeyId, String scope, String service, String signedHeaders, String signature) {}

    Optional<Authorization> authorization() {
        return Optional.ofNullable(header.apply("authorization"))
                .map(AUTHORIZATION::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> new Authorization(
                        matcher.group("key"),
                        matcher.group("scope"),
                        matcher.group("service"),
                        matcher.group("headers"),
                        matcher.group("signature")));
    }

    /** Returns whether the request was signed with this secret, and the host with it. */
    boolean isSignedWith(String secretAccessKey, Authorization authorization) {
        var signed = Splitter.on(';').splitToList(authorization.signedHeaders());
        if (!signed.contains("host")) {
            return false;
        }
        var canonical = signed.stream()
                .map(name -> name + ":" + String.valueOf(header.apply(name)).strip() + "\n")
                .collect(Collectors.joining(
                        "", "POST\n/\n\n", "\n" + authorization.signedHeaders() + "\n" + sha256(body)));
        var text = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                String.valueOf(header.apply("x-amz-date")),
                authorization.scope(),
                sha256(canonical));
        var key = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
        for (var part : Splitter.on('/').split(authorization.scope())) {
            key = hmac(key, part);
        }
        return MessageDigest.isEqual(hmac(key, text), HexFormat.of().parseHex(authorization.signature()));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
