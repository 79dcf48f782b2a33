package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.rpc.RpcException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What one round of a call hands to the next by way of the client, signed so that any server with the key can go on and
 * nobody else can forge it. It is not secret: its reader is its owner.
 *
 * <p>Its form is {@code 1.expiry.payload.mac}. The HMAC-SHA-256 binds the caller, the method and its params, the expiry
 * and the payload; so a state is good for the call that it came from, until it expires, as often as it is presented.
 */
public final class RequestState {
    private static final String VERSION = "1";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final int RANDOM_BYTES = 32;
    private static final int PARTS = 4;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;
    private final InstantSource clock;
    private final Codec codec = new Codec(Integer.MAX_VALUE);

    private RequestState(byte[] key, InstantSource clock) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.clock = clock;
    }

    /** Signs with a key that other servers have too. */
    public static RequestState of(String key, InstantSource clock) {
        return new RequestState(key.getBytes(StandardCharsets.UTF_8), clock);
    }

    /** Signs with a key that is gone with this process. */
    public static RequestState random() {
        var key = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(key);
        return new RequestState(key, InstantSource.system());
    }

    /** The payload as a state for the next round of this request. */
    String seal(Caller caller, Message.Request request, ObjectNode payload) {
        var body = "%s.%d.%s"
                .formatted(
                        VERSION,
                        clock.instant().plus(LIFETIME).getEpochSecond(),
                        ENCODER.encodeToString(codec.bytes(payload)));
        return body + "." + mac(caller, request, body);
    }

    /**
     * The payload of a state that belongs to this request.
     *
     * @throws RpcException when it was changed, is another caller's or another call's, or has expired
     */
    ObjectNode open(Caller caller, Message.Request request, String state) {
        var parts = state.split("\\.", -1);
        var signed = state.lastIndexOf('.');
        if (parts.length != PARTS || !genuine(mac(caller, request, state.substring(0, signed)), parts[PARTS - 1])) {
            throw refused("it is not one that this server gave to you for this very call");
        }
        if (!VERSION.equals(parts[0])
                || Long.parseLong(parts[1]) <= clock.instant().getEpochSecond()) {
            throw refused("it has expired");
        }
        return codec.object(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static RpcException refused(String why) {
        return new RpcException(
                ErrorCode.INVALID_PARAMS,
                "\"params.requestState\" is refused: %s; begin the call anew, without it.".formatted(why));
    }

    private static boolean genuine(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
    }

    private String mac(Caller caller, Message.Request request, String body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (var part : new String[] {caller.digest(), request.method(), digest(request), body}) {
                mac.update(part.getBytes(StandardCharsets.UTF_8));
                mac.update((byte) '\n');
            }
            return ENCODER.encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** What was asked for: the params but for those that differ from round to round, whatever the order of their keys. */
    private String digest(Message.Request request) throws GeneralSecurityException {
        var salient = JsonNodeFactory.instance.objectNode();
        var params = request.params().object();
        if (params != null) {
            salient.setAll(params);
        }
        salient.remove(Rounds.VARYING);
        return ENCODER.encodeToString(MessageDigest.getInstance("SHA-256").digest(codec.canonical(salient)));
    }
}
