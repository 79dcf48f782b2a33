package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.ResourceDirectory;
import java.util.Optional;

/** The objects in S3 that the caller may read. */
record ObjectTemplate(ObjectContents objects, Completer completer) implements Template {
    private static final ResourceDirectory.TemplateEntry DESCRIPTOR = new ResourceDirectory.TemplateEntry(
            "s3://{bucket}/{+key}{?versionId}",
            "S3 Object",
            "An object in a bucket",
            "What an S3 object holds, at its current version or the one named: text where it is UTF-8, else bytes. Write the "
                    + "key percent-encoded. An object above the server's cap is refused: read it with bucket_object_text.",
            null);

    @Override
    public ResourceDirectory.TemplateEntry descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<Found> read(String uri, Call call) {
        if (!uri.startsWith("s3:")) {
            return Optional.empty();
        }
        var location = Argument.parse("uri", uri, S3Uri::parse);
        return Optional.of(objects.read(call.caller(), location, location.key()));
    }

    @Override
    public Completer.Suggestions suggest(Completer.Question question, Call call) {
        return completer.suggest(question, call);
    }
}
