package com.quiltdata.mcp.catalog.workflows;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogException.Denied;
import com.quiltdata.mcp.catalog.CatalogException.Missing;
import com.quiltdata.mcp.catalog.CatalogException.Rejected;
import com.quiltdata.mcp.catalog.CatalogException.TooLarge;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.Reuse;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.Workflows;

/** Reads what workflows are written in: objects of a moderate size, and nothing but objects. */
final class Documents {
    private static final int LARGEST = 1 << 20;

    private final ObjectReader objects;
    private final Reuse reuse;

    Documents(ObjectReader objects, Reuse reuse) {
        this.objects = objects;
        this.reuse = reuse;
    }

    /** The question for a document's bytes. */
    private record Reading(Caller caller, ObjectLocation at) {}

    byte[] read(Caller caller, ObjectLocation at) {
        return reuse.once(new Reading(caller, at), () -> readNow(caller, at));
    }

    private byte[] readNow(Caller caller, ObjectLocation at) {
        var content = objects.read(caller, at, 0, LARGEST);
        if (content.truncated()) {
            throw new TooLarge("Object `" + at.key() + "` in bucket `" + at.bucket() + "` is larger than the " + LARGEST
                    + " bytes that this server reads of workflow configurations and schemas.");
        }
        return content.bytes();
    }

    /** A schema by its id, with the registry's own words where there is none. */
    Schema schema(Caller caller, Workflows workflows, String id) {
        var url = workflows.schemas().get(id);
        if (url == null) {
            throw new Rejected("workflow", "There is no '" + id + "' in schemas.");
        }
        var at = location(url);
        try {
            return Schema.parse(id, url, read(caller, at));
        } catch (Missing | Denied e) {
            throw unreadable(url, e);
        }
    }

    private static CatalogException unreadable(String url, CatalogException why) {
        return new Rejected("workflow", "Couldn't load schema at " + url + ". " + why.getMessage());
    }

    private static ObjectLocation location(String url) {
        return S3Uri.find(url).orElseThrow(() -> new Rejected("workflow", "Couldn't parse URL '" + url + "'."));
    }
}
