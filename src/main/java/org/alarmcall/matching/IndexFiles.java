package org.alarmcall.matching;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.alarmcall.platform.LocalFolders;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the index of each collection in a file of this node, so that a start need not read all that is live. Whoever loads
 * one checks its position and running hash against the feed, and the digest of its values when it has caught up: a file
 * that is damaged, old or of another feed costs time and is never believed.
 */
@Singleton
class IndexFiles {

    private static final Logger LOG = Logger.getLogger(IndexFiles.class);

    private final Path folder;

    @Inject
    IndexFiles(LocalFolders folders) {
        this(folders.open("index"));
    }

    IndexFiles(Path folder) {
        this.folder = folder;
    }

    void save(String collection, CollectionIndex.Moment moment) {
        try {
            IndexFile.write(
                    file(collection),
                    new IndexFile.Saved(
                            named(collection), moment.position(), moment.chain(), moment.pictures(), moment.texts()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was saved; null when there is nothing, or nothing that can be used. */
    @Nullable
    CollectionIndex load(String collection, Executor merges) {
        Path file = file(collection);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return CollectionIndex.of(IndexFile.read(file, named(collection), merges));
        } catch (IOException e) {
            LOG.warnf("The index of the collection %s is built again: %s", collection, e.getMessage());
            return null;
        }
    }

    private static UUID named(String collection) {
        return UUID.nameUUIDFromBytes(collection.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(String collection) {
        return folder.resolve(collection + ".bin");
    }
}
