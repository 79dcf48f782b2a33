package com.quiltdata.sandbox.json;

import java.math.BigDecimal;

/** Python's {@code repr} of a float: shortest digits, exponents below 1e-4 and from 1e16 on, always two digits long. */
final class PythonFloat {
    private PythonFloat() {}

    static String repr(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not JSON: " + value);
        }
        String sign = Double.compare(value, 0.0) < 0 ? "-" : "";
        if (value == 0) {
            return sign + "0.0";
        }
        var shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - shortest.scale() - 1;
        return sign + (exponent < -4 || exponent >= 16 ? scientific(digits, exponent) : fixed(shortest));
    }

    private static String scientific(String digits, int exponent) {
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static String fixed(BigDecimal value) {
        String plain = value.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }
}
