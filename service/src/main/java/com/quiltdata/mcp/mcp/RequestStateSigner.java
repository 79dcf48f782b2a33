package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.rpc.RpcException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signs and verifies the state of a multi-round call that the client carries ({@code requestState}), so that any server
 * with the key can continue the call and nobody else can forge it. It is not encrypted: only its owner receives it.
 *
 * <p>The format is {@code 1.expiry.payload.mac}. The HMAC-SHA-256 covers the caller, the method and its params, the
 * expiry and the payload; a state is valid only for the call that issued it, until it expires, any number of times.
 */
public final class RequestStateSigner {
    private static final String VERSION = "1";
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final int RANDOM_BYTES = 32;
    private static final int PARTS = 4;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final List<byte[]> keys;
    private final InstantSource clock;
    private final String advice;
    private final Codec codec = new Codec(Integer.MAX_VALUE);

    private RequestStateSigner(List<byte[]> keys, InstantSource clock, String advice) {
        this.keys = keys;
        this.clock = clock;
        this.advice = advice;
    }

    /** Creates a signer with a key that other servers share; it also verifies with the previous key, if there is one. */
    public static RequestStateSigner of(String key, @Nullable String previousKey, InstantSource clock) {
        var keys = Stream.concat(Stream.of(key), Stream.ofNullable(previousKey))
                .map(it -> it.getBytes(StandardCharsets.UTF_8))
                .toList();
        return new RequestStateSigner(keys, clock, "");
    }

    /** Creates a signer with a random key that is lost when the process ends. */
    public static RequestStateSigner random() {
        var key = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(key);
        return new RequestStateSigner(
                List.of(key),
                InstantSource.system(),
                " The operator can set QUILT_MCP_STATE_KEY so that answers reach any process.");
    }

    /** Returns the payload as a signed state for the next round of this request. */
    String seal(Caller caller, Message.Request request, Object payload) {
        var expiry = clock.instant().plus(LIFETIME).getEpochSecond();
        var body = "%s.%d.%s".formatted(VERSION, expiry, ENCODER.encodeToString(codec.bytes(payload)));
        return body + "." + mac(keys.getFirst(), caller, request, body);
    }

    /** Returns a state's payload; throws {@link RpcException} if altered, of another caller or call, or expired. */
    ObjectNode open(Caller caller, Message.Request request, String state) {
        var parts = state.split("\\.", -1);
        var macStart = state.lastIndexOf('.');
        if (parts.length != PARTS
                || keys.stream()
                        .noneMatch(key ->
                                matches(mac(key, caller, request, state.substring(0, macStart)), parts[PARTS - 1]))) {
            throw refused("this server did not issue it to you for this call", advice);
        }
        if (!VERSION.equals(parts[0])
                || Long.parseLong(parts[1]) <= clock.instant().getEpochSecond()) {
            throw refused("it has expired", "");
        }
        return codec.object(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static RpcException refused(String reason, String advice) {
        return new RpcException(
                ErrorCode.INVALID_PARAMS,
                "\"params.requestState\" is refused: %s. Start the call again without it.%s".formatted(reason, advice));
    }

    private static boolean matches(String expected, String received) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), received.getBytes(StandardCharsets.UTF_8));
    }

    private String mac(byte[] key, Caller caller, Message.Request request, String body) {
        var text = String.join("\n", caller.digest(), request.method(), digest(request), body, "");
        var mac = Hashing.hmacSha256(key).hashString(text, StandardCharsets.UTF_8);
        return ENCODER.encodeToString(mac.asBytes());
    }

    /** Returns a digest of the params without those that vary between rounds; independent of the order of keys. */
    private String digest(Message.Request request) {
        var params = JsonNodeFactory.instance.objectNode();
        if (request.params() != null) {
            params.setAll(request.params());
        }
        params.remove(MultiRoundTrip.VARYING);
        return ENCODER.encodeToString(
                Hashing.sha256().hashBytes(codec.canonical(params)).asBytes());
    }
}
