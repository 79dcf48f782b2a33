package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectWriter;
import com.quiltdata.mcp.catalog.objects.PutItem;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.packages.RevisionDraft;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes inline files to S3, and sets their physical keys to the written versions. */
final class InlineUploader {
    private final ObjectWriter objects;

    InlineUploader(ObjectWriter objects) {
        this.objects = objects;
    }

    /** Writes the uploads, and returns the planned entries with the written versions. */
    List<NewEntry> put(Call call, List<RevisionDraft.Upload> uploads, List<NewEntry> planned) {
        var wanted = new HashMap<String, RevisionDraft.Upload>();
        uploads.forEach(upload -> wanted.put(upload.at(), upload));
        return planned.stream()
                .map(entry -> {
                    var upload = wanted.get(entry.logicalKey());
                    return upload == null ? entry : put(call, entry, upload);
                })
                .toList();
    }

    private NewEntry put(Call call, NewEntry entry, RevisionDraft.Upload upload) {
        if (Thread.currentThread().isInterrupted()) {
            throw new Failure.TooLate(
                    "The call was cancelled before the package was changed; objects already written stay in S3.", null);
        }
        var at = S3Uri.parse(entry.physicalKey());
        var item = new PutItem(at.key(), upload.content(), upload.contentType(), Map.of(), true);
        var put = objects.replace(call.caller(), at.bucket(), item);
        return new NewEntry(entry.logicalKey(), S3Uri.print(put.location()), put.size(), entry.hash(), entry.meta());
    }
}
