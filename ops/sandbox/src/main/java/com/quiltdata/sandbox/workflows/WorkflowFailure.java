package com.quiltdata.sandbox.workflows;

/** Thrown when a workflow or its configuration refuses a push; the message is Quilt's own. */
public final class WorkflowFailure extends RuntimeException {
    /** The part of the push that is refused. */
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

    /** Returns the name of the failure in the registry's responses. */
    public String name() {
        return about == About.WORKFLOW ? "QuiltException" : "WorkflowValidationError";
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
