package com.quiltdata.sandbox.people;

import com.quiltdata.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Session tokens in the registry's shape: HS256, claims id, uuid and exp, under a key of this process. */
final class SessionJwt {
    private final SecretKeySpec key = new SecretKeySpec(Secrets.bytes(32), "HmacSHA256");

    String issue(User user, Instant expires) {
        var header = new LinkedHashMap<String, @Nullable Object>();
        header.put("alg", "HS256");
        header.put("typ", "JWT");
        var claims = new LinkedHashMap<String, @Nullable Object>();
        claims.put("id", user.id());
        claims.put("uuid", user.uuid().toString());
        claims.put("exp", expires.getEpochSecond());
        String signed = encode(Json.bytes(header)) + "." + encode(Json.bytes(claims));
        return signed + "." + encode(sign(signed));
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
