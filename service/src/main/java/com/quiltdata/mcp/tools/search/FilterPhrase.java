package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.SearchFilters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The phrases of plain English that become filters. */
enum FilterPhrase {
    /** {@code csv files}, {@code csv and parquet files}, {@code *.csv}, {@code .fastq.gz files}. */
    EXTENSION("\\b(KNOWN(?:(?:\\s*,\\s*|\\s+(?:and|or)\\s+)KNOWN)*)\\s+(?:files?|tables?|documents?)\\b"
            .replace("KNOWN", "(?:" + String.join("|", FileExtensions.KNOWN) + ")")) {
        @Override
        SearchFilters filter(MatchResult match, LocalDate today) {
            return FileExtensions.filter(Arrays.asList(match.group(1).split("\\s*,\\s*|\\s+(?:and|or)\\s+", -1)));
        }
    },

    DOTTED("(?<!\\S)\\*?\\.([a-z][a-z0-9]{0,9}(?:\\.[a-z0-9]{1,5})?)(?:\\s+files?)?(?!\\S)") {
        @Override
        SearchFilters filter(MatchResult match, LocalDate today) {
            return FileExtensions.filter(List.of(match.group(1)));
        }
    },

    BETWEEN_SIZES("\\bbetween\\s+AMOUNT\\s+and\\s+AMOUNT") {
        @Override
        SearchFilters filter(MatchResult match, LocalDate today) {
            return sizes(bytes(match.group(1), match.group(2)), bytes(match.group(3), match.group(4)));
        }
    },

    AT_LEAST("(?:\\b(?:larger|bigger|greater|more|heavier)\\s+than|\\bover|\\babove|\\bat least|>=?)\\s*AMOUNT") {
        @Override
        SearchFilters filter(MatchResult match, LocalDate today) {
            return sizes(bytes(match.group(1), match.group(2)), null);
        }
    },

    AT_MOST("(?:\\b(?:smaller|less|lighter)\\s+than|\\bunder|\\bbelow|\\bat most|\\bup to|<=?)\\s*AMOUNT") {
        @Override
        SearchFilters filter(MatchResult match, LocalDate today) {
            return sizes(null, bytes(match.group(1), match.group(2)));
        }
    },

    LAST(
            "\\b(?:DONE\\s+)?(?:in |within |during |over )?(?:the )?(?:last|past)\\s+(?:(\\d{1,4})\\s+)?(day|week|month|year)s?\\b") {
        @Override
        SearchFilters filter(MatchResult match, LocalDate today) {
            var count = match.group(1) == null ? 1 : Integer.parseInt(match.group(1));
            return dates(today.minus(period(match.group(2), count)), null);
        }
    },

    THIS("\\b(?:DONE\\s+)?(?:today|yesterday|this\\s+(?:week|month|year))\\b") {
        @Override
        SearchFilters filter(MatchResult match, LocalDate today) {
            var words = match.group().toLowerCase(Locale.ROOT);
            if (words.endsWith("yesterday")) {
                return dates(today.minusDays(1), today.minusDays(1));
            } else if (words.endsWith("today")) {
                return dates(today, null);
            } else if (words.endsWith("week")) {
                return dates(today.minusDays(today.getDayOfWeek().getValue() - 1L), null);
            }
            return dates(words.endsWith("month") ? today.withDayOfMonth(1) : today.withDayOfYear(1), null);
        }
    },

    SINCE("\\b(?:DONE\\s+)?(?:since|from|after)\\s+(DAY)\\b|\\bDONE\\s+(?:since|from|after)\\s+(MONTH)\\b") {
        @Override
        SearchFilters filter(MatchResult match, LocalDate today) {
            return dates(PartialDate.first(whichever(match)), null);
        }
    },

    BEFORE("\\b(?:DONE\\s+)?(?:before|until)\\s+(DAY)\\b|\\bDONE\\s+(?:before|until)\\s+(MONTH)\\b") {
        @Override
        SearchFilters filter(MatchResult match, LocalDate today) {
            return dates(null, PartialDate.first(whichever(match)).minusDays(1));
        }
    },

    IN("\\bDONE\\s+(?:in|on|during)\\s+(DAY|MONTH)\\b") {
        @Override
        SearchFilters filter(MatchResult match, LocalDate today) {
            return dates(PartialDate.first(match.group(1)), PartialDate.last(match.group(1)));
        }
    };

    private final Pattern pattern;

    FilterPhrase(String pattern) {
        this.pattern = Pattern.compile(
                pattern.replace("AMOUNT", "(\\d{1,9}(?:\\.\\d{1,3})?)\\s*([kmgt]?i?b|bytes?)\\b")
                        .replace("DONE", "(?:created|modified|uploaded|updated|added|changed|made|written)")
                        .replace("DAY", "(?:19|20)\\d\\d-" + "(?:0[1-9]|1[0-2])" + "-(?:0[1-9]|[12]\\d|3[01])")
                        .replace("MONTH", "(?:19|20)\\d\\d(?:-(?:0[1-9]|1[0-2]))?"),
                Pattern.CASE_INSENSITIVE);
    }

    Pattern pattern() {
        return pattern;
    }

    /** Converts a match of the phrase to filters. */
    abstract SearchFilters filter(MatchResult match, LocalDate today);

    private static String whichever(MatchResult match) {
        return match.group(1) == null ? match.group(2) : match.group(1);
    }

    private static Period period(String unit, int count) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "day" -> Period.ofDays(count);
            case "week" -> Period.ofWeeks(count);
            case "month" -> Period.ofMonths(count);
            default -> Period.ofYears(count);
        };
    }

    /** A kilobyte is 1,024 bytes. */
    private static long bytes(String number, String unit) {
        var power = "bkmgt".indexOf(Character.toLowerCase(unit.charAt(0)));
        return Math.round(Double.parseDouble(number) * Math.pow(1024, power));
    }

    private static SearchFilters sizes(@Nullable Long min, @Nullable Long max) {
        return new SearchFilters(List.of(), min, max, null, null);
    }

    /** Whole days in UTC, both included. */
    private static SearchFilters dates(@Nullable LocalDate first, @Nullable LocalDate last) {
        return new SearchFilters(
                List.of(),
                null,
                null,
                first == null ? null : start(first),
                last == null ? null : start(last.plusDays(1)).minusMillis(1));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
