package com.quiltdata.mcp.tools.search;

import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.YearMonth;

/** The first and last day of {@code 2024}, {@code 2024-02} or {@code 2024-02-30}, which counts as February 29. */
final class PartialDate {
    private PartialDate() {}

    static LocalDate first(String date) {
        return switch (date.length()) {
            case 4 -> Year.parse(date).atMonth(Month.JANUARY).atDay(1);
            case 7 -> YearMonth.parse(date).atDay(1);
            default -> exact(date);
        };
    }

    static LocalDate last(String date) {
        return switch (date.length()) {
            case 4 -> Year.parse(date).atMonth(Month.DECEMBER).atEndOfMonth();
            case 7 -> YearMonth.parse(date).atEndOfMonth();
            default -> exact(date);
        };
    }

    private static LocalDate exact(String date) {
        var month = YearMonth.parse(date.substring(0, 7));
        return month.atDay(Math.min(Integer.parseInt(date.substring(8)), month.lengthOfMonth()));
    }
}
