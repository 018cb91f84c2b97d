package org.alarmcall.matching;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.platform.LocalFolders;
import org.jboss.logging.Logger;

/**
 * Keeps what an index holds in a file of this node, so that a start need not read the whole feed. A file says of which
 * position it is, with the running hash there; whoever loads it checks both against the feed, and the digest of the values
 * when it has caught up. So a file that is damaged, old or of another feed costs time and is never believed.
 *
 * <p>Big-endian: magic, position, running hash, number of types; for each its code, its count and its values as stored;
 * CRC-32C of all that.
 */
@Singleton
class IndexFiles {

    private static final Logger LOG = Logger.getLogger(IndexFiles.class);
    private static final long MAGIC = 0x414c41524d495831L; // ALARMIX1
    private static final int CHAIN = 32;
    private static final int BUFFER = 1 << 16;

    private final Path folder;

    @Inject
    IndexFiles(LocalFolders folders) {
        this(folders.open("index"));
    }

    IndexFiles(Path folder) {
        this.folder = folder;
    }

    /** Writes the file of a collection in one go: a reader finds the one before or this one. */
    void save(String collection, CollectionIndex index, CollectionIndex.Moment moment) {
        try {
            Path fresh = Files.createTempFile(folder, collection + "-", ".new");
            try {
                write(fresh, index, moment);
                Files.move(fresh, file(collection), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, CollectionIndex index, CollectionIndex.Moment moment) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            OutputStream buffered = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            CheckedOutputStream checked = new CheckedOutputStream(buffered, new CRC32C());
            DataOutputStream out = new DataOutputStream(checked);
            out.writeLong(MAGIC);
            out.writeLong(moment.position());
            out.write(HexFormat.of().parseHex(moment.chain()));
            out.writeInt(moment.values().size());
            for (Map.Entry<FingerprintType, Snapshot> values : moment.values().entrySet()) {
                out.writeShort(values.getKey().code());
                out.writeInt(values.getValue().count());
                index.of(values.getKey()).forEach(values.getValue(), value -> write(out, value));
            }
            out.writeInt((int) checked.getChecksum().getValue());
            out.flush();
            channel.force(true);
        }
    }

    private static void write(OutputStream out, byte[] value) {
        try {
            out.write(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills an empty index with what was saved; false when there is nothing, or nothing that can be read. */
    boolean load(String collection, CollectionIndex index) {
        Path file = file(collection);
        if (!Files.exists(file)) {
            return false;
        }
        try {
            read(file, index);
            return true;
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf("%s can't be used, the index is built again: %s", file, e.getMessage());
            return false;
        }
    }

    private static void read(Path file, CollectionIndex index) throws IOException {
        long size = Files.size(file);
        CheckedInputStream checked =
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER), new CRC32C());
        try (DataInputStream in = new DataInputStream(checked)) {
            check(in.readLong() == MAGIC, "it is not an index");
            long position = in.readLong();
            byte[] chain = in.readNBytes(CHAIN);
            Map<FingerprintType, Codes> values = new EnumMap<>(FingerprintType.class);
            int types = in.readInt();
            for (int i = 0; i < types; i++) {
                FingerprintType type = type(in.readShort());
                values.put(type, values(in, index.of(type), type, size));
            }
            int sum = (int) checked.getChecksum().getValue();
            check(in.readInt() == sum && in.read() < 0, "its checksum is wrong");
            index.load(position, HexFormat.of().formatHex(chain), values);
        }
    }

    private static FingerprintType type(short code) throws IOException {
        for (FingerprintType type : FingerprintType.values()) {
            if (type.code() == code && Reach.most(type) > 0) {
                return type;
            }
        }
        throw new IOException("it has values of an unknown type");
    }

    private static Codes values(DataInputStream in, NearIndex index, FingerprintType type, long size)
            throws IOException {
        int count = in.readInt();
        check(count >= 0 && (long) count * type.byteLength() <= size, "a count is wrong");
        Codes values = index.buffer(count);
        byte[] value = new byte[type.byteLength()];
        for (int i = 0; i < count; i++) {
            in.readFully(value);
            index.append(values, value);
        }
        return values;
    }

    private static void check(boolean right, String message) throws IOException {
        if (!right) {
            throw new IOException(message);
        }
    }

    private Path file(String collection) {
        return folder.resolve(collection + ".bin");
    }
}
