package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.ResourceDirectory;
import java.util.Optional;

/** The S3 objects that the caller may read, by {@code s3://} URI. */
record ObjectTemplate(ObjectBodyReader objects, Completer completer) implements ResourceTemplate {
    private static final ResourceDirectory.TemplateEntry DESCRIPTOR = new ResourceDirectory.TemplateEntry(
            "s3://{bucket}/{+key}{?versionId}",
            "S3 Object",
            "An object in a bucket",
            "The content of an S3 object, in the current or the given version: text if it is UTF-8, else bytes. "
                    + "Percent-encode the key. For an object above the server's maximum use bucket_object_text.",
            null);

    @Override
    public ResourceDirectory.TemplateEntry descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<TemplateMatch> read(String uri, Call call) {
        if (!uri.startsWith("s3:")) {
            return Optional.empty();
        }
        var location = ArgumentParser.parse("uri", uri, S3Uri::parse);
        return Optional.of(objects.read(call.caller(), location, location.key()));
    }

    @Override
    public Completer.Suggestions suggest(Completer.Question question, Call call) {
        return completer.suggest(question, call);
    }
}
