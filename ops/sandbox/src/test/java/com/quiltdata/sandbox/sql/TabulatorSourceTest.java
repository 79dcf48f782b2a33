package com.quiltdata.sandbox.sql;

import static com.quiltdata.sandbox.sql.EngineFixture.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.Manifest;
import com.quiltdata.sandbox.packages.PhysicalKey;
import com.quiltdata.sandbox.people.Level;
import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.registry.Bucket.TabulatorTable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tabulator tables over the files of packages. */
final class TabulatorSourceTest {
    private static final String CSV_PARSER = "csv, header: true, delimiter: \"\\t\"";
    private static final String FROM = " FROM \"quilt-sandbox-tabulator\".\"quilt-lab\".\"genes\" ";

    private final EngineFixture sql = new EngineFixture();

    @AfterEach
    void close() {
        sql.close();
    }

    private void table(String nullable, String extension, String parser, boolean continueOnError) {
        sql.tabulator.set(sql.buckets.named("quilt-lab").orElseThrow(), new TabulatorTable("genes", """
            schema:
              - {name: gene, type: STRING}
              - {name: reads, type: INT%s}
            source:
              type: quilt-packages
              package_name: ^study/(?<study_id>[^_]+)_rna$
              logical_key: quant/(?P<sample_id>[^/]+)/genes\\.%s$
            parser: {format: %s}
            continue_on_error: %s
            """.formatted(
                        nullable, extension, parser, continueOnError)));
    }

    private Entry file(String bucket, String logicalKey, byte[] content) {
        String version = sql.store.put(bucket, "f/" + logicalKey, content, "text/plain", Map.of());
        return new Entry(
                logicalKey,
                new PhysicalKey(bucket, "f/" + logicalKey, version),
                content.length,
                new Entry.Hash("SHA256", "0"),
                Map.of());
    }

    private Entry tsv(String sample, String content) {
        return file("quilt-lab", "quant/" + sample + "/genes.tsv", content.getBytes(StandardCharsets.UTF_8));
    }

    private void push(String name, Entry... entries) {
        var _ = sql.packages.push(
                "quilt-lab", name, Manifest.of("m", null, List.of(entries)), Instant.parse("2024-05-05T05:05:05Z"));
    }

    @Test
    void readsMatchingFilesOfMatchingPackagesWithTheirOrigin() {
        table("", "tsv", CSV_PARSER, false);
        push("study/a_rna", tsv("s1", "Name\tN\nx\t1\n"), tsv("s2", "Name\tN\tmore\ny\t2\tz\n"));
        push("study/b_rna", tsv("s3", "Name\tN\nz\t\n"));
        push("study/b_dna", tsv("s4", "Name\tN\nno\t0\n"));
        assertThat(sql.rows("SELECT gene, reads, study_id, sample_id, \"$pkg_name\", \"$issue\"" + FROM + "ORDER BY 1"))
                .extracting(Object::toString)
                .containsExactly(
                        "[x, 1, a, s1, study/a_rna, null]",
                        "[y, 2, a, s2, study/a_rna, null]",
                        "[z, null, b, s3, study/b_rna, null]");
    }

    @Test
    void readsParquetByName() {
        sql.rows("CREATE TABLE p AS SELECT 7 AS reads, 'x' AS GENE");
        var object = sql.store.list(DataCatalogs.TABLES_BUCKET, "p/").getFirst();
        byte[] content = sql.store.get(DataCatalogs.TABLES_BUCKET, object.key()).orElseThrow();
        table("", "parquet", "parquet", false);
        push("study/a_rna", file("quilt-lab", "quant/s1/genes.parquet", content));
        assertThat(sql.rows("SELECT gene, reads, \"$logical_key\"" + FROM))
                .containsExactly(List.of("x", "7", "quant/s1/genes.parquet"));
    }

    @Test
    void missingColumnIsNullWithIssue() {
        table("", "tsv", CSV_PARSER, false);
        push("study/a_rna", tsv("s1", "Name\nx\n"));
        assertThat(sql.rows("SELECT gene, reads, \"$issue\"" + FROM).getFirst())
                .containsExactly("x", null, "Missing columns: reads");
    }

    @Test
    void fileWithErrorFailsTheQuery() {
        table("", "tsv", CSV_PARSER, false);
        push("study/a_rna", tsv("s1", "Name\tN\nx\tmany\n"));
        assertThat(sql.failure(WRITER, "SELECT *" + FROM))
                .startsWith("GENERIC_USER_ERROR: ")
                .contains("'many'");
    }

    @Test
    void continueOnErrorLeavesOneRowWithIssue() {
        table(", nullable: false", "tsv", CSV_PARSER, true);
        push(
                "study/a_rna",
                tsv("s1", "Name\tN\nx\tmany\ny\t1\n"),
                tsv("s2", "Name\tN\nz\t3\n"),
                tsv("s3", "Name\nq\n"));
        assertThat(sql.rows("SELECT gene, reads, \"$issue\" IS NULL" + FROM + "ORDER BY sample_id"))
                .extracting(Object::toString)
                .containsExactly("[null, 0, false]", "[z, 3, true]", "[null, 0, false]");
    }

    @Test
    void readsFilesWithTheRightsOfTheRole() {
        table("", "tsv", CSV_PARSER, false);
        push(
                "study/a_rna",
                file("quilt-example", "quant/s1/genes.tsv", "Name\tN\nx\t1\n".getBytes(StandardCharsets.UTF_8)));
        var labOnly = new Role("lab", Map.of("quilt-lab", Level.READ));
        assertThat(sql.failure(labOnly, "SELECT *" + FROM)).startsWith("PERMISSION_DENIED: ");
        assertThat(sql.values("SELECT gene" + FROM)).containsExactly("x");
    }
}
