package com.quiltdata.mcp.catalog.workflows;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.packages.Workflows;
import com.quiltdata.mcp.context.PerCallCache;

/** Reads workflow configurations and schemas: only S3 objects, of at most 1 MiB. */
final class WorkflowDocuments {
    private static final int LARGEST = 1 << 20;

    private final ObjectReader objects;
    private final PerCallCache reuse;

    WorkflowDocuments(ObjectReader objects, PerCallCache reuse) {
        this.objects = objects;
        this.reuse = reuse;
    }

    /** The cache key of a document's bytes. */
    private record DocumentKey(Caller caller, ObjectLocation at) {}

    byte[] read(Caller caller, ObjectLocation at) {
        return reuse.once(new DocumentKey(caller, at), () -> readNow(caller, at));
    }

    private byte[] readNow(Caller caller, ObjectLocation at) {
        var content = objects.read(caller, at, 0, LARGEST);
        if (content.truncated()) {
            throw new Failure.TooLarge("Object `" + at.key() + "` in bucket `" + at.bucket() + "` exceeds the "
                    + LARGEST + " bytes that this server reads of a workflow configuration or schema.");
        }
        return content.bytes();
    }

    /** Returns a schema, given its id; errors have the registry's own words. */
    WorkflowSchema schema(Caller caller, Workflows workflows, String id) {
        var url = workflows.schemas().get(id);
        if (url == null) {
            throw new Failure.Invalid("workflow", "There is no '" + id + "' in schemas.");
        }
        var at = location(url);
        try {
            return WorkflowSchema.parse(id, url, read(caller, at));
        } catch (Failure.NotFound | Failure.Denied e) {
            throw unreadable(url, e);
        }
    }

    private static Failure unreadable(String url, Failure why) {
        return new Failure.Invalid("workflow", "Couldn't load schema at " + url + ". " + why.getMessage());
    }

    private static ObjectLocation location(String url) {
        return S3Uri.find(url).orElseThrow(() -> new Failure.Invalid("workflow", "Couldn't parse URL '" + url + "'."));
    }
}
