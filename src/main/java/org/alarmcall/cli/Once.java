package org.alarmcall.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gets something when it is asked for the first time, and never again. */
final class Once<T> implements Supplier<T> {

    private final Supplier<T> source;
    private @Nullable T got;

    Once(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public T get() {
        T held = got;
        if (held == null) {
            held = source.get();
            got = held;
        }
        return held;
    }
}
