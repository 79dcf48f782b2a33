package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.concurrent.CallerTurns;
import java.util.List;
import java.util.function.Function;

/**
 * The size limit of a result: tokens, shared by the text and the structured content because both reach the model, and
 * bytes, to protect the memory of this process.
 */
final class ResultBudget {
    private static final int COPIES = 2;

    /** A search ends when at most 1/25 of the token budget is unused. */
    private static final int SPARE = 25;

    private final int tokens;
    private final int bytes;

    /** Cutting a large result takes a processor: a caller's results wait for each other, not other callers' for them. */
    private final CallerTurns turns = new CallerTurns(1);

    ResultBudget(Limits limits) {
        this.tokens = limits.answerTokens() / COPIES;
        this.bytes = limits.answerBytes();
    }

    /** Fits the output of a call; one that must be cut waits for others of its caller that are being cut. */
    Result fit(Caller caller, Record output) {
        return output instanceof CallToolResult raw ? fit(raw) : fit(output, large -> cutInTurn(caller, large));
    }

    /**
     * Returns the complete output if it fits, or else as many of its parts as fit.
     *
     * @throws Failure.TooLarge when it exceeds the byte limit and cannot be truncated
     */
    Result.Success fit(Record output) {
        return fit(output, this::cut);
    }

    private Result.Success fit(Record output, Function<Truncatable<?>, Result.Success> cutter) {
        var whole = encoded(output);
        if (fits(whole)) {
            return whole;
        }
        return bounded(output instanceof Truncatable<?> large ? cutter.apply(large) : whole);
    }

    private Result.Success cutInTurn(Caller caller, Truncatable<?> output) {
        try (var _ = turns.begin(caller.digest())) {
            return cut(output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.TooLate("The call was cancelled before its result was ready.", e);
        }
    }

    /** Returns a raw result unchanged; throws {@link Failure.TooLarge} when it exceeds the byte limit. */
    Result.Raw fit(CallToolResult raw) {
        bound(ToolJson.text(raw.content()).length()
                + (raw.structured() == null
                        ? 0
                        : ToolJson.text(raw.structured()).length()));
        return new Result.Raw(raw);
    }

    /**
     * Finds the maximum number of parts that fit, by bisection; stops early when the budget is nearly full. Keeps one
     * part at least, so that paging always advances.
     */
    private Result.Success cut(Truncatable<?> output) {
        Result.Success best = null;
        var low = 0;
        for (int high = output.parts() - 1; low < high; ) {
            var middle = (low + high + 1) >>> 1;
            var tried = encoded(output.first(middle));
            var weight = length(tried) > bytes ? Integer.MAX_VALUE : TokenCounter.count(tried.text(), tokens);
            if (weight > tokens) {
                high = middle - 1;
            } else {
                low = weight >= tokens - tokens / SPARE ? high : middle;
                best = tried;
            }
        }
        if (best != null) {
            return best;
        }
        var lean = output.withoutMetadata();
        return lean == null ? encoded(output.first(Math.min(1, output.parts()))) : fit(lean);
    }

    private boolean fits(Result.Success result) {
        return length(result) <= bytes && TokenCounter.within(result.text(), tokens);
    }

    private Result.Success bounded(Result.Success result) {
        bound(length(result));
        return result;
    }

    private void bound(int length) {
        if (length > bytes) {
            throw new Failure.TooLarge(
                    "The result exceeds the maximum of %,d bytes; ask for less: a prefix, a path or a lower maximum."
                            .formatted(bytes));
        }
    }

    /** Returns the length in characters, including images in base64, which the model does not read as text. */
    private static int length(Result.Success result) {
        var length = result.text().length();
        for (var block : result.blocks()) {
            length += block instanceof ContentBlock.ImageContent image ? image.data().length / 3 * 4 : 0;
        }
        return length;
    }

    private static Result.Success encoded(Record output) {
        var structured = ToolJson.MAPPER.createObjectNode().put("success", true);
        structured.setAll(ToolJson.tree(output));
        var blocks = output instanceof HasContentBlocks shown ? shown.blocks() : List.<ContentBlock>of();
        return new Result.Success(structured, ToolJson.text(structured), blocks);
    }
}
