package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.ObjectSummary;
import com.quiltdata.mcp.catalog.objects.SignedLink;
import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryState;
import com.quiltdata.mcp.catalog.sql.Workgroup;
import com.quiltdata.mcp.tool.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the files of exports. */
record ExportedFiles(ObjectReader objects, ScanPrice price) {
    private static final int MAX_FILES = 1_000;
    private static final int MAX_LINKS = 100;
    private static final Duration LIFETIME = Duration.ofHours(1);

    /**
     * Returns the folder of an export.
     *
     * @throws Failure.Invalid if the execution is none
     */
    S3Prefix requireExport(QueryExecution execution, Workgroup workgroup) {
        return ExportStatement.folder(execution.text(), workgroup)
                .orElseThrow(() -> new Failure.Invalid(
                        "`execution_id`: the query %s is no export by this tool to the results of its workgroup. For its rows call %s."
                                .formatted(execution.id(), AthenaQueryResults.NAME)));
    }

    /** Returns the files if the export has succeeded; a failure of it is thrown. */
    ExportResult of(Call call, QueryExecution execution, Workgroup workgroup, List<String> warnings) {
        QueryFailureMapper.of(execution).ifPresent(failure -> {
            throw failure;
        });
        var folder = requireExport(execution, workgroup);
        var location = "s3://%s/%s".formatted(folder.bucket(), folder.prefix());
        var result = execution.state() == QueryState.SUCCEEDED
                ? found(call, execution, folder, location)
                : ExportResult.of(
                        execution,
                        location,
                        null,
                        "The export continues (%s). Call %s with this execution_id for its files; do not send the query again. %s ends it."
                                .formatted(
                                        QueryWaiter.sentence(execution), AthenaQueryExport.NAME, AthenaQueryStop.NAME));
        return result.with(price.of(execution), warnings);
    }

    private ExportResult found(Call call, QueryExecution execution, S3Prefix folder, String location) {
        return switch (Attempt.of(() -> files(call, folder))) {
            case Attempt.SuccessfulAttempt<ExportResult.Files>(var files) ->
                ExportResult.of(execution, location, files, note(files));
            case Attempt.FailedAttempt<ExportResult.Files>(var reason) ->
                ExportResult.of(
                        execution,
                        location,
                        null,
                        "The files are written, but cannot be listed: %s Call again with this execution_id; do not send the query again."
                                .formatted(reason.sentence()));
        };
    }

    private ExportResult.Files files(Call call, S3Prefix folder) {
        var page = objects.list(call.caller(), folder, null, MAX_FILES, null);
        var files = new ArrayList<ExportResult.File>();
        Instant expiry = null;
        for (var object :
                page.objects().subList(0, Math.min(MAX_LINKS, page.objects().size()))) {
            var location = new ObjectLocation(folder.bucket(), object.key(), null);
            var link = objects.link(call.caller(), location, LIFETIME);
            expiry = earlier(expiry, link);
            files.add(new ExportResult.File(S3Uri.print(location), object.size(), link.url()));
        }
        var size = page.objects().stream().mapToLong(ObjectSummary::size).sum();
        var more = page.nextToken() != null || files.size() < page.objects().size();
        return new ExportResult.Files(files, page.objects().size(), size, more, expiry);
    }

    private static Instant earlier(@Nullable Instant expiry, SignedLink link) {
        return expiry == null || link.expiresAt().isBefore(expiry) ? link.expiresAt() : expiry;
    }

    private static @Nullable String note(ExportResult.Files files) {
        if (files.count() == 0) {
            return "The query has no rows, so that no file was written.";
        }
        return files.truncated()
                ? "Only the first %,d of %,d files%s are here; the others are in the same folder of S3."
                        .formatted(files.files().size(), files.count(), files.count() == MAX_FILES ? " or more" : "")
                : null;
    }
}
