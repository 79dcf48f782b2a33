package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Truncatable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An export and, once it has succeeded, its files. */
record ExportResult(
        @Doc("Athena's id of the export; valid in every session")
        String executionId,

        @Doc("QUEUED, RUNNING or SUCCEEDED") String state,
        @Doc("Athena workgroup it ran in") @Nullable String workgroup,
        @Doc("S3 folder of the files") String location,

        @Doc("Files, whose rows are in no order across files; absent while the export runs") @Nullable
        List<File> files,

        @Doc("Number of files, including those not in this result; absent while the export runs") @Nullable
        Integer count,

        @Doc("Bytes of all files counted") @Nullable Long totalSize,

        @Doc("Whether there are more files than these; absent while the export runs") @Nullable
        Boolean truncated,

        @Doc("When the links expire") @Nullable Instant expiresAt,
        @Doc("Bytes scanned so far") @Nullable Long scannedBytes,

        @Doc("What the scanned bytes cost at most, without discounts") @Nullable
        BigDecimal estimatedCostUsd,

        @Doc("What may make the query slow or expensive") @Nullable
        List<String> warnings,

        @Doc("Next step, and what is omitted") @Nullable String note)
        implements Truncatable<ExportResult> {
    /** A file. */
    record File(
            @Doc("S3 URI") String uri,
            @Doc("Bytes") long size,

            @Doc("Download link; anyone who has it can download the file")
            String url) {}

    /** The files that were found; {@code truncated} if there are more than {@code files}. */
    record Files(
            List<File> files,
            int count,
            long size,
            boolean truncated,
            @Nullable Instant expiresAt) {}

    static ExportResult of(QueryExecution execution, String location, @Nullable Files found, @Nullable String note) {
        return new ExportResult(
                execution.id(),
                execution.state().name(),
                execution.workgroup(),
                location,
                found == null ? null : found.files(),
                found == null ? null : found.count(),
                found == null ? null : found.size(),
                found == null ? null : found.truncated(),
                found == null ? null : found.expiresAt(),
                execution.scannedBytes(),
                null,
                null,
                note);
    }

    ExportResult with(@Nullable BigDecimal cost, List<String> warned) {
        return new ExportResult(
                executionId,
                state,
                workgroup,
                location,
                files,
                count,
                totalSize,
                truncated,
                expiresAt,
                scannedBytes,
                cost,
                warned.isEmpty() ? null : warned,
                note);
    }

    @Override
    public int parts() {
        return files == null ? 0 : files.size();
    }

    @Override
    public ExportResult first(int parts) {
        return new ExportResult(
                executionId,
                state,
                workgroup,
                location,
                files == null ? null : files.subList(0, parts),
                count,
                totalSize,
                files == null ? null : true,
                expiresAt,
                scannedBytes,
                estimatedCostUsd,
                warnings,
                "Only the first %,d files are here; the others are in the same folder of S3.".formatted(parts));
    }
}
