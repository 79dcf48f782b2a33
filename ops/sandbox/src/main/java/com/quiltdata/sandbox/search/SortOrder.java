package com.quiltdata.sandbox.search;

import java.util.Arrays;
import java.util.List;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.SortedSetSelector;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The order of hits; hits without the field come last, and equal ones are ordered by id.
 *
 * @param field null for relevance
 */
public record SortOrder(@Nullable String field, boolean descending) {
    public static final SortOrder RELEVANCE = new SortOrder(null, true);
    private static final SortField IDENTITY = new SortField(DocumentBuilder.UID, SortField.Type.STRING);

    /** Orders by a field with one comparable value, which text does not have. */
    public static SortOrder by(String field, boolean descending) {
        return switch (FieldType.of(field)) {
            case TEXT, PATH ->
                throw new InvalidQueryException(
                        null,
                        "illegal_argument_exception",
                        "Text fields are not optimised for sorting: [" + field + "]");
            case KEYWORD, LONG, DOUBLE, DATE -> new SortOrder(field, descending);
        };
    }

    static Sort sort(List<SortOrder> orders) {
        SortField[] fields = new SortField[orders.size() + 1];
        for (int i = 0; i < orders.size(); i++) {
            fields[i] = orders.get(i).sortField();
        }
        fields[orders.size()] = IDENTITY;
        return new Sort(fields);
    }

    private SortField sortField() {
        if (field == null) {
            return SortField.FIELD_SCORE;
        }
        return switch (FieldType.of(field)) {
            case LONG, DATE ->
                LongField.newSortField(field, descending, selector(), descending ? Long.MIN_VALUE : Long.MAX_VALUE);
            case DOUBLE ->
                DoubleField.newSortField(
                        field,
                        descending,
                        selector(),
                        descending ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
            case KEYWORD, TEXT, PATH ->
                KeywordField.newSortField(
                        field,
                        descending,
                        descending ? SortedSetSelector.Type.MAX : SortedSetSelector.Type.MIN,
                        descending ? SortField.STRING_FIRST : SortField.STRING_LAST);
        };
    }

    private SortedNumericSelector.Type selector() {
        return descending ? SortedNumericSelector.Type.MAX : SortedNumericSelector.Type.MIN;
    }

    /** Returns the position at which a page ended, as JSON values. */
    static List<@Nullable Object> position(FieldDoc last) {
        return Arrays.stream(last.fields)
                .<@Nullable Object>map(value -> value instanceof BytesRef text ? text.utf8ToString() : value)
                .toList();
    }

    /** Returns the position with values of the types that Lucene compares. */
    static FieldDoc after(List<SortOrder> orders, List<@Nullable Object> position, int documents) {
        if (position.size() != orders.size() + 1) {
            throw new InvalidQueryException("The cursor is not one of this search.");
        }
        @Nullable Object[] values = new Object[position.size()];
        for (int i = 0; i < orders.size(); i++) {
            values[i] = orders.get(i).value(position.get(i));
        }
        values[orders.size()] = new BytesRef(String.valueOf(position.getLast()));
        return new FieldDoc(Math.max(0, documents - 1), Float.NaN, values);
    }

    private @Nullable Object value(@Nullable Object json) {
        if (json == null) {
            return null;
        }
        if (field == null) {
            return number(json).floatValue();
        }
        return switch (FieldType.of(field)) {
            case LONG, DATE -> number(json).longValue();
            case DOUBLE -> number(json).doubleValue();
            case KEYWORD, TEXT, PATH -> new BytesRef(json.toString());
        };
    }

    private static Number number(Object json) {
        return json instanceof Number number ? number : Double.valueOf(json.toString());
    }
}
