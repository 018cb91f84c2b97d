package org.alarmcall.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import org.alarmcall.cli.HashedColumns.Column;
import org.alarmcall.cli.hashing.FileHasher;
import org.alarmcall.cli.hashing.Hash;
import org.alarmcall.cli.hashing.Hashed;
import org.alarmcall.cli.hashing.InOrder;
import org.alarmcall.cli.hashing.LineHasher;
import org.alarmcall.cli.hashing.LineHasher.AccountKey;
import org.alarmcall.fingerprint.FingerprintType;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns CSV rows that name a picture, a text, an address or an account into rows with fingerprints, so that none of these
 * is sent. A row that can't be hashed is not sent, and the others are.
 */
final class HashedRows {

    private static final Set<FingerprintType> OF_FILE = EnumSet.of(
            FingerprintType.IMAGE_PDQ,
            FingerprintType.IMAGE_SHA256,
            FingerprintType.VIDEO_MD5,
            FingerprintType.VIDEO_SHA256);

    private final Path folder;
    private final @Nullable String region;
    private final Supplier<List<AccountKey>> keys;
    private final FileHasher files = new FileHasher(OF_FILE, false);
    private final LineHasher texts = LineHasher.texts();
    private final LineHasher links = LineHasher.links();

    /**
     * @param folder what names of files are relative to
     * @param region where telephone numbers without a country code are dialled; null when all have one
     * @param keys asked when there is an account
     */
    HashedRows(Path folder, @Nullable String region, Supplier<List<AccountKey>> keys) {
        this.folder = folder;
        this.region = region;
        this.keys = keys;
    }

    /** A row, and what is sent in its place, or why nothing is. */
    private record Row(
            CSVRecord cells, List<Hash> hashes, @Nullable Rejection problem) {}

    /**
     * The same part with what is to be sent; itself when its header has none of the columns.
     *
     * @param progress told from 0 to 1 how much is done
     */
    PushBatch hash(PushBatch batch, DoubleConsumer progress) throws IOException {
        String body = new String(batch.body(), StandardCharsets.UTF_8);
        try (CSVParser parser = CSVFormat.DEFAULT.parse(new StringReader(body))) {
            Iterator<CSVRecord> rows = parser.iterator();
            HashedColumns columns = new HashedColumns(rows.next().toList());
            return columns.isPlain() ? batch : hash(batch, columns, rows, progress);
        }
    }

    private PushBatch hash(PushBatch batch, HashedColumns columns, Iterator<CSVRecord> rows, DoubleConsumer progress) {
        LineHasher accounts = columns.has(Column.ACCOUNT) ? LineHasher.accounts(region, keys.get()) : text -> List.of();
        StringBuilder body = new StringBuilder(columns.header());
        List<Integer> lines = new ArrayList<>(Collections.nCopies(lines(columns.header()), 1));
        List<Rejection> unsent = new ArrayList<>(batch.unsent());
        int bodyLine = 1 + columns.breaksInHeader();
        boolean some = false;
        try (InOrder<CSVRecord, Row> hashed =
                new InOrder<>(rows, row -> hash(row, columns, accounts), FileHasher.threads())) {
            while (hashed.hasNext()) {
                Row row = hashed.next();
                int line = batch.originalLine(bodyLine + 1);
                bodyLine += 1 + HashedColumns.breaks(row.cells().toList());
                if (row.problem() != null) {
                    unsent.add(row.problem().at(line));
                } else {
                    String text = columns.rows(row.cells(), row.hashes());
                    body.append(text);
                    lines.addAll(Collections.nCopies(lines(text), line));
                    some = true;
                }
                progress.accept((double) bodyLine / batch.lines().length);
            }
        }
        return new PushBatch(
                batch.index(),
                some ? body.toString().getBytes(StandardCharsets.UTF_8) : new byte[0],
                batch.listings(),
                lines.stream().mapToInt(Integer::intValue).toArray(),
                unsent,
                batch.consumedBytes());
    }

    private Row hash(CSVRecord row, HashedColumns columns, LineHasher accounts) {
        if (row.size() != columns.size()) {
            return rejected(row, columns, "", "has " + row.size() + " cells, the header has " + columns.size());
        }
        List<Hash> hashes = new ArrayList<>();
        for (Column column : Column.values()) {
            String cell = columns.cell(row, column);
            if (!cell.isBlank()) {
                Hashed hashed = hash(column, cell, accounts);
                if (hashed.problem() != null) {
                    return rejected(row, columns, "/" + column.title(), hashed.problem());
                }
                hashes.addAll(hashed.hashes());
            }
        }
        return new Row(row, hashes, null);
    }

    private Hashed hash(Column column, String cell, LineHasher accounts) {
        return switch (column) {
            case FILE -> files.hash(folder, cell);
            case TEXT -> texts.hash("", 0, cell);
            case URL -> links.hash("", 0, cell);
            case ACCOUNT -> accounts.hash("", 0, cell);
        };
    }

    private static Row rejected(CSVRecord row, HashedColumns columns, String pointer, String reason) {
        return new Row(row, List.of(), new Rejection(0, columns.reference(row), pointer, reason));
    }

    private static int lines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }
}
