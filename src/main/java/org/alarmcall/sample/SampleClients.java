package org.alarmcall.sample;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.alarmcall.platform.StartupChecks;

/**
 * Keeps the sample's credentials beside its data, for this user only: the server itself has only their hashes. A second
 * file says that the listings are made, too.
 */
final class SampleClients {

    private final Path file;
    private final Path staff;
    private final Path complete;
    private final ObjectMapper json;

    SampleClients(Path dataDir, ObjectMapper json) {
        this.file = dataDir.resolve(StartupChecks.SAMPLE);
        this.staff = dataDir.resolve("sample-staff.json");
        this.complete = dataDir.resolve("sample-complete");
        this.json = json;
    }

    Optional<List<SampleClient>> read() {
        try {
            return Files.exists(file)
                    ? Optional.of(json.readValue(file.toFile(), new TypeReference<List<SampleClient>>() {}))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<SampleStaff> readStaff() {
        try {
            return Files.exists(staff)
                    ? Optional.of(json.readValue(staff.toFile(), SampleStaff.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean complete() {
        return Files.exists(complete);
    }

    void markComplete() {
        try {
            Files.createFile(complete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(List<SampleClient> clients) {
        write(file, clients);
    }

    void write(SampleStaff made) {
        write(staff, made);
    }

    private void write(Path file, Object kept) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, json.writerWithDefaultPrettyPrinter().writeValueAsString(kept));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
