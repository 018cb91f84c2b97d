package org.alarmcall.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.alarmcall.cli.hashing.FileHasher;
import org.alarmcall.cli.hashing.FoundFiles;
import org.alarmcall.cli.hashing.Hashed;
import org.alarmcall.cli.hashing.InOrder;
import org.alarmcall.cli.hashing.LineHasher;
import org.alarmcall.cli.hashing.TextLines;
import org.alarmcall.fingerprint.FingerprintType;

/** Files or lines, hashed in parallel and given in their order. */
final class HashedItems implements Iterator<Hashed>, Closeable {

    private final InOrder<?, Hashed> items;
    private final Closeable source;
    private final LongSupplier passedOver;

    private HashedItems(InOrder<?, Hashed> items, Closeable source, LongSupplier passedOver) {
        this.items = items;
        this.source = source;
        this.passedOver = passedOver;
    }

    static HashedItems ofFiles(FoundFiles files, FileHasher hasher, int threads) {
        return new HashedItems(new InOrder<>(files, found -> found.hash(hasher), threads), () -> {}, files::passedOver);
    }

    static HashedItems ofLines(
            List<String> files, InputStream standardInput, LineHasher hasher, Set<FingerprintType> wanted)
            throws IOException {
        TextLines lines = new TextLines(files, standardInput);
        int threads = Runtime.getRuntime().availableProcessors();
        return new HashedItems(new InOrder<>(lines, line -> line.hash(hasher).only(wanted), threads), lines, () -> 0);
    }

    @Override
    public boolean hasNext() {
        return items.hasNext();
    }

    @Override
    public Hashed next() {
        return items.next();
    }

    /** How many files of folders were neither pictures nor videos. */
    long passedOver() {
        return passedOver.getAsLong();
    }

    @Override
    public void close() throws IOException {
        items.close();
        source.close();
    }
}
