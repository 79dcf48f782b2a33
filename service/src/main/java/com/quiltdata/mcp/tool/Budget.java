package com.quiltdata.mcp.tool;

import java.util.List;

/**
 * How much an answer may hold: tokens, of which the text and the structured content each take their share because both
 * reach the model, and bytes, for the memory of this process.
 */
final class Budget {
    private static final int COPIES = 2;

    /** Which part of the budget may stay unused. */
    private static final int SPARE = 25;

    private final int tokens;
    private final int bytes;

    Budget(Limits limits) {
        this.tokens = limits.answerTokens() / COPIES;
        this.bytes = limits.answerBytes();
    }

    /**
     * The output as a result: whole when it fits, else as many of its parts as fit.
     *
     * @throws Failure.TooLarge when it has no parts and is larger than this process sends
     */
    Result.Success fit(Record output) {
        var whole = encoded(output);
        if (fits(whole)) {
            return whole;
        }
        if (output instanceof Sliceable<?> sliceable) {
            return bounded(cut(sliceable));
        }
        return bounded(whole);
    }

    /** A result that was made by hand: whole, or not at all. */
    Result.Raw fit(RawResult raw) {
        bound(Json.text(raw.content()).length()
                + (raw.structured() == null ? 0 : Json.text(raw.structured()).length()));
        return new Result.Raw(raw);
    }

    /**
     * By bisection the most parts that fit, or nearly: a try that all but fills the budget is good enough. At least one part,
     * or a listing would never get on.
     */
    private Result.Success cut(Sliceable<?> output) {
        Result.Success best = null;
        var low = 0;
        for (int high = output.parts() - 1; low < high; ) {
            var middle = (low + high + 1) >>> 1;
            var tried = encoded(output.first(middle));
            var weight = length(tried) > bytes ? Integer.MAX_VALUE : Tokens.count(tried.text(), tokens);
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
        var lean = output.lean();
        return lean == null ? encoded(output.first(Math.min(1, output.parts()))) : fit(lean);
    }

    private boolean fits(Result.Success result) {
        return length(result) <= bytes && Tokens.within(result.text(), tokens);
    }

    private Result.Success bounded(Result.Success result) {
        bound(length(result));
        return result;
    }

    private void bound(int length) {
        if (length > bytes) {
            throw new Failure.TooLarge(
                    "The answer is larger than this server sends (%,d bytes); ask for less: a prefix, a path, a lower maximum."
                            .formatted(bytes));
        }
    }

    /** In characters; a picture takes its place in the answer, but is no text to a model. */
    private static int length(Result.Success result) {
        var length = result.text().length();
        for (var block : result.blocks()) {
            length += block instanceof Block.Image image ? image.data().length / 3 * 4 : 0;
        }
        return length;
    }

    private static Result.Success encoded(Record output) {
        var structured = Json.MAPPER.createObjectNode().put("success", true);
        structured.setAll(Json.tree(output));
        var blocks = output instanceof Shown shown ? shown.blocks() : List.<Block>of();
        return new Result.Success(structured, Json.text(structured), blocks);
    }
}
