package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.SearchFilters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The phrases of plain English that become filters. */
enum FilterPhrase {
    /** {@code csv files}, {@code csv and parquet files}, {@code *.csv}, {@code .fastq.gz files}. */
    EXTENSION(
            "(?<!\\w)(?:\\*?\\.)?(KNOWN(?:(?:\\s*,\\s*|\\s+(?:and|or)\\s+)(?:\\*?\\.)?KNOWN(?=[\\s,]))*+)\\s+(?:files?|tables?|documents?)\\b",
            (match, _) -> extensions(match.group(1).split("(?:\\s*,\\s*|\\s+(?:and|or)\\s+)(?:\\*?\\.)?", -1))),

    NAMED("\\b(?:with\\s+)?(?:the\\s+)?extension\\s+\\*?\\.?(KNOWN)\\b", (match, _) -> extensions(match.group(1))),

    DOTTED(
            "(?<!\\S)\\*?\\.([a-z][a-z0-9]{0,9}(?:\\.[a-z0-9]{1,5})?)(?:\\s+files?)?(?!\\S)",
            (match, _) -> extensions(match.group(1))),

    BETWEEN_SIZES(
            "\\bbetween\\s+(\\d{1,9}(?:\\.\\d{1,3})?)\\s*([kmgt]?i?b|bytes?)?\\s+and\\s+AMOUNT",
            (match, _) -> sizes(bytes(match.group(1), match.group(match.group(2) == null ? 4 : 2)), bytes(match, 3))),

    AT_LEAST(
            "(?:\\b(?:larger|bigger|greater|more|heavier)\\s+than|\\bover|\\babove|\\bat least|>=?)\\s*AMOUNT",
            (match, _) -> sizes(bytes(match, 1), null)),

    AT_MOST(
            "(?:\\b(?:smaller|less|lighter)\\s+than|\\bunder|\\bbelow|\\bat most|\\bup to|<=?)\\s*AMOUNT",
            (match, _) -> sizes(null, bytes(match, 1))),

    /** {@code older than 30 days}, {@code modified over a year ago}, {@code not changed in the last 2 weeks}. */
    OLDER(
            "(?:\\bolder\\s+than|\\b(?:DONE\\s+)?(?:over|more\\s+than)(?=\\s+\\w+(?:\\s+\\w+)?\\s+ago\\b)"
                    + "|\\bnot\\s+(?:been\\s+)?DONE\\s+(?:in|within|during|for)\\s+(?:the\\s+)?(?:last|past))"
                    + "\\s+(?:an?\\s+|(\\d{1,4})\\s+)?(day|week|month|year)s?(?:\\s+(?:old|ago))?\\b",
            (match, today) -> dates(null, today.minus(period(match)).minusDays(1))),

    BETWEEN_DATES(
            "\\b(?:DONE\\s+)?(?:between|from)\\s+(DAY)\\s+(?:and|to|until)\\s+(DAY)\\b",
            (match, _) -> dates(PartialDate.first(match.group(1)), PartialDate.last(match.group(2)))),

    NOT_SINCE(
            "\\bnot\\s+(?:been\\s+)?DONE\\s+(?:since|after)\\s+(DAY|MONTH)\\b",
            (match, _) -> dates(null, PartialDate.first(match.group(1)).minusDays(1))),

    LAST(
            "(?:\\b(?:DONE\\s+)?(?:in |within |during |over )?(?:the )?(?:last|past)|\\bnewer\\s+than)\\s+(?:(\\d{1,4})\\s+)?(day|week|month|year)s?\\b",
            (match, today) -> dates(today.minus(period(match)), null)),

    THIS("\\b(?:DONE\\s+)?(?:today|yesterday|this\\s+(?:week|month|year))\\b", FilterPhrase::current),

    SINCE(
            "\\b(?:DONE\\s+)?(?:on\\s+or\\s+)?(?:since|from|after)\\s+(DAY)\\b|\\bDONE\\s+(?:since|from|after)\\s+(MONTH)\\b",
            (match, _) -> dates(PartialDate.first(either(match)), null)),

    /** {@code last_modified>=2024-01-31}, in a query without syntax. */
    FROM_FIELD(
            "\\b(?:last_)?modified\\s*>=?\\s*(DAY)\\b", (match, _) -> dates(PartialDate.first(match.group(1)), null)),

    TO_FIELD(
            "\\b(?:last_)?modified\\s*(<=?)\\s*(DAY)\\b",
            (match, _) -> dates(
                    null,
                    PartialDate.first(match.group(2)).minusDays(match.group(1).length() == 1 ? 1 : 0))),

    ON_OR_BEFORE(
            "\\b(?:DONE\\s+)?(?:on\\s+or\\s+before|through)\\s+(DAY)\\b",
            (match, _) -> dates(null, PartialDate.last(match.group(1)))),

    BEFORE(
            "\\b(?:DONE\\s+)?(?:before|until)\\s+(DAY)\\b|\\bDONE\\s+(?:before|until)\\s+(MONTH)\\b",
            (match, _) -> dates(null, PartialDate.first(either(match)).minusDays(1))),

    IN(
            "\\bDONE\\s+(?:in|on|during)\\s+(DAY|MONTH)\\b",
            (match, _) -> dates(PartialDate.first(match.group(1)), PartialDate.last(match.group(1))));

    /** File extensions recognized without a dot. Ordinary English words are excluded. */
    private static final String KNOWN_EXTENSIONS =
            "csv|tsv|txt|json|jsonl|ndjson|parquet|avro|orc|feather|arrow|html|md|rst|pdf|docx|pptx|xls|xlsx|ipynb|png|jpe?g"
                    + "|tiff?|gif|svg|webp|fastq|fastq\\.gz|fasta|bam|cram|vcf|vcf\\.gz|gff|gtf|h5|h5ad|hdf5|zarr|npy|npz|pkl"
                    + "|rds|rdata|fcs|czi|nd2|dcm|nii|mzml|zip|gz|tgz|tar|bz2|xml|ya?ml|toml|sql|py|cif|pdb|sdf|bin|mp4";

    /** A number and its unit. */
    static final String AMOUNT = "(\\d{1,9}(?:\\.\\d{1,3})?)\\s*([kmgt]?i?b|bytes?)\\b";

    private final Pattern pattern;

    @SuppressWarnings("ImmutableEnumChecker") // each function is stateless
    private final BiFunction<MatchResult, LocalDate, SearchFilters> filter;

    FilterPhrase(String pattern, BiFunction<MatchResult, LocalDate, SearchFilters> filter) {
        this.pattern = Pattern.compile(
                pattern.replace("KNOWN", "(?:" + KNOWN_EXTENSIONS + ")")
                        .replace("AMOUNT", AMOUNT)
                        .replace("DONE", "(?:created|modified|uploaded|updated|added|changed|made|written)")
                        .replace("DAY", "(?:19|20)\\d\\d-" + "(?:0[1-9]|1[0-2])" + "-(?:0[1-9]|[12]\\d|3[01])")
                        .replace("MONTH", "(?:19|20)\\d\\d(?:-(?:0[1-9]|1[0-2]))?"),
                Pattern.CASE_INSENSITIVE);
        this.filter = filter;
    }

    Pattern pattern() {
        return pattern;
    }

    /** Converts a match of the phrase to filters. */
    SearchFilters filter(MatchResult match, LocalDate today) {
        return filter.apply(match, today);
    }

    /** Returns a filter with extensions as they are indexed: in lower case, with a dot. */
    private static SearchFilters extensions(String... words) {
        var extensions = Arrays.stream(words).map(word -> "." + word.toLowerCase(Locale.ROOT));
        return new SearchFilters(extensions.distinct().toList(), null, null, null, null);
    }

    private static SearchFilters current(MatchResult match, LocalDate today) {
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

    private static String either(MatchResult match) {
        return match.group(1) == null ? match.group(2) : match.group(1);
    }

    private static Period period(MatchResult match) {
        var count = match.group(1) == null ? 1 : Integer.parseInt(match.group(1));
        return switch (match.group(2).toLowerCase(Locale.ROOT)) {
            case "day" -> Period.ofDays(count);
            case "week" -> Period.ofWeeks(count);
            case "month" -> Period.ofMonths(count);
            default -> Period.ofYears(count);
        };
    }

    /** Returns the amount whose number and unit are two groups; a kilobyte is 1,024 bytes. */
    static long bytes(MatchResult match, int group) {
        return bytes(match.group(group), match.group(group + 1));
    }

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
