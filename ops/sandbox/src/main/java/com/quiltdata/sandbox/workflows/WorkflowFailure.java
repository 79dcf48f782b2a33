package com.quiltdata.sandbox.workflows;

/** A workflow, or its configuration, stands against a push; the message is Quilt's own. */
public final class WorkflowFailure extends RuntimeException {
    /** What of the push it is about. */
    public enum About {
        WORKFLOW,
        NAME,
        MESSAGE,
        METADATA,
        ENTRIES
    }

    private final About about;

    WorkflowFailure(About about, String message) {
        super(message);
        this.about = about;
    }

    static WorkflowFailure configuration(String message) {
        return new WorkflowFailure(About.WORKFLOW, message);
    }

    public About about() {
        return about;
    }

    /** The name of the failure in the registry's answers. */
    public String name() {
        return about == About.WORKFLOW ? "QuiltException" : "WorkflowValidationError";
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
