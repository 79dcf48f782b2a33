package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.NewEntry;
import com.quiltdata.mcp.catalog.ObjectWriter;
import com.quiltdata.mcp.catalog.PutItem;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts what files are to hold, and pins the files to the versions that were put. */
final class Uploads {
    private final ObjectWriter objects;

    Uploads(ObjectWriter objects) {
        this.objects = objects;
    }

    /** The files, those to be put where they were put. */
    List<NewEntry> put(Call call, List<Draft.Upload> uploads, List<NewEntry> planned) {
        var wanted = new HashMap<String, Draft.Upload>();
        uploads.forEach(upload -> wanted.put(upload.at(), upload));
        return planned.stream()
                .map(entry -> {
                    var upload = wanted.get(entry.logicalKey());
                    return upload == null ? entry : put(call, entry, upload);
                })
                .toList();
    }

    private NewEntry put(Call call, NewEntry entry, Draft.Upload upload) {
        if (Thread.currentThread().isInterrupted()) {
            throw new Failure.TooLate("The call was given up before the package was changed.", null);
        }
        var at = S3Uri.parse(entry.physicalKey());
        var item = new PutItem(at.key(), upload.content(), upload.contentType(), Map.of(), true);
        var put = objects.replace(call.caller(), at.bucket(), item);
        return new NewEntry(entry.logicalKey(), S3Uri.print(put.location()), put.size(), entry.hash(), entry.meta());
    }
}
