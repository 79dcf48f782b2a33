package com.quiltdata.sandbox.people;

import com.quiltdata.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Session tokens in the registry's format: HS256, claims id, uuid and exp, signed with a key of this process. */
final class SessionJwt {
    private final SecretKeySpec key = new SecretKeySpec(Secrets.bytes(32), "HmacSHA256");

    String issue(User user, Instant expires) {
        var header = Json.of("alg", "HS256", "typ", "JWT");
        var claims = Json.of(
                "id", user.id(),
                "uuid", user.uuid().toString(),
                "exp", expires.getEpochSecond(),
                "jti", UUID.randomUUID().toString()); // two tokens of one second differ
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
