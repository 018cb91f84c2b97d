package org.alarmcall.indicator;

import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.alarmcall.feed.Feed;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Ids;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.Spool;
import org.alarmcall.platform.TempFiles;
import org.alarmcall.vocabulary.Vocabulary;
import org.jspecify.annotations.Nullable;

/** Stores one submission in one transaction, in chunks that bound its memory. */
@Singleton
@ActsAs
@Transactional
class SubmissionStore {

    /** What 100,000 listings may take on a slow machine. */
    static final int TIMEOUT_SECONDS = 600;

    /** Each attempt has waited for the transaction that was in the way, so a few are enough. */
    private static final int CHUNK_ATTEMPTS = 20;

    /** Indicators of a request that is answered with the nearest of each. */
    private static final int MOST_NEAREST = 1_000;

    private static final String UNIQUE_VIOLATION = "23505";

    private final Database database;
    private final SubmissionRows rows;
    private final ChunkWriter chunks;
    private final Members members;
    private final Feed feed;
    private final PublishingPolicies policies;
    private final LookAlikesCache lookAlikes;
    private final NearestIndicators nearest;
    private final TempFiles files;
    private final Ids ids;
    private final ListingReader reader;

    SubmissionStore(
            Database database,
            SubmissionRows rows,
            ChunkWriter chunks,
            Members members,
            Feed feed,
            PublishingPolicies policies,
            LookAlikesCache lookAlikes,
            NearestIndicators nearest,
            TempFiles files,
            Ids ids,
            Clock clock,
            Vocabulary vocabulary) {
        this.database = database;
        this.rows = rows;
        this.chunks = chunks;
        this.members = members;
        this.feed = feed;
        this.policies = policies;
        this.lookAlikes = lookAlikes;
        this.nearest = nearest;
        this.files = files;
        this.ids = ids;
        this.reader = new ListingReader(vocabulary, clock);
    }

    /**
     * @param alone after a deadlock: one such submission of a collection at a time
     * @param answer takes the results; the caller closes it when this fails
     */
    @TransactionConfiguration(timeout = TIMEOUT_SECONDS)
    SubmissionAnswer store(
            Caller caller,
            CollectionRef collection,
            Submissions.Body body,
            @Nullable String key,
            boolean alone,
            AnswerBuilder answer) {
        return database.call(connection -> {
            try {
                Instant now = rows.begin(connection, collection.id());
                if (alone) {
                    rows.queueUp(connection, collection.id());
                }
                SubmissionRows.Earlier earlier =
                        key == null ? null : rows.takeKey(caller, connection, collection.id(), key, body.hash(), now);
                if (earlier != null) {
                    return replay(earlier, body.hash(), answer);
                }
                Sending sending = new Sending(
                        ids.ordered(),
                        collection,
                        body.format(),
                        members.trust(caller, caller.memberId()),
                        policies.of(collection.slug()),
                        lookAlikes.of(connection, collection.id()),
                        feed.pulled(caller, collection.id()),
                        now);
                return store(caller, connection, sending, body, key, answer);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // unchecked, so that it rolls back
            }
        });
    }

    private static SubmissionAnswer replay(SubmissionRows.Earlier earlier, byte[] bodyHash, AnswerBuilder unused)
            throws IOException {
        if (!MessageDigest.isEqual(earlier.bodyHash(), bodyHash)) {
            throw Problem.IDEMPOTENCY_KEY_REUSED.because(
                    "Use a new Idempotency-Key for a new body, or send the body that the key was used with.");
        }
        unused.close();
        return new Replayed(earlier.answer());
    }

    private SubmissionAnswer store(
            Caller caller,
            Connection connection,
            Sending sending,
            Submissions.Body body,
            @Nullable String key,
            AnswerBuilder answer)
            throws SQLException, IOException {
        int received = 0;
        SubmissionSummary summary = SubmissionSummary.NONE;
        try (InputStream in = body.bytes().read();
                ChunkReader source =
                        new ChunkReader(body.format().listings(in, reader), Infrastructure.getDefaultWorkerPool())) {
            List<ListingResult> ahead;
            for (List<ListingResult> chunk = source.next(); !chunk.isEmpty(); chunk = ahead) {
                ahead = source.next();
                boolean only = received == 0 && ahead.isEmpty();
                received += chunk.size();
                List<ParsedListing> good = good(chunk);
                Iterator<ListingAnswer> stored = storeChunk(
                                caller,
                                connection,
                                sending,
                                good,
                                only ? nearby(caller, sending, good) : Nearby.NOT_ASKED)
                        .iterator();
                List<ListingAnswer> answers = new ArrayList<>(chunk.size());
                for (ListingResult listing : chunk) {
                    ListingAnswer one;
                    if (listing instanceof ParsedListing parsed) {
                        one = stored.next();
                        summary = summary.plus(SubmissionSummary.of(parsed, one));
                    } else {
                        RejectedListing rejected = (RejectedListing) listing;
                        one = ListingAnswer.rejected(rejected);
                        summary = summary.plus(SubmissionSummary.of(rejected));
                    }
                    answers.add(one);
                }
                answer.add(answers);
            }
        }
        rows.insert(caller, connection, sending, received, summary);
        SubmissionAnswer finished = answer.finish(sending.submissionId(), received, summary);
        if (key != null) {
            try (Spool gzip = AnswerBuilder.gzip(finished, files)) {
                rows.keepAnswer(caller, connection, sending.collection().id(), key, gzip);
            }
        }
        return finished;
    }

    /** Looked for while the caller waits; a large submission is not kept waiting, and its status says it later. */
    private Nearby nearby(Caller caller, Sending sending, List<ParsedListing> listings) {
        List<Fingerprint> fingerprints = listings.stream()
                .flatMap(listing -> listing.indicators().stream())
                .map(ParsedIndicator::fingerprint)
                .limit(MOST_NEAREST + 1L)
                .toList();
        return fingerprints.size() > MOST_NEAREST
                ? Nearby.NOT_ASKED
                : nearest.of(caller, sending.collection(), fingerprints);
    }

    private static List<ParsedListing> good(List<ListingResult> chunk) {
        List<ParsedListing> good = new ArrayList<>(chunk.size());
        for (ListingResult listing : chunk) {
            if (listing instanceof ParsedListing parsed) {
                good.add(parsed);
            }
        }
        return good;
    }

    /** When another transaction has stored one of the rows first, what is known is asked anew. */
    private List<ListingAnswer> storeChunk(
            Caller caller, Connection connection, Sending sending, List<ParsedListing> listings, Nearby nearby)
            throws SQLException {
        if (listings.isEmpty()) {
            return List.of();
        }
        try (Statement savepoint = connection.createStatement()) {
            for (int attempt = 1; ; attempt++) {
                savepoint.execute("SAVEPOINT chunk");
                try {
                    List<ListingAnswer> answers = chunks.write(caller, connection, sending, listings, nearby);
                    savepoint.execute("RELEASE SAVEPOINT chunk");
                    return answers;
                } catch (SQLException e) {
                    if (!UNIQUE_VIOLATION.equals(e.getSQLState()) || attempt == CHUNK_ATTEMPTS) {
                        throw e;
                    }
                    savepoint.execute("ROLLBACK TO SAVEPOINT chunk");
                }
            }
        }
    }

    /** @param gzip the answer as it was given first */
    private record Replayed(byte[] gzip) implements SubmissionAnswer {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
                in.transferTo(out);
            }
        }

        @Override
        public void close() {}
    }
}
