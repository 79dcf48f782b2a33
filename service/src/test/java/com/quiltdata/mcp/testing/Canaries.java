package com.quiltdata.mcp.testing;

import com.google.common.hash.Hashing;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Texts that a test plants, and a scanner that finds them in any output: as they are, encoded, or hashed. */
public final class Canaries {
    private static final int SHORTEST = 8;
    private static final HexFormat HEX = HexFormat.of();

    /** One form of a canary: what it is of, how it is written, and its bytes. */
    private static final class Form {
        private final String name;
        private final byte[] bytes;

        Form(String canary, String encoding, byte[] bytes) {
            this.name = canary + " (" + encoding + ")";
            this.bytes = bytes;
        }
    }

    private final Map<String, String> canaries = new LinkedHashMap<>();
    private final Map<Long, List<Form>> forms = new HashMap<>();
    private final BitSet starts = new BitSet(1 << 16);

    /** Plants a text under a name; a text that is known already keeps its first name. */
    public String add(String name, String text) {
        if (text.length() < SHORTEST) {
            throw new IllegalArgumentException(name + " is too short to be found for certain");
        }
        if (canaries.putIfAbsent(text, name) == null) {
            encodings(text).forEach((encoding, written) -> put(name, encoding, written, StandardCharsets.UTF_8));
            put(name, "UTF-16", text, StandardCharsets.UTF_16LE);
            put(name, "UTF-16", text, StandardCharsets.UTF_16BE);
        }
        return text;
    }

    public int count() {
        return canaries.size();
    }

    private void put(String name, String encoding, String text, Charset charset) {
        var bytes = text.getBytes(charset);
        forms.computeIfAbsent(head(bytes, 0), _ -> new ArrayList<>()).add(new Form(name, encoding, bytes));
        starts.set(pair(bytes, 0));
    }

    private static Map<String, String> encodings(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var all = new LinkedHashMap<String, String>();
        BiConsumer<String, String> other = (name, written) -> {
            if (!written.equals(text) && written.length() >= SHORTEST) {
                all.putIfAbsent(name, written);
            }
        };
        all.put("plain", text);
        other.accept("URL", URLEncoder.encode(text, StandardCharsets.UTF_8));
        other.accept("hex", HEX.formatHex(bytes));
        other.accept("HEX", HEX.formatHex(bytes).toUpperCase(Locale.ROOT));
        for (var skipped = 0; skipped < 3; skipped++) {
            other.accept("base64+" + skipped, inner(Base64.getEncoder(), bytes, skipped));
            other.accept("base64url+" + skipped, inner(Base64.getUrlEncoder(), bytes, skipped));
        }
        var hash = Hashing.sha256().hashBytes(bytes).asBytes();
        other.accept("SHA-256", HEX.formatHex(hash));
        other.accept("SHA-256 base64", Base64.getEncoder().withoutPadding().encodeToString(hash));
        other.accept(
                "SHA-256 base64url", Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        return all;
    }

    /** Returns what base64 makes of the bytes wherever they are within others: without what depends on its neighbours. */
    private static String inner(Base64.Encoder encoder, byte[] bytes, int before) {
        var shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        var encoded = encoder.withoutPadding().encodeToString(shifted);
        var from = before == 0 ? 0 : before + 1;
        return encoded.substring(from, encoded.length() - (shifted.length % 3 == 0 ? 0 : 1));
    }

    /** Returns the forms of canaries that a text contains. */
    public Set<String> in(String text) {
        var found = new TreeSet<String>();
        scan(text.getBytes(StandardCharsets.UTF_8), found::add);
        return found;
    }

    /** Reports each form of a canary in the bytes. */
    public void scan(byte[] bytes, Consumer<String> report) {
        for (var i = 0; i + SHORTEST <= bytes.length; i++) {
            if (starts.get(pair(bytes, i))) {
                for (var form : forms.getOrDefault(head(bytes, i), List.of())) {
                    var end = i + form.bytes.length;
                    if (end <= bytes.length && Arrays.equals(bytes, i, end, form.bytes, 0, form.bytes.length)) {
                        report.accept(form.name);
                    }
                }
            }
        }
    }

    private static int pair(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    private static long head(byte[] bytes, int at) {
        long head = 0;
        for (var i = at; i < at + SHORTEST; i++) {
            head = (head << 8) | (bytes[i] & 0xff);
        }
        return head;
    }
}
