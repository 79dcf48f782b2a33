package com.quiltdata.mcp.signin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.UnreadableJsonException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts values that clients and browsers carry, so that nothing is stored and any server with the key can continue.
 *
 * <p>The text is base64url of version (1 byte), nonce (12), and AES-256-GCM of expiry (8, seconds since 1970) and JSON.
 * The keys come by HKDF-SHA256 (RFC 5869) from the state key, one per purpose; version and purpose are authenticated.
 */
final class SealedValues {
    /** Maximum length of a sealed text, in characters. */
    static final int MAX_LENGTH = 6144;

    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;
    private static final int MIN_BYTES = 1 + NONCE + Long.BYTES + TAG_BITS / Byte.SIZE;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final List<Map<Purpose, SecretKey>> keys;
    private final InstantSource clock;

    /** Seals with the current key; opens with it or the previous one. */
    SealedValues(String key, @Nullable String previousKey, InstantSource clock) {
        this.keys = Stream.concat(Stream.of(key), Stream.ofNullable(previousKey))
                .map(SealedValues::derive)
                .toList();
        this.clock = clock;
    }

    /**
     * Returns the sealed value.
     *
     * @param expiry when it ceases to be valid; null if never
     * @throws IllegalArgumentException if the text would be longer than {@link #MAX_LENGTH}
     */
    String seal(Purpose purpose, ObjectNode value, @Nullable Instant expiry) {
        var json = value.toString().getBytes(StandardCharsets.UTF_8);
        var plain = ByteBuffer.allocate(Long.BYTES + json.length)
                .putLong(expiry == null ? Long.MAX_VALUE : expiry.getEpochSecond())
                .put(json)
                .array();
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var encrypted =
                    cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), purpose, nonce).doFinal(plain);
            var text = ENCODER.encodeToString(ByteBuffer.allocate(1 + NONCE + encrypted.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(encrypted)
                    .array());
            if (text.length() > MAX_LENGTH) {
                throw new IllegalArgumentException("the value is too long to be sealed");
            }
            return text;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM encrypts every value", e);
        }
    }

    /** Returns the value; empty if it was not sealed here for this purpose, was altered, or has expired. */
    Optional<ObjectNode> open(Purpose purpose, @Nullable String text) {
        return decode(text)
                .flatMap(bytes -> keys.stream()
                        .flatMap(key -> decrypt(key, purpose, bytes).stream())
                        .findFirst())
                .flatMap(this::read);
    }

    /** Returns whether a text has the form of a sealed value, of any key. A JWT does not have it. */
    static boolean hasForm(String text) {
        return decode(text).isPresent();
    }

    private static Optional<byte[]> decode(@Nullable String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            var sealed = Base64.getUrlDecoder().decode(text);
            // Another spelling of the same bytes is refused: a value has one text.
            return sealed.length < MIN_BYTES
                            || sealed[0] != VERSION
                            || !ENCODER.encodeToString(sealed).equals(text)
                    ? Optional.empty()
                    : Optional.of(sealed);
        } catch (IllegalArgumentException e) { // not base64url
            return Optional.empty();
        }
    }

    private static Optional<byte[]> decrypt(Map<Purpose, SecretKey> key, Purpose purpose, byte[] sealed) {
        try {
            var cipher = cipher(Cipher.DECRYPT_MODE, key, purpose, Arrays.copyOfRange(sealed, 1, 1 + NONCE));
            return Optional.of(cipher.doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Optional<ObjectNode> read(byte[] plain) {
        var expiry = ByteBuffer.wrap(plain).getLong();
        try {
            return expiry > clock.instant().getEpochSecond()
                            && BoundedJsonParser.ARGUMENT.read(plain, Long.BYTES, plain.length - Long.BYTES)
                                    instanceof ObjectNode value
                    ? Optional.of(value)
                    : Optional.empty();
        } catch (UnreadableJsonException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, Map<Purpose, SecretKey> key, Purpose purpose, byte[] nonce)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.get(purpose), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((VERSION + " " + purpose).getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    private static Map<Purpose, SecretKey> derive(String key) {
        var derived = new EnumMap<Purpose, SecretKey>(Purpose.class);
        try {
            var hkdf = KDF.getInstance("HKDF-SHA256");
            for (var purpose : Purpose.values()) {
                var info = ("quilt-mcp sign-in " + purpose).getBytes(StandardCharsets.US_ASCII);
                var material = HKDFParameterSpec.ofExtract().addIKM(key.getBytes(StandardCharsets.UTF_8));
                derived.put(purpose, hkdf.deriveKey("AES", material.thenExpand(info, KEY_BYTES)));
            }
            return derived;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK derives keys by HKDF-SHA256", e);
        }
    }
}
