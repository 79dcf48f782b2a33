package com.quiltdata.mcp.prompts;

import java.util.List;

/** What the user may do. */
final class CheckAccess implements Prompt {
    private static final Spec SPEC = new Spec(
            "check_my_access",
            "Check my access",
            "Tells who you are to the catalog and what you may read, without changing anything.",
            List.of(new Argument("bucket", "Bucket", "Bucket to check in particular", false)));

    @Override
    public Spec spec() {
        return SPEC;
    }

    @Override
    public List<Message> messages(Arguments arguments) {
        return List.of(
                Message.user("""
                        Tell me what I may do in this Quilt catalog. In particular: %s.

                        1. Read auth://status with get_resource: my name, my active role, and which other roles I have.
                        2. See with bucket_list which buckets my active role can see.
                        3. For the bucket in question, or else the first few, list a handful of objects with \
                        bucket_objects_list, and try one of them with bucket_object_info: seeing a bucket and reading it are \
                        not the same.
                        4. Answer with a table of bucket, seen, listed, read, and with the sentence of each refusal word for word.

                        Do not write anything to find out whether I may write: this server has no tool that tells it. Roles are \
                        switched in the catalog, whose page catalog_url gives, not here; if a bucket is missing, say which role \
                        or administrator to ask.""".formatted(
                                arguments.given("bucket").isPresent()
                                        ? "the bucket " + Arguments.quote(arguments.bucket("bucket"))
                                        : "every bucket I may see")),
                Links.STATUS);
    }
}
