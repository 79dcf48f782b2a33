package com.quiltdata.mcp.picture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Maps the numbers of an axis to a range of some tens, and back to labels. The library's own ticks are endless for some
 * ranges that are narrow, tiny or huge.
 *
 * @param offset the number that is mapped to 0
 * @param exponent the power of ten that is mapped to 1
 */
record AxisScale(BigDecimal offset, int exponent) {
    /** A range that is narrower than this share of its numbers is shown as if it were as wide. */
    private static final double NARROWEST = 1e-9;

    private static final double TINIEST = 1e-200;
    private static final int FAR = 1_000;
    private static final int DETAIL = 3;
    private static final int LARGE = 7;
    private static final int SMALL = -5;
    private static final MathContext LONGEST = new MathContext(13);

    /** Returns the scale of an axis with these numbers, one at least. */
    static AxisScale of(DoubleStream values) {
        var range = values.summaryStatistics();
        var largest = Math.max(Math.abs(range.getMin()), Math.abs(range.getMax()));
        var width = Math.max(range.getMax() - range.getMin(), Math.max(largest * NARROWEST, TINIEST));
        var exponent = (int) Math.floor(Math.log10(width));
        var nearest = range.getMin() > 0 ? range.getMin() : range.getMax() < 0 ? range.getMax() : 0;
        var isFar = Math.abs(nearest) > width * FAR;
        var offset = isFar ? new BigDecimal(nearest).setScale(-exponent - 1, RoundingMode.FLOOR) : BigDecimal.ZERO;
        return new AxisScale(offset, exponent);
    }

    double map(double value) {
        return new BigDecimal(value)
                .subtract(offset)
                .scaleByPowerOfTen(-exponent)
                .doubleValue();
    }

    double[] map(double[] values) {
        return DoubleStream.of(values).map(this::map).toArray();
    }

    /** Returns the label at a mapped number, with the digits that tell it from its neighbours. */
    String label(double mapped) {
        var value = new BigDecimal(mapped)
                .scaleByPowerOfTen(exponent)
                .add(offset)
                .setScale(DETAIL - exponent, RoundingMode.HALF_EVEN)
                .round(LONGEST)
                .stripTrailingZeros();
        var magnitude = value.precision() - value.scale();
        if (value.signum() != 0 && (magnitude > LARGE || magnitude < SMALL)) {
            return scientific(value);
        }
        return String.format(Locale.ROOT, "%,." + Math.max(0, value.scale()) + "f", value);
    }

    private static String scientific(BigDecimal value) {
        var exponent = value.precision() - value.scale() - 1;
        var digits = value.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString();
        return "%se%d".formatted(digits, exponent);
    }
}
