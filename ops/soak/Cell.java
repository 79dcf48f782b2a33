package soak;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Something that one caller alone writes, in numbered states: every value that was acknowledged must be there until a later
 * one replaces it. A write without acknowledgement may or may not have happened.
 */
final class Cell {
    /** How a fault begins that says that an acknowledged write is gone. */
    static final String LOST = "lost: ";

    private final Person owner;
    private final String name;
    private int attempted;
    private final NavigableMap<Double, Integer> acknowledged = new TreeMap<>();

    Cell(Person owner, String name) {
        this.owner = owner;
        this.name = name;
    }

    Person owner() {
        return owner;
    }

    String name() {
        return name;
    }

    /** Begins a write and returns its number. */
    synchronized int attempt() {
        return ++attempted;
    }

    /** Notes the time at which a write was acknowledged. */
    synchronized void acknowledge(int number, double at) {
        acknowledged.put(at, number);
    }

    /** Returns the number of the last acknowledged write; 0 if there is none. */
    synchronized int acknowledged() {
        return acknowledged.isEmpty() ? 0 : acknowledged.lastEntry().getValue();
    }

    /** Returns the number of the write that was the last acknowledged at this time; 0 if there was none. */
    synchronized int acknowledged(double at) {
        var last = acknowledged.floorEntry(at);
        return last == null ? 0 : last.getValue();
    }

    synchronized int attempted() {
        return attempted;
    }

    /** Returns the text that a write of this number leaves. */
    String text(int number) {
        return "soak " + owner.name() + " " + name + " #" + number;
    }

    /** Returns what is wrong with a text read when at least this number had been acknowledged. */
    String wrong(String text, int least) {
        var mark = text.lastIndexOf('#');
        if (mark < 0 || !text.substring(mark + 1).matches("\\d+")) {
            return "not a text of " + owner.name();
        }
        var number = Integer.parseInt(text.substring(mark + 1));
        if (!text.equals(text(number))) {
            return "a text of something else";
        }
        return number >= least && number <= attempted()
                ? ""
                : LOST + "number %d, but %d was acknowledged and %d attempted".formatted(number, least, attempted());
    }
}
