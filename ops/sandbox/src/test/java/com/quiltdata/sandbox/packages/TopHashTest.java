package com.quiltdata.sandbox.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hashes that Quilt's Python and Rust clients publish or compute for the same manifests. */
final class TopHashTest {
    private static final Entry.Hash EMPTY = ChunkedHash.of(new byte[0]);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'message':'','user_meta':{},'version':'v0'}"
                        + "|0929824c58e90a6d2cc3ad2c7bdc66e34f43e8ed7063a6b48595a3834dd3ec99",
                "{'message':null,'version':'v0'}|2a5a67156ca9238c14d12042db51c5b52260fdd5511b61ea89b58929d6e1769b",
                "{'message':null,'user_meta':null,'version':'v0'}"
                        + "|fb53faf10edc3c9cc234f362c1a57d702213e869a20b887d9f6ed5439c936513",
                "{'message':'Initial','user_meta':{'timestamp':'2024-01-01','author':'user'},'version':'v0'}"
                        + "|9bf52db215ab75c1f75fe4b1b4a782cf822eb463f9f8395e95f3b47627a0e825",
                "{'message':'','user_meta':{},'version':'v0','workflow':{'config':'s3://workflow/config','id':null}}"
                        + "|77cb48f84c2109fcf9e10fd230497f2a3803427bb6b48c32f2c026e080ee1553",
                "{'version':'v0','message':'k','user_meta':{'😀':2,'～':1}}|f6ae471b16791d232d8c95b6ce6dbf1f91272291c08203d39967cebf1cf57c19",
                "{'version':'v0','message':'n','user_meta':{'a':1.0,'b':1e20,'c':1e16,'d':1e-7,'e':1e-5,'f':-0.0,"
                        + "'g':123456789012345678901234567890,'h':1,'i':0.1,'j':123456789.125,'k':1e15,'l':0.0001}}"
                        + "|e4adac0e1b22b569792d69a7b77220cb1d8377bbf7f4c5fe543ca70608f48867"
            })
    void headers(String header, String hash) {
        assertThat(TopHash.of(Json.object(header.replace('\'', '"')), List.of()))
                .isEqualTo(hash);
    }

    @Test
    void escapesTextLikePython() {
        assertThat(TopHash.of(Json.of("version", "v0", "message", "é\u2028😀\u007f/\"\\\t"), List.of()))
                .isEqualTo("a498e92b3704d6a0afcd19d71a8c1147cd3ed868cddec25f3ace7849f562b2f5");
    }

    @Test
    void sortsEntriesInTreeOrder() {
        List<Entry> entries = Stream.of("a.txt", "a/b", "a-b")
                .map(key -> new Entry(key, new PhysicalKey("b", key, null), 0, EMPTY, Map.of()))
                .toList();
        assertThat(TopHash.of(Json.of("version", "v0", "message", "m"), entries))
                .isEqualTo("5be8f6e828795e415b764f54251744483560fc3d574e8255581fa073ef6bd2cf");
    }

    @Test
    void parsesManifestOfOneEntry() {
        var manifest = Manifest.parse("""
                {"message":"","user_meta":{},"version":"v0"}
                {"logical_key":"data.txt","physical_keys":["s3://bucket/data.txt"],\
                "hash":{"type":"sha2-256-chunked","value":"Xb1PbjJeWof4zD7zuHc9PI7sLiz/Ykj4gphlaZEt3xA="},\
                "size":16,"meta":{"type":"text"}}
                """);
        assertThat(manifest.topHash()).isEqualTo("9adfc26d4d85bc1a31bd9b45af1c78647415d580a4196becd85f9e4e793c5824");
    }

    @Test
    void topHashIgnoresPhysicalKeysAndDirectoryMetadata() {
        var entry = new Entry("x", new PhysicalKey("b", "k", "1"), 0, EMPTY, Map.of());
        var moved = new Entry("x", new PhysicalKey("c", "l", "2"), 0, EMPTY, Map.of());
        var plain = Manifest.of("m", null, List.of(entry));
        var other = new Manifest(plain.header(), List.of(moved), Map.of("d/", Json.of("user_meta", Map.of())));
        assertThat(other.topHash()).isEqualTo(plain.topHash());
        assertThat(Manifest.parse(new String(other.bytes(), StandardCharsets.UTF_8)))
                .isEqualTo(other);
    }
}
