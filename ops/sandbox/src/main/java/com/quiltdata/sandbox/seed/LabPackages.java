package com.quiltdata.sandbox.seed;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.Manifest;
import com.quiltdata.sandbox.packages.Packages;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The packages of quilt-lab: one under a workflow with entries in another bucket, and one whose metadata is null. */
final class LabPackages {
    private final SeedBucket lab;
    private final SeedBucket example;
    private final Packages packages;

    LabPackages(SeedBucket lab, SeedBucket example, Packages packages) {
        this.lab = lab;
        this.example = example;
        this.packages = packages;
    }

    void push() {
        lab.resource(".quilt/workflows/schemas/assay.json", "assay.schema.json");
        lab.resource(".quilt/workflows/schemas/tables.json", "tables.schema.json");
        lab.resource(".quilt/workflows/config.yml", "workflows.yml");
        StoredObject plate = lab.text("lab/assay/plate.csv", "well,od600\nA1,0.12\nA2,0.57\nB1,1.03\n");
        StoredObject elsewhere = example.resource("reference/storms.csv", "storms.csv");
        push("lab/assay", "2024-07-01T12:00:00Z", assay("Plate 1", List.of(plate.as("plate.csv"))));
        push(
                "lab/assay",
                "2024-07-02T12:00:00Z",
                assay("With reference", List.of(plate.as("plate.csv"), elsewhere.as("reference/storms.csv"))));
        push("lab/raw", "2024-07-03T12:00:00Z", raw(List.of(plate.as("plate.csv"))));
    }

    private static Manifest assay(String message, List<Entry> entries) {
        Map<String, @Nullable Object> meta = Json.of("operator", "sandbox", "plate", 1, "od", 0.57);
        var header = new LinkedHashMap<String, @Nullable Object>(
                Manifest.of(message, meta, entries).header());
        header.put(
                "workflow",
                Json.of("id", "assay", "config", "s3://quilt-lab/.quilt/workflows/config.yml", "schemas", Map.of()));
        return new Manifest(header, entries, Map.of());
    }

    private static Manifest raw(List<Entry> entries) {
        var header = new LinkedHashMap<String, @Nullable Object>(
                Manifest.of("Unprocessed", null, entries).header());
        header.put("user_meta", null);
        return new Manifest(header, entries, Map.of());
    }

    private void push(String name, String when, Manifest manifest) {
        var _ = packages.push(lab.bucket(), name, manifest, Instant.parse(when));
    }
}
