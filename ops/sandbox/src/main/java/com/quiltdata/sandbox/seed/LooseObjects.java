package com.quiltdata.sandbox.seed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Objects outside packages: every kind of content, more keys than one page lists, awkward keys, and histories. */
final class LooseObjects {
    static final int MANY = 1200;
    static final List<String> AWKWARD = List.of(
            "with spaces.txt",
            "hash#tag.txt",
            "question?.txt",
            "100%.txt",
            "50%25 done.txt",
            "a+b.txt",
            "this&that=other.txt",
            "'single' \"double\".txt",
            "café.txt",
            "日本.txt",
            "😀.txt",
            "semi;colon,comma:@$!*()~.txt");

    private LooseObjects() {}

    static void put(SeedBucket shelf) {
        shelf.text("README.md", "# Example bucket\n\nOpen to every role that opens anything.\n");
        shelf.text("text/utf8.txt", "naïve café, 日本語, 😀\nsecond line\n");
        shelf.put(
                "text/latin1.txt",
                "naïve café\n".getBytes(StandardCharsets.ISO_8859_1),
                "text/plain; charset=iso-8859-1",
                Map.of("source", "sandbox", "encoding", "latin-1"));
        shelf.text("text/empty.txt", "");
        shelf.text(
                "data/settings.json",
                "{\"name\": \"sandbox\", \"limits\": [1, 2.5, 1e3], \"nested\": {\"on\": true}}\n");
        shelf.text("data/records.jsonl", "{\"id\": 1, \"value\": \"a\"}\n{\"id\": 2, \"value\": \"b\"}\n");
        shelf.resource("data/storms.csv", "storms.csv");
        shelf.resource("images/gradient.png", "gradient.png");
        shelf.bytes("binary/all-bytes.bin", pattern(64 << 10));
        shelf.bytes("binary/three-mib.bin", pattern(3 << 20));
        for (int i = 1; i <= MANY; i++) {
            shelf.text("many/%04d.txt".formatted(i), "object " + i + "\n");
        }
        histories(shelf);
    }

    private static void histories(SeedBucket shelf) {
        for (String version : List.of("first", "second", "third")) {
            shelf.text("versions/report.txt", version + " version\n");
        }
        shelf.text("versions/deleted.txt", "still readable by version\n");
        shelf.store().delete(shelf.bucket(), "versions/deleted.txt");
    }

    /** Puts the awkward keys under {@code awkward/}, and one that ends with a slash. */
    static List<StoredObject> awkward(SeedBucket shelf) {
        var stored = new ArrayList<StoredObject>();
        AWKWARD.forEach(name -> stored.add(shelf.text("awkward/" + name, "I am " + name + "\n")));
        shelf.put("awkward/folder/", new byte[0], "application/x-directory", Map.of());
        return stored;
    }

    /** Returns all byte values in order. */
    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
