package com.quiltdata.sandbox.packages;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The location of an entry's bytes: {@code s3://bucket/percent-encoded-key?versionId=v}. */
public record PhysicalKey(
        String bucket, String key, @Nullable String versionId) {
    private static final String VERSION = "versionId=";

    public static PhysicalKey parse(String text) {
        URI uri = URI.create(text);
        if (!"s3".equals(uri.getScheme()) || uri.getRawAuthority() == null) {
            throw new IllegalArgumentException("not an s3 URI: " + text);
        }
        String query = uri.getRawQuery();
        if (query != null && !query.startsWith(VERSION)) {
            throw new IllegalArgumentException("unexpected query in " + text);
        }
        return new PhysicalKey(
                uri.getRawAuthority().intern(),
                decode(uri.getRawPath().substring(1)),
                query == null ? null : decode(query.substring(VERSION.length())));
    }

    @Override
    public String toString() {
        String path = Arrays.stream(key.split("/", -1)).map(PhysicalKey::encode).collect(Collectors.joining("/"));
        return "s3://" + bucket + "/" + path + (versionId == null ? "" : "?" + VERSION + encode(versionId));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
