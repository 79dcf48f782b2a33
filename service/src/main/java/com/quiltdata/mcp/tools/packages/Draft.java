package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.NewEntry;
import com.quiltdata.mcp.catalog.NewRevision;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.tool.Failure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A revision that somebody wants.
 *
 * @param message null for none
 * @param meta null for none
 * @param workflow null for the bucket's default, empty for explicitly none
 * @param uploads what some of the files are to hold: put once nothing else speaks against the revision
 * @param warnings what its author should know
 */
record Draft(
        @Nullable String message,
        @Nullable Map<String, Object> meta,
        @Nullable String workflow,
        Assembly assembly,
        List<Upload> uploads,
        List<String> warnings) {
    /** A file that is made of what the call holds; {@code at} is its logical key. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, to be put; never compared
    record Upload(
            String at,
            byte[] content,
            @Nullable String contentType,
            @Nullable Map<String, Object> meta) {}

    Draft {
        if (message != null && message.isBlank()) {
            throw new Failure.Invalid("`message`: it is empty; leave it out, or say what was changed.");
        }
    }

    NewRevision revision(PackageName name, List<NewEntry> entries) {
        return new NewRevision(name, message, meta, workflow, entries);
    }

    /** Whether a revision of it would say no more than this one. */
    boolean saysNothingNewAfter(@Nullable String baseMessage, @Nullable Map<String, Object> baseMeta) {
        return assembly.delta().isNothing()
                && uploads.isEmpty()
                && Values.alike(meta, baseMeta)
                && (message == null || Objects.equals(message, baseMessage));
    }
}
