package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.catalog.sql.Statement;
import com.quiltdata.mcp.catalog.sql.Workgroup;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The statement of this server that writes a query's rows to files, in a new folder of the workgroup's results. */
final class ExportStatement {
    private static final String FOLDER = "quilt-mcp/";
    private static final String S3 = "s3://";

    /** The end of the statement, with the comment that names the client. */
    private static final Pattern END = Pattern.compile("\n\\) TO '(s3://[^'\n]{1,1100}/" + FOLDER
            + "[0-9a-f-]{36}/)' WITH \\(format = '[A-Z]+'(?:, compression = '[A-Z0-9]+')?\\)(?:\n--[^\n]*)?$");

    private ExportStatement() {}

    /**
     * Returns the statement for a query.
     *
     * @param properties the format of the files, as UNLOAD has it
     * @throws Failure.Invalid if the query is none, or the workgroup has no place for the files
     */
    static Statement of(Statement query, Workgroup workgroup, String properties) {
        if (!query.reads() || !query.type().equals("SELECT")) {
            throw new Failure.Invalid(
                    "Only the rows of a SELECT can be exported, not those of %s. Nothing was sent; send a SELECT."
                            .formatted(query.type()));
        }
        var folder = results(workgroup) + FOLDER + UUID.randomUUID() + "/";
        var text = "UNLOAD (\n%s\n) TO '%s' WITH (%s)".formatted(query.text(), folder, properties);
        return new Statement(text, "UNLOAD", query.dialect(), "it writes files", query.tables());
    }

    private static String results(Workgroup workgroup) {
        var location = workgroup.outputLocation();
        if (location == null || location.contains("'")) {
            throw new Failure.Invalid(
                    "The workgroup %s has no folder for results in S3, so that no files can be written. Nothing was sent; send a workgroup_name with an output_location: athena://workgroups lists those that you may use."
                            .formatted(workgroup.name()));
        }
        return location.endsWith("/") ? location : location + "/";
    }

    /**
     * Returns the folder that an export writes to; empty if the text is no statement of this kind, or its folder is not
     * in the workgroup's results.
     */
    static Optional<S3Prefix> folder(String text, Workgroup workgroup) {
        var end = END.matcher(text);
        if (workgroup.outputLocation() == null || !text.startsWith("UNLOAD (\n") || !end.find()) {
            return Optional.empty();
        }
        return Optional.of(end.group(1))
                .filter(it -> it.startsWith(results(workgroup) + FOLDER))
                .map(ExportStatement::prefix);
    }

    /** Splits a location, whose prefix is not percent-encoded. */
    private static S3Prefix prefix(String location) {
        var path = location.substring(S3.length());
        var slash = path.indexOf('/');
        return new S3Prefix(path.substring(0, slash), path.substring(slash + 1));
    }
}
