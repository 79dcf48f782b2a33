package soak;

/** The time since the load began, in seconds. */
final class Clock {
    private volatile long began = System.nanoTime();

    void begin() {
        began = System.nanoTime();
    }

    double now() {
        return (System.nanoTime() - began) / 1e9;
    }
}
