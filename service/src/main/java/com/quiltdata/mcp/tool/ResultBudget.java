package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.concurrent.PerCallerLimiter;
import java.util.List;
import java.util.function.Function;

/**
 * The size limit of a result: tokens, shared by the text and the structured content because both reach the model, and
 * bytes, to protect the memory of this process.
 */
final class ResultBudget {
    private static final int COPIES = 2;
    private static final String EMPTY = "{}";
    private static final String SUCCESS = "{\"success\":true";

    /** A search ends when at most 1/25 of the token budget is unused. */
    private static final int SPARE = 25;

    private final int tokens;
    private final int bytes;

    /** Cutting a large result takes a processor: a caller's results wait for each other, not other callers' for them. */
    private final PerCallerLimiter turns = new PerCallerLimiter(1);

    ResultBudget(Limits limits) {
        this.tokens = limits.answerTokens() / COPIES;
        this.bytes = limits.answerBytes();
    }

    /** Fits the output of a call; one that must be cut waits for others of its caller that are being cut. */
    Result fit(Caller caller, Record output) {
        if (output instanceof CallToolResult raw) {
            var structured = raw.structuredContent();
            bound(length(raw.content())
                    + (structured == null ? 0 : ToolJson.text(structured).length()));
            return raw;
        }
        return fit(output, large -> cutInTurn(caller, large));
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
        var complete = encode(output);
        if (length(complete) <= bytes && TokenCounter.within(complete.text(), tokens)) {
            return complete;
        }
        var result = output instanceof Truncatable<?> large ? cutter.apply(large) : complete;
        bound(length(result));
        return result;
    }

    private Result.Success cutInTurn(Caller caller, Truncatable<?> output) {
        try (var _ = turns.begin(caller.digest())) {
            return cut(output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.TooLate("The call was cancelled before its result was ready.", e);
        }
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
            var candidate = encode(output.first(middle));
            var count = length(candidate) > bytes ? Integer.MAX_VALUE : TokenCounter.count(candidate.text(), tokens);
            if (count > tokens) {
                high = middle - 1;
            } else {
                low = count >= tokens - tokens / SPARE ? high : middle;
                best = candidate;
            }
        }
        if (best != null) {
            return best;
        }
        var reduced = output.withoutMetadata();
        return reduced == null ? encode(output.first(Math.min(1, output.parts()))) : fit(reduced);
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
        return result.text().length() + length(result.blocks());
    }

    private static int length(List<ContentBlock> blocks) {
        return blocks.stream().mapToInt(ContentBlock::length).sum();
    }

    private static Result.Success encode(Record output) {
        var json = ToolJson.text(output);
        if (!(output instanceof PrescribedOutput)) {
            json = SUCCESS + (json.length() == EMPTY.length() ? "}" : "," + json.substring(1));
        }
        var blocks = output instanceof HasContentBlocks result ? result.blocks() : List.<ContentBlock>of();
        return new Result.Success(json, blocks);
    }
}
