package com.quiltdata.sandbox.connect;

import com.quiltdata.sandbox.json.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ES256 key of this process, which signs access tokens. */
final class SigningKey {
    private static final String KEY_ID = "sandbox";
    private static final int COORDINATE_BYTES = 32;

    private final KeyPair pair = generate();

    /** Returns the JWK Set (RFC 7517) with the public key. */
    Map<String, @Nullable Object> jwks() {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        return Json.of(
                "keys",
                List.of(Json.of(
                        "kty", "EC",
                        "crv", "P-256",
                        "x", coordinate(point.getAffineX()),
                        "y", coordinate(point.getAffineY()),
                        "use", "sig",
                        "alg", "ES256",
                        "kid", KEY_ID)));
    }

    /** Returns a JWT with these claims. */
    String sign(Map<String, @Nullable Object> claims) {
        var header = Json.of("alg", "ES256", "typ", "at+jwt", "kid", KEY_ID);
        String signed = encode(Json.bytes(header)) + "." + encode(Json.bytes(claims));
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns exactly 32 bytes, big endian, in base64url (RFC 7518 6.2.1.2). */
    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] coordinate = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, coordinate, COORDINATE_BYTES - length, length);
        return encode(coordinate);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
