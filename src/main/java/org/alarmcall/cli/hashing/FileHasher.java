package org.alarmcall.cli.hashing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.fingerprint.Hashes;
import org.alarmcall.fingerprint.Pdq;
import org.alarmcall.fingerprint.PictureException;
import org.alarmcall.fingerprint.PictureFormat;
import org.alarmcall.fingerprint.PictureLimits;
import org.alarmcall.fingerprint.Pictures;
import org.alarmcall.fingerprint.Turn;

/** Hashes pictures and videos. Whatever is in a file, the answer is its hashes or a reason. For many threads. */
public final class FileHasher {

    /** What is made of a file when nothing is chosen. */
    public static final Set<FingerprintType> TYPES = Set.copyOf(EnumSet.of(
            FingerprintType.IMAGE_PDQ,
            FingerprintType.IMAGE_MD5,
            FingerprintType.IMAGE_SHA256,
            FingerprintType.VIDEO_MD5,
            FingerprintType.VIDEO_SHA256));

    /** Heap that one picture may take: the file, what is decoded of it, and what its decoder needs. */
    private static final long PICTURE_BYTES = 384L << 20;

    private final Set<FingerprintType> types;
    private final List<Turn> turns;
    private final Pictures pictures = new Pictures(PictureLimits.DEFAULT);

    /** @param turned whether the hashes of the turned and mirrored picture are made, too */
    public FileHasher(Set<FingerprintType> types, boolean turned) {
        this.types = Set.copyOf(types);
        this.turns = turned ? List.of(Turn.values()) : List.of(Turn.NONE);
    }

    /** As many files at once as there are processors, and as the heap has room for. */
    public static int threads() {
        long room = Math.max(1, Runtime.getRuntime().maxMemory() / PICTURE_BYTES);
        return (int) Math.min(Runtime.getRuntime().availableProcessors(), room);
    }

    public Hashed hash(Path file) {
        try {
            return new Hashed(file.toString(), 0, MediaName.isVideo(file) ? video(file) : picture(file), null);
        } catch (PictureException e) {
            return Hashed.failed(file.toString(), 0, e.reason());
        } catch (IOException e) {
            return Hashed.failed(file.toString(), 0, reason(e));
        } catch (RuntimeException e) {
            // Whatever one file brings about, the others are hashed.
            return Hashed.failed(file.toString(), 0, "it can't be hashed: " + e);
        } catch (OutOfMemoryError e) {
            // One large array that was refused; nothing else is short of memory.
            return Hashed.failed(file.toString(), 0, "it takes more memory than this process has");
        }
    }

    /** Hashes a file that is named in another one. */
    public Hashed hash(Path folder, String name) {
        try {
            return hash(folder.resolve(name));
        } catch (InvalidPathException e) {
            return Hashed.failed(name, 0, "it is no name of a file: " + e.getReason());
        }
    }

    private List<Hash> video(Path file) throws IOException {
        return exact(file, FingerprintType.VIDEO_MD5, FingerprintType.VIDEO_SHA256);
    }

    /** Read once; decoded only for what needs it. */
    private List<Hash> picture(Path file) throws IOException {
        if (!types.contains(FingerprintType.IMAGE_PDQ)) {
            checkFormat(file);
            return exact(file, FingerprintType.IMAGE_MD5, FingerprintType.IMAGE_SHA256);
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes((int) PictureLimits.DEFAULT.maxBytes() + 1);
        }
        List<Hash> hashes = new ArrayList<>();
        Pdq pdq = Pdq.of(pictures.read(bytes));
        for (Turn turn : turns) {
            hashes.add(Hash.ofPicture(pdq.fingerprint(turn), pdq.quality(), turn));
        }
        MessageDigest md5 = Hashes.md5();
        MessageDigest sha256 = Hashes.sha256();
        add(hashes, FingerprintType.IMAGE_MD5, md5.digest(bytes));
        add(hashes, FingerprintType.IMAGE_SHA256, sha256.digest(bytes));
        return hashes;
    }

    private static void checkFormat(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (PictureFormat.of(in.readNBytes(PictureFormat.HEAD)) == null) {
                throw new PictureException("it is none of " + List.of(PictureFormat.values()));
            }
        }
    }

    private List<Hash> exact(Path file, FingerprintType ofMd5, FingerprintType ofSha256) throws IOException {
        List<Hash> hashes = new ArrayList<>();
        if (types.contains(ofMd5) || types.contains(ofSha256)) {
            MessageDigest md5 = Hashes.md5();
            MessageDigest sha256 = Hashes.sha256();
            try (InputStream in = Files.newInputStream(file)) {
                Hashes.update(in, md5, sha256);
            }
            add(hashes, ofMd5, md5.digest());
            add(hashes, ofSha256, sha256.digest());
        }
        return hashes;
    }

    private void add(List<Hash> hashes, FingerprintType type, byte[] value) {
        if (types.contains(type)) {
            hashes.add(Hash.of(Fingerprint.of(type, value)));
        }
    }

    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "it may not be read";
        }
        return "it can't be read: " + e.getMessage();
    }
}
