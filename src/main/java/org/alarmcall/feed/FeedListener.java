package org.alarmcall.feed;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears {@code NOTIFY}: a touch wakes the sequencer, a moved head wakes the readers. Also asks for the heads once a
 * second, so that a notification lost with its connection delays, and loses nothing.
 */
@Singleton
class FeedListener implements Runnable {

    private static final Logger LOG = Logger.getLogger(FeedListener.class);
    private static final int POLL_MILLIS = 1_000;
    private static final int RETRY_MILLIS = 500;

    private final DataSource dataSource;
    private final Heads heads;
    private final Tails tails;
    private final SequencerLoop loop;
    private volatile boolean stopped;

    FeedListener(DataSource dataSource, Heads heads, Tails tails, SequencerLoop loop) {
        this.dataSource = dataSource;
        this.heads = heads;
        this.tails = tails;
        this.loop = loop;
    }

    void start() {
        Thread thread = new Thread(this, "feed-listener");
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (Throwable e) { // the thread must outlive whatever happens to a connection
                if (!stopped) {
                    LOG.warnf("No notifications from the database, trying again: %s", e);
                    pause();
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN alarmcall_touch");
            statement.execute("LISTEN alarmcall_feed");
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT collection_id, position, chain FROM feed_head")) {
            tails.forget();
            readHeads(connection, statement);
            heads.wakeAll();
            long polled = System.nanoTime();
            while (!stopped) {
                hear(connection, postgres.getNotifications(POLL_MILLIS));
                if (System.nanoTime() - polled > POLL_MILLIS * 1_000_000L) {
                    readHeads(connection, statement);
                    polled = System.nanoTime();
                }
            }
        }
    }

    private void hear(Connection connection, PGNotification[] notifications) throws SQLException {
        boolean touched = false;
        Map<Integer, Long> moved = new HashMap<>();
        for (PGNotification notification : notifications) {
            if (notification.getName().equals("alarmcall_touch")) {
                touched = true;
            } else {
                String[] head = notification.getParameter().split(" ", 2);
                moved.put(Integer.valueOf(head[0]), Long.valueOf(head[1]));
            }
        }
        if (touched) {
            loop.wake();
        }
        for (Map.Entry<Integer, Long> head : moved.entrySet()) {
            tails.follow(connection, head.getKey(), head.getValue());
            heads.at(head.getKey(), head.getValue());
        }
    }

    private void readHeads(Connection connection, PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                tails.readHead(connection, row.getInt(1), row.getLong(2), row.getBytes(3));
                heads.at(row.getInt(1), row.getLong(2));
            }
        }
        tails.heard();
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
