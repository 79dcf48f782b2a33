package com.quiltdata.mcp.tool;

/**
 * How much an answer may hold: tokens, of which the text and the structured content each take their share because both
 * reach the model, and bytes, for the memory of this process.
 */
final class Budget {
    private static final int COPIES = 2;

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

    /** By bisection the most parts that fit; at least one, or a listing would never get on. */
    private Result.Success cut(Sliceable<?> output) {
        Result.Success best = null;
        var low = 0;
        for (int high = output.parts() - 1; low < high; ) {
            var middle = (low + high + 1) >>> 1;
            var tried = encoded(output.first(middle));
            if (fits(tried)) {
                low = middle;
                best = tried;
            } else {
                high = middle - 1;
            }
        }
        if (best != null) {
            return best;
        }
        var lean = output.lean();
        return lean == null ? encoded(output.first(Math.min(1, output.parts()))) : fit(lean);
    }

    private boolean fits(Result.Success result) {
        return result.text().length() <= bytes && Tokens.within(result.text(), tokens);
    }

    private Result.Success bounded(Result.Success result) {
        bound(result.text().length());
        return result;
    }

    private void bound(int length) {
        if (length > bytes) {
            throw new Failure.TooLarge(
                    "The answer is larger than this server sends (%,d bytes); ask for less: a prefix, a path, a lower maximum."
                            .formatted(bytes));
        }
    }

    private static Result.Success encoded(Record output) {
        var structured = Json.MAPPER.createObjectNode().put("success", true);
        structured.setAll(Json.tree(output));
        return new Result.Success(structured, Json.text(structured));
    }
}
