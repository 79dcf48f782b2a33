package com.quiltdata.mcp.tools.search;

import java.time.LocalDate;
import java.time.YearMonth;

/** The first and last day of {@code 2024}, {@code 2024-02} or {@code 2024-02-30}, which counts as February 29. */
final class PartialDate {
    private PartialDate() {}

    static LocalDate first(String date) {
        var month = YearMonth.parse(date.length() == 4 ? date + "-01" : date.substring(0, 7));
        return date.length() == 10
                ? month.atDay(Math.min(Integer.parseInt(date.substring(8)), month.lengthOfMonth()))
                : month.atDay(1);
    }

    static LocalDate last(String date) {
        var first = first(date);
        return switch (date.length()) {
            case 4 -> first.plusYears(1).minusDays(1);
            case 7 -> first.plusMonths(1).minusDays(1);
            default -> first;
        };
    }
}
