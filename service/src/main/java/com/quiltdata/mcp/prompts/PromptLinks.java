package com.quiltdata.mcp.prompts;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;

/** Resource links in the messages of prompts. */
final class PromptLinks {
    static final PromptMessage STATUS = PromptMessage.user(new PromptMessage.Content.Link(
            "auth://status", "Auth Status", "The user's identity and active role in the catalog."));

    private PromptLinks() {}

    static PromptMessage object(ObjectLocation object) {
        return PromptMessage.user(new PromptMessage.Content.Link(S3Uri.print(object), object.key(), "The S3 object."));
    }
}
