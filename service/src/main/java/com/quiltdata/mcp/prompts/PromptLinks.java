package com.quiltdata.mcp.prompts;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.ContentBlock;

/** Resource links in the messages of prompts. */
final class PromptLinks {
    static final PromptMessage STATUS =
            link("auth://status", "Auth Status", "The user's identity and active role in the catalog.");

    private PromptLinks() {}

    static PromptMessage object(ObjectLocation object) {
        return link(S3Uri.print(object), object.key(), "The S3 object.");
    }

    private static PromptMessage link(String uri, String name, String description) {
        return PromptMessage.user(new ContentBlock.ResourceLink(uri, name, description, null, null));
    }
}
