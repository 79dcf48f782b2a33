package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A revision as a tool wants it, before it is checked and sent.
 *
 * @param message null for none
 * @param meta null for none
 * @param workflow null for the bucket's default, empty for explicitly none
 * @param uploads the contents of inline files, written to S3 only after all checks have passed
 * @param warnings warnings for the author
 */
public record RevisionDraft(
        @Nullable String message,
        @Nullable Map<String, Object> meta,
        @Nullable String workflow,
        ManifestBuilder assembly,
        List<Upload> uploads,
        List<String> warnings) {
    /** An inline file, whose content comes with the call; {@code at} is its logical key. */
    @SuppressWarnings("ArrayRecordComponent") // passed on once, to be written; never compared
    public record Upload(
            String at,
            byte[] content,
            @Nullable String contentType,
            @Nullable Map<String, Object> meta) {}

    public RevisionDraft {
        if (message != null && message.isBlank()) {
            throw new Failure.Invalid("`message`: it is empty. Leave it out, or describe the change.");
        }
    }

    public NewRevision revision(PackageName name, List<NewEntry> entries) {
        return new NewRevision(name, message, meta, workflow, entries);
    }

    /** Whether a revision made from this draft would change nothing. */
    public boolean saysNothingNewAfter(@Nullable String baseMessage, @Nullable Map<String, Object> baseMeta) {
        return assembly.delta().isNothing()
                && uploads.isEmpty()
                && JsonEquality.alike(meta, baseMeta)
                && (message == null || Objects.equals(message, baseMessage));
    }
}
