package com.quiltdata.mcp.prompts;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;

/** Resources that prompts point to. */
final class Links {
    static final Message STATUS = Message.user(new Message.Content.Link(
            "auth://status", "Auth Status", "Who the catalog takes the user for, and in which role."));

    private Links() {}

    static Message object(ObjectLocation object) {
        return Message.user(new Message.Content.Link(S3Uri.print(object), object.key(), "The object itself."));
    }
}
