package com.quiltdata.sandbox.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates in Elasticsearch's forms: ISO 8601, complete or partial, epoch milliseconds, and {@code now-7d}. */
final class Dates {
    private static final Pattern RELATIVE = Pattern.compile("now(?:([+-])(\\d{1,6})([yMwdhHms]))?(?:/([yMdhHm]))?");

    private Dates() {}

    /** Matches strings that are dates in places where any string is allowed. */
    static Optional<Instant> iso(String text) {
        return text.matches("\\d{4}-\\d\\d-\\d\\d.*") ? read(text, false) : Optional.empty();
    }

    /** Returns the first instant that {@code text} may mean, or the last one. */
    static Instant parse(String text, boolean last) {
        return read(text, last)
                .orElseThrow(() -> new InvalidQueryException("failed to parse date field [%s] with format [%s]"
                        .formatted(text, "strict_date_optional_time||epoch_millis")));
    }

    private static Optional<Instant> read(String text, boolean last) {
        try {
            Matcher relative = RELATIVE.matcher(text);
            return Optional.of(relative.matches() ? relative(relative, last) : absolute(text, last));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Instant absolute(String text, boolean last) {
        return switch (text.length()) {
            case 4 -> bound(Year.parse(text).atDay(1).atStartOfDay(), 'y', last);
            case 7 -> bound(YearMonth.parse(text).atDay(1).atStartOfDay(), 'M', last);
            case 10 -> bound(LocalDate.parse(text).atStartOfDay(), 'd', last);
            default ->
                text.matches("-?\\d{11,15}")
                        ? Instant.ofEpochMilli(Long.parseLong(text))
                        : instant(text.length() == 16 ? text + ":00" : text);
        };
    }

    private static Instant instant(String text) {
        return text.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)")
                ? OffsetDateTime.parse(text.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
                        .toInstant()
                : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    private static Instant relative(Matcher parts, boolean last) {
        LocalDateTime now = ZonedDateTime.now(ZoneOffset.UTC).toLocalDateTime();
        if (parts.group(1) != null) {
            long count = Long.parseLong(parts.group(1) + parts.group(2));
            now = plus(now, count, parts.group(3).charAt(0));
        }
        return parts.group(4) == null
                ? now.toInstant(ZoneOffset.UTC)
                : bound(floor(now, parts.group(4).charAt(0)), parts.group(4).charAt(0), last);
    }

    private static Instant bound(LocalDateTime start, char unit, boolean last) {
        return (last ? plus(start, 1, unit).minusNanos(1_000_000) : start).toInstant(ZoneOffset.UTC);
    }

    private static LocalDateTime plus(LocalDateTime from, long count, char unit) {
        return switch (unit) {
            case 'y' -> from.plusYears(count);
            case 'M' -> from.plusMonths(count);
            case 'w' -> from.plusWeeks(count);
            case 'd' -> from.plusDays(count);
            case 'h', 'H' -> from.plusHours(count);
            case 'm' -> from.plusMinutes(count);
            default -> from.plusSeconds(count);
        };
    }

    private static LocalDateTime floor(LocalDateTime time, char unit) {
        LocalDateTime day = time.toLocalDate().atStartOfDay();
        return switch (unit) {
            case 'y' -> day.withDayOfYear(1);
            case 'M' -> day.withDayOfMonth(1);
            case 'd' -> day;
            case 'h', 'H' -> day.withHour(time.getHour());
            default -> day.withHour(time.getHour()).withMinute(time.getMinute());
        };
    }
}
