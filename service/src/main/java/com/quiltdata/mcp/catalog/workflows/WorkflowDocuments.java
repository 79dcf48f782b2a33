package com.quiltdata.mcp.catalog.workflows;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ContentReader;
import com.quiltdata.mcp.catalog.packages.Workflows;
import com.quiltdata.mcp.context.PerCallCache;

/** Reads workflow configurations and schemas: only S3 objects, of at most 1 MiB. */
record WorkflowDocuments(ContentReader objects, PerCallCache reuse) {
    private static final int MAX_BYTES = 1 << 20;

    private record DocumentKey(Caller caller, ObjectLocation at) {}

    byte[] read(Caller caller, ObjectLocation at) {
        return reuse.once(new DocumentKey(caller, at), () -> readNow(caller, at));
    }

    private byte[] readNow(Caller caller, ObjectLocation at) {
        var content = objects.read(caller, at, 0, MAX_BYTES);
        if (content.truncated()) {
            throw new Failure.TooLarge("Object `" + at.key() + "` in bucket `" + at.bucket() + "` exceeds the "
                    + MAX_BYTES + " bytes that this server reads of a workflow configuration or schema.");
        }
        return content.bytes();
    }

    WorkflowSchema schema(Caller caller, Workflows workflows, String id) {
        var url = workflows.schemas().get(id);
        if (url == null) {
            throw new Failure.Invalid("workflow", "There is no '" + id + "' in schemas.");
        }
        var at =
                S3Uri.find(url).orElseThrow(() -> new Failure.Invalid("workflow", "Couldn't parse URL '" + url + "'."));
        try {
            return WorkflowSchema.parse(id, url, read(caller, at));
        } catch (Failure.NotFound | Failure.Denied e) {
            throw new Failure.Invalid("workflow", "Couldn't load schema at " + url + ". " + e.getMessage());
        }
    }
}
