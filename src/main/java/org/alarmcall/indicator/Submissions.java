package org.alarmcall.indicator;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.alarmcall.fingerprint.Hashes;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.member.Session;
import org.alarmcall.platform.DatabaseFailure;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.platform.Spool;
import org.alarmcall.platform.TempFiles;
import org.jspecify.annotations.Nullable;

/**
 * The door for those who report. A submission is taken in whole before anything is stored, so that no transaction waits
 * for a slow sender; then all its good listings are stored in one transaction, in constant memory.
 */
@Singleton
public class Submissions {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final int MAX_PAUSE_MILLIS = 200;

    private final Members members;
    private final SubmissionStore store;
    private final Uploads uploads;
    private final SubmissionConfig config;
    private final TempFiles files;
    private final ObjectMapper mapper;

    Submissions(
            Members members,
            SubmissionStore store,
            Uploads uploads,
            SubmissionConfig config,
            TempFiles files,
            ObjectMapper mapper) {
        this.members = members;
        this.store = store;
        this.uploads = uploads;
        this.config = config;
        this.files = files;
        this.mapper = mapper;
    }

    /** A body taken in. */
    record Body(BodyFormat format, Spool bytes, byte[] hash) {}

    /**
     * Stores a submission. Returns when it is committed.
     *
     * @param session the caller's; a member that is suspended while the body arrives stores nothing
     * @param collection slug
     * @param body unpacked and limited; read to its end, not closed
     * @param idempotencyKey 1 to 200 visible ASCII characters; the same key with the same body answers the same bytes,
     *     for as long as {@link SubmissionConfig#idempotencyKeyLifetime}
     * @return close it
     * @throws ProblemException 401 when the session ended meanwhile, 429 by {@link Uploads}, 403 and 404 for the
     *     collection, 400, 413 and 422 for the body, 422 for a key that came with another body
     * @throws IOException when the body can't be read
     */
    public SubmissionAnswer submit(
            Caller caller,
            Session session,
            String collection,
            BodyFormat format,
            InputStream body,
            @Nullable String idempotencyKey)
            throws IOException {
        members.writable(caller, collection);
        if (idempotencyKey != null && !KEY.matcher(idempotencyKey).matches()) {
            throw Problem.INVALID.because("Idempotency-Key must be 1 to 200 visible ASCII characters.");
        }
        try (Uploads.Permit permit = uploads.begin(caller);
                Spool bytes = new Spool(files)) {
            MessageDigest sha256 = Hashes.sha256();
            sha256.update((format.mediaType() + '\n').getBytes(StandardCharsets.US_ASCII));
            permit.inTime(body).transferTo(new DigestOutputStream(bytes, sha256));
            if (!members.stillValid(session)) {
                throw new ProblemException(
                        Problem.UNAUTHENTICATED,
                        "The token was valid when the body began and is not any more. Nothing is stored.",
                        List.of(),
                        Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""));
            }
            CollectionRef writable = members.writable(caller, collection);
            return store(caller, writable, new Body(format, bytes, sha256.digest()), idempotencyKey);
        }
    }

    /** Writers that met in a deadlock do it again, one after the other. */
    private SubmissionAnswer store(Caller caller, CollectionRef collection, Body body, @Nullable String key)
            throws IOException {
        for (int attempt = 0; ; attempt++) {
            AnswerBuilder answer = new AnswerBuilder(files, mapper);
            boolean stored = false;
            try {
                SubmissionAnswer finished = store.store(caller, collection, body, key, attempt > 0, answer);
                stored = true;
                return finished;
            } catch (DatabaseFailure e) {
                if (!mayPassWhenRepeated(e)) {
                    throw e;
                }
                if (attempt == config.retries()) {
                    throw Problem.UNAVAILABLE.because(
                            "Too many submissions of the same indicators were in each other's way. Send it again.");
                }
            } finally {
                if (!stored) {
                    answer.close();
                }
            }
            pause();
        }
    }

    /** A deadlock or a serialization failure. */
    private static boolean mayPassWhenRepeated(DatabaseFailure e) {
        return e.sqlState().equals("40P01") || e.sqlState().equals("40001");
    }

    private static void pause() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(MAX_PAUSE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.UNAVAILABLE.because("The server is stopping.");
        }
    }
}
