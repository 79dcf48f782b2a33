package com.quiltdata.mcp.prompts;

import java.util.List;

/** Prompt that reports the access of the user. */
final class CheckAccessPrompt implements Prompt {
    private static final Spec SPEC = new Spec(
            "check_my_access",
            "Check my access",
            "Reports your identity and role in the catalog and what you can read, without changing anything.",
            List.of("get_resource", "bucket_list", "bucket_objects_list", "bucket_object_info", "catalog_url"),
            List.of(new Argument("bucket", "Bucket", "Bucket to check. Optional. Default: the first few.", false)));

    @Override
    public Spec spec() {
        return SPEC;
    }

    @Override
    public List<PromptMessage> messages(PromptArguments arguments) {
        return List.of(
                PromptMessage.user("""
                        Report what I can access in this Quilt catalog. Scope: %s.

                        1. Read auth://status with get_resource: my name, active role and other roles.
                        2. List the buckets that my active role can see with bucket_list.
                        3. For the given bucket, or else the first few, list some objects with bucket_objects_list and check one \
                        of them with bucket_object_info: the right to see a bucket does not include the right to read it.
                        4. Return a table with the columns bucket, visible, listable, readable. Quote each refusal verbatim.

                        Do not write anything to test write access: no tool here reports it. Roles are switched in the web \
                        catalog, not here; link to it with catalog_url. If a bucket is missing, name the role to switch to, or \
                        suggest asking an administrator.""".formatted(
                                arguments.given("bucket").isPresent()
                                        ? "the bucket " + PromptArguments.quote(arguments.bucket("bucket"))
                                        : "every bucket I can see")),
                PromptLinks.STATUS);
    }
}
