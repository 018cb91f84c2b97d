package org.alarmcall.cli.hashing;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * What a file is by its name. Only videos are told so, which are not decoded; a picture is known by its content, and its
 * name tells merely that a file without such content is broken and not something else.
 */
final class MediaName {

    private static final Set<String> VIDEOS = Set.of(
            "3gp", "asf", "avi", "flv", "m2ts", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "mts", "ogv", "webm", "wmv");

    /** Also of formats that are not read: to pass over them in silence would look as if they had been hashed. */
    private static final Set<String> PICTURES = Set.of(
            "avif", "bmp", "dib", "gif", "heic", "heif", "jfif", "jp2", "jpe", "jpeg", "jpg", "jxl", "png", "tif",
            "tiff", "webp");

    private MediaName() {}

    static boolean isVideo(Path file) {
        return VIDEOS.contains(extension(file));
    }

    static boolean isPicture(Path file) {
        return PICTURES.contains(extension(file));
    }

    /** Names that begin with a dot: what systems and programs keep for themselves, and files that are being written. */
    static boolean isHidden(Path file) {
        return name(file).startsWith(".");
    }

    private static String extension(Path file) {
        String name = name(file);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }
}
