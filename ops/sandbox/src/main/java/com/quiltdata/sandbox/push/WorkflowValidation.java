package com.quiltdata.sandbox.push;

import com.quiltdata.sandbox.registry.OperationRefusedException;
import com.quiltdata.sandbox.s3.Access;
import com.quiltdata.sandbox.workflows.Candidate;
import com.quiltdata.sandbox.workflows.WorkflowFailure;
import com.quiltdata.sandbox.workflows.Workflows;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks a push against the bucket's workflows, and names the input of each failure. */
final class WorkflowValidation {
    private WorkflowValidation() {}

    /** Returns the workflow record for the header, or null. */
    static @Nullable Map<String, @Nullable Object> stamp(Access caller, PushTarget target, List<Candidate.File> files) {
        var candidate = new Candidate(target.name(), target.message(), target.userMeta(), target.workflow(), files);
        return asRefusal(() -> new Workflows(caller, target.bucket()).check(candidate));
    }

    static <T extends @Nullable Object> T asRefusal(Supplier<T> check) {
        try {
            return check.get();
        } catch (WorkflowFailure e) {
            throw OperationRefusedException.workflow(path(e.about()), e.name(), e.reason());
        }
    }

    private static String path(WorkflowFailure.About about) {
        return switch (about) {
            case WORKFLOW -> "params.workflow";
            case NAME -> "params.name";
            case MESSAGE -> "params.message";
            case METADATA -> "params.userMeta";
            case ENTRIES -> "src.entries";
        };
    }
}
