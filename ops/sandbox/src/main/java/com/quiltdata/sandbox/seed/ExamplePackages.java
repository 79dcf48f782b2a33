package com.quiltdata.sandbox.seed;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.Manifest;
import com.quiltdata.sandbox.packages.Packages;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The packages of quilt-example: a history of three, images, one too wide for a flat map, and awkward names. */
final class ExamplePackages {
    static final int WIDE = 1200;

    private final SeedBucket shelf;
    private final Packages packages;

    ExamplePackages(SeedBucket shelf, Packages packages) {
        this.shelf = shelf;
        this.packages = packages;
    }

    void push() {
        hurdat();
        images();
        wide();
        awkward();
    }

    private void hurdat() {
        StoredObject readme = shelf.resource("examples/hurdat/README.md", "README.md");
        StoredObject csv = shelf.resource("examples/hurdat/data/storms.csv", "storms.csv");
        var entries = new ArrayList<>(List.of(readme.as("README.md"), csv.as("data/storms.csv")));
        push(
                "examples/hurdat",
                "2024-01-10T09:00:00Z",
                Manifest.of("First storms", Json.of("source", "NOAA"), entries));

        StoredObject json = shelf.text(
                "examples/hurdat/data/storms.json", "[{\"name\": \"Camille\", \"year\": 1969, \"category\": 5}]\n");
        entries.add(json.as("data/storms.json", Json.of("user_meta", Json.of("format", "records"))));
        push(
                "examples/hurdat",
                "2024-02-20T10:30:00Z",
                Manifest.of("Add JSON", Json.of("source", "NOAA", "reviewed", false), entries));

        StoredObject longer = shelf.text("examples/hurdat/data/storms.csv", longerTable());
        entries.set(1, longer.as("data/storms.csv"));
        entries.add(shelf.text("examples/hurdat/notes/2024/summary.txt", "Two storms of 2024 added.\n")
                .as("notes/2024/summary.txt"));
        Map<String, @Nullable Object> meta = Json.of(
                "source", "NOAA", "reviewed", true, "year", 2024, "scale", 1.0, "tags", List.of("storms", "wind"));
        Map<String, Map<String, @Nullable Object>> dirs =
                Map.of("data/", Json.of("user_meta", Json.of("kind", "tables")));
        push(
                "examples/hurdat",
                "2024-03-30T11:45:00Z",
                new Manifest(Manifest.of("Add 2024", meta, entries).header(), entries, dirs));
    }

    private static String longerTable() {
        return new String(SeedBucket.read("storms.csv"), StandardCharsets.UTF_8)
                + "Beryl,2024,5,145,932\nMilton,2024,5,155,895\n";
    }

    private void images() {
        List<Entry> first = List.of(
                shelf.resource("examples/images/gradient.png", "gradient.png").as("gradient.png"));
        push("examples/images", "2024-04-01T08:00:00Z", Manifest.of(null, null, first));
        var second = new ArrayList<>(first);
        second.add(shelf.resource("examples/images/patterns/checkers.png", "checkers.png")
                .as("patterns/checkers.png"));
        push("examples/images", "2024-04-02T08:00:00Z", Manifest.of("A second image", null, second));
    }

    private void wide() {
        List<StoredObject> shared =
                List.of(shelf.text("examples/wide/even.txt", "even\n"), shelf.text("examples/wide/odd.txt", "odd\n"));
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < WIDE; i++) {
            entries.add(shared.get(i % 2).as("part-%02d/%04d.txt".formatted(i / 100, i)));
        }
        push("examples/wide", "2024-05-05T05:05:05Z", Manifest.of("Many entries", Json.of(), entries));
    }

    private void awkward() {
        List<StoredObject> stored = LooseObjects.awkward(shelf);
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < stored.size(); i++) {
            entries.add(stored.get(i).as(LooseObjects.AWKWARD.get(i)));
        }
        entries.add(stored.getFirst().as("a/b"));
        entries.add(stored.getFirst().as("a-b"));
        entries.add(stored.getFirst().as("dir with spaces/日本/100%.txt"));
        push(
                "examples/awkward",
                "2024-06-06T06:06:06Z",
                Manifest.of("Names — hard to spell", Json.of("é", "日本 😀"), entries));
    }

    private void push(String name, String when, Manifest manifest) {
        var _ = packages.push(shelf.bucket(), name, manifest, Instant.parse(when));
    }
}
