package org.alarmcall.staff;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.ClientNetwork;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.platform.SqlArrays;

/**
 * Slows down who guesses. An attempt is counted before anything is compared, and taken back when it was right: however
 * many come at once on however many nodes, no more than the free ones are compared without a wait. Logins that nobody has
 * are counted as all others.
 */
@Singleton
@ActsAs
@Transactional
class Attempts {

    /** One browser at one login. */
    private static final Waits PAIR = new Waits(5, Duration.ofMinutes(15));
    /** From anywhere at one login: short, since whoever guesses keeps the owner out as long. */
    private static final Waits LOGIN = new Waits(30, Duration.ofMinutes(1));
    /** One network at any login: an office may share an address. */
    private static final Waits NETWORK = new Waits(50, Duration.ofMinutes(15));

    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(12);

    private final Database database;
    private final Clock clock;

    Attempts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @throws ProblemException 429 with {@code Retry-After}; then it is not counted */
    public void begin(Caller caller, String login, String address) {
        Instant now = clock.instant();
        Map<String, Waits> subjects = subjects(login, address);
        List<byte[]> keys = subjects.keySet().stream()
                .map(hex -> HexFormat.of().parseHex(hex))
                .toList();
        database.run(connection -> {
            Duration wait = longestWait(connection, subjects, keys, now);
            if (!wait.isZero()) {
                throw tooMany(wait);
            }
            count(connection, keys, now);
        });
    }

    /** It was right, all of it: what failed at this login is forgotten, and of the network's this one. */
    public void right(Caller caller, String login, String address) {
        String network = ClientNetwork.of(address);
        database.run(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM staff_failure WHERE subject = ANY (?)")) {
                delete.setArray(1, SqlArrays.bytes(connection, List.of(pair(login, network), login(login))));
                delete.executeUpdate();
            }
            takeBack(connection, network);
        });
    }

    /** The password was right, which alone forgives nothing at this login; an office that signs in all day guesses nothing. */
    public void rightPassword(Caller caller, String address) {
        database.run(connection -> takeBack(connection, ClientNetwork.of(address)));
    }

    private static void takeBack(Connection connection, String network) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE staff_failure SET failures = failures - 1 WHERE subject = ? AND failures > 0")) {
            update.setBytes(1, network(network));
            update.executeUpdate();
        }
    }

    int forget(Caller caller) {
        Instant before = clock.instant().minus(FORGOTTEN_AFTER);
        return database.call(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM staff_failure WHERE last_at < ?")) {
                delete.setTimestamp(1, Timestamp.from(before));
                return delete.executeUpdate();
            }
        });
    }

    /** Locks the rows, new ones too, so that attempts at once are counted one after the other. */
    private static Duration longestWait(
            Connection connection, Map<String, Waits> subjects, List<byte[]> keys, Instant now) throws SQLException {
        Duration longest = Duration.ZERO;
        try (PreparedStatement lock = connection.prepareStatement("""
                INSERT INTO staff_failure AS f (subject, failures, last_at)
                SELECT subject, 0, ? FROM unnest(?::bytea[]) AS subject ORDER BY subject
                ON CONFLICT (subject) DO UPDATE SET failures = f.failures
                RETURNING subject, failures, last_at
                """)) {
            lock.setTimestamp(1, Timestamp.from(now));
            lock.setArray(2, SqlArrays.bytes(connection, keys));
            try (ResultSet row = lock.executeQuery()) {
                while (row.next()) {
                    Waits waits = subjects.get(HexFormat.of().formatHex(row.getBytes("subject")));
                    Instant last = row.getTimestamp("last_at").toInstant();
                    if (waits != null && last.isAfter(now.minus(FORGOTTEN_AFTER))) {
                        Duration wait = waits.after(row.getInt("failures"));
                        Duration left = wait.isZero() ? wait : Duration.between(now, last.plus(wait));
                        longest = left.compareTo(longest) > 0 ? left : longest;
                    }
                }
            }
        }
        return longest;
    }

    private static void count(Connection connection, List<byte[]> keys, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE staff_failure
                SET failures = CASE WHEN last_at < ? THEN 1 ELSE failures + 1 END, last_at = ?
                WHERE subject = ANY (?)
                """)) {
            update.setTimestamp(1, Timestamp.from(now.minus(FORGOTTEN_AFTER)));
            update.setTimestamp(2, Timestamp.from(now));
            update.setArray(3, SqlArrays.bytes(connection, keys));
            update.executeUpdate();
        }
    }

    private static ProblemException tooMany(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return new ProblemException(
                Problem.TOO_MANY_REQUESTS,
                "Too many wrong attempts. Try again in " + seconds + (seconds == 1 ? " second." : " seconds."),
                List.of(),
                Map.of("Retry-After", Long.toString(seconds)));
    }

    /** Sorted, so that two that come at once lock in one order. */
    private static Map<String, Waits> subjects(String login, String address) {
        String network = ClientNetwork.of(address);
        HexFormat hex = HexFormat.of();
        Map<String, Waits> subjects = new TreeMap<>();
        subjects.put(hex.formatHex(pair(login, network)), PAIR);
        subjects.put(hex.formatHex(login(login)), LOGIN);
        subjects.put(hex.formatHex(network(network)), NETWORK);
        return subjects;
    }

    private static byte[] pair(String login, String network) {
        return OneTimeToken.hash("pair:" + network + ' ' + login);
    }

    private static byte[] login(String login) {
        return OneTimeToken.hash("login:" + login);
    }

    private static byte[] network(String network) {
        return OneTimeToken.hash("network:" + network);
    }
}
