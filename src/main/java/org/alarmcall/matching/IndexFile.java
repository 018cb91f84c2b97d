package org.alarmcall.matching;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.alarmcall.fingerprint.Tlsh;

/**
 * The codes of a collection at a position of its feed, in a file: magic and version, collection, position, chain, the
 * numbers of codes, codes, CRC-32C; all big-endian. A file is replaced as a whole or not at all. Whether it fits the feed
 * is for the reader to judge.
 */
final class IndexFile {

    /** Bytes of the feed's chain. */
    static final int CHAIN_BYTES = 32;

    private static final long MAGIC = 0x414C_4D49_4458_0001L; // "ALMIDX", version 1
    private static final int HEAD_BYTES = 3 * Long.BYTES + Long.BYTES + CHAIN_BYTES + 2 * Integer.BYTES;
    private static final int BUFFER = 1 << 16;

    private IndexFile() {}

    /** What is to be written: both snapshots taken when the index had followed the feed to the position. */
    record Saved(UUID collection, long position, byte[] chain, Snapshot pictures, Snapshot texts) {}

    /** What was read. */
    record Loaded(long position, byte[] chain, HammingIndex pictures, TlshIndex texts) {}

    /** Writes beside the file, makes that durable, and renames it. */
    static void write(Path file, Saved saved) throws IOException {
        if (saved.chain().length != CHAIN_BYTES) {
            throw new IllegalArgumentException("A chain is 32 bytes, not " + saved.chain().length);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            OutputStream plain = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            write(plain, saved);
            plain.flush();
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads what was written for a collection.
     *
     * @throws BrokenIndexFileException when the file is damaged, of another version or of another collection
     */
    static Loaded read(Path file, UUID collection, Executor executor) throws IOException {
        long bytes = Files.size(file);
        try (InputStream plain = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            return read(plain, bytes, collection, executor);
        } catch (EOFException e) {
            throw new BrokenIndexFileException(file + " ends too early");
        }
    }

    private static void write(OutputStream plain, Saved saved) throws IOException {
        CRC32C crc = new CRC32C();
        DataOutputStream out = new DataOutputStream(new CheckedOutputStream(plain, crc));
        out.writeLong(MAGIC);
        out.writeLong(saved.collection().getMostSignificantBits());
        out.writeLong(saved.collection().getLeastSignificantBits());
        out.writeLong(saved.position());
        out.write(saved.chain());
        out.writeInt(saved.pictures().count());
        out.writeInt(saved.texts().count());
        try {
            HammingIndex.forEach(saved.pictures(), writer(out));
            TlshIndex.forEach(saved.texts(), writer(out));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.writeLong(crc.getValue());
        out.flush();
    }

    private static Consumer<long[]> writer(DataOutputStream out) {
        return code -> {
            try {
                for (long word : code) {
                    out.writeLong(word);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static Loaded read(InputStream plain, long bytes, UUID collection, Executor executor) throws IOException {
        CRC32C crc = new CRC32C();
        DataInputStream in = new DataInputStream(new CheckedInputStream(plain, crc));
        expect(in.readLong() == MAGIC, "it is no index file of this version");
        UUID of = new UUID(in.readLong(), in.readLong());
        long position = in.readLong();
        byte[] chain = new byte[CHAIN_BYTES];
        in.readFully(chain);
        int pictures = in.readInt();
        int texts = in.readInt();
        // Before memory is taken for what a damaged file says.
        expect(pictures >= 0 && texts >= 0 && bytes == length(pictures, texts), "its length is wrong");
        Codes pictureCodes = readCodes(in, HammingIndex.buffer(pictures), pictures);
        Codes textCodes = readCodes(in, TlshIndex.buffer(texts), texts);
        long sum = crc.getValue();
        expect(in.readLong() == sum, "its checksum is wrong");
        expect(of.equals(collection), "it is of the collection " + of);
        HammingIndex pictureIndex = new HammingIndex(executor);
        pictureIndex.load(pictureCodes);
        TlshIndex textIndex = new TlshIndex(executor);
        textIndex.load(textCodes);
        return new Loaded(position, chain, pictureIndex, textIndex);
    }

    private static long length(int pictures, int texts) {
        long words = (long) pictures * HammingIndex.WORDS + (long) texts * Tlsh.WORDS;
        return HEAD_BYTES + words * Long.BYTES + Long.BYTES;
    }

    private static Codes readCodes(DataInputStream in, Codes codes, int count) throws IOException {
        long[] code = new long[codes.words()];
        for (int i = 0; i < count; i++) {
            for (int word = 0; word < code.length; word++) {
                code[word] = in.readLong();
            }
            codes.append(code);
        }
        return codes;
    }

    private static void expect(boolean holds, String otherwise) throws BrokenIndexFileException {
        if (!holds) {
            throw new BrokenIndexFileException("The index file can't be used: " + otherwise);
        }
    }
}
