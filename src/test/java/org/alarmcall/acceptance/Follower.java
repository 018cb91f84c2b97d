package org.alarmcall.acceptance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** A member's system that follows a feed in its own thread and keeps a {@link FeedCopy}; it outlives a node. */
public final class Follower implements AutoCloseable {

    /** How it gets the entries. */
    public enum Way {
        /** NDJSON, again and again. */
        PULL,
        /** JSON, each request held until there is something. */
        LONG_POLL,
        /** Server-sent events, resumed by Last-Event-ID. */
        STREAM
    }

    private static final long PULL_PAUSE_MILLIS = 50;

    private final MemberClient client;
    private final String feed;
    private final Way way;
    private final FeedCopy copy = new FeedCopy();
    private final Consumer<byte[]> onEntry;
    private final Thread thread;

    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable InputStream open;

    public Follower(MemberClient client, String collection, Way way) {
        this(client, collection, way, entry -> {});
    }

    /** @param onEntry told of each entry after it was applied, in the follower's thread */
    public Follower(MemberClient client, String collection, Way way, Consumer<byte[]> onEntry) {
        this.client = client;
        this.feed = "/api/v1/collections/" + collection + "/feed?tier=candidate";
        this.way = way;
        this.onEntry = onEntry;
        this.thread = new Thread(this::run, "follower by " + way);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** The copy so far; fails when the follower has seen something wrong. */
    public FeedCopy copy() {
        Throwable seen = failure;
        if (seen != null) {
            throw new AssertionFailedError("The follower by " + way + " failed: " + seen.getMessage(), seen);
        }
        return copy;
    }

    @Override
    public void close() {
        stopped = true;
        closeQuietly(open);
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopped) {
                switch (way) {
                    case PULL -> pull();
                    case LONG_POLL -> longPoll();
                    case STREAM -> stream();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            if (!stopped) {
                failure = e;
            }
        }
    }

    private String from(String more) {
        return feed + "&after=" + copy.position() + "&chain=" + copy.chain() + more;
    }

    private void pull() throws InterruptedException {
        Answer answer =
                client.get(from("&limit=700"), "Accept", "application/x-ndjson").expect(200);
        byte[] body = answer.body();
        int start = 0;
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '\n') {
                apply(Arrays.copyOfRange(body, start, i));
                start = i + 1;
            }
        }
        if (start != body.length) {
            throw new AssertionFailedError("the last line has no end");
        }
        copy.checkStands(Long.parseLong(answer.header("Feed-Next")), answer.header("Feed-Chain"));
        if (Long.parseLong(answer.header("Feed-Head")) == copy.position()) {
            Thread.sleep(PULL_PAUSE_MILLIS);
        }
    }

    private void longPoll() throws InterruptedException, IOException {
        Answer answer = client.get(from("&limit=500&wait=20"), "Accept", "application/json")
                .expect(200);
        byte[] body = answer.body();
        try (JsonParser parser = new JsonFactory().createParser(body)) {
            while (parser.nextToken() != null) {
                boolean entries =
                        parser.currentToken() == JsonToken.START_ARRAY && "entries".equals(parser.currentName());
                if (entries) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        int start = (int) parser.currentTokenLocation().getByteOffset();
                        parser.skipChildren();
                        int end = (int) parser.currentLocation().getByteOffset();
                        apply(Arrays.copyOfRange(body, start, end));
                    }
                }
            }
        }
        JsonNode page = answer.json();
        copy.checkStands(page.get("next").asLong(), page.get("chain").asText());
    }

    private void stream() throws InterruptedException {
        HttpResponse<InputStream> response;
        try {
            response = client.open(
                    feed + "&chain=" + copy.chain(),
                    "Accept",
                    "text/event-stream",
                    "Last-Event-ID",
                    Long.toString(copy.position()));
        } catch (IOException e) {
            Thread.sleep(PULL_PAUSE_MILLIS);
            return;
        }
        boolean again = response.statusCode() == 401 || response.statusCode() >= 500;
        if (!again && response.statusCode() != 200) {
            throw new AssertionFailedError("the stream was answered " + response.statusCode());
        }
        open = response.body();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            if (again) {
                Thread.sleep(PULL_PAUSE_MILLIS);
                return;
            }
            readEvents(lines);
        } catch (IOException e) {
            // the node is gone or the stream has ended: resume
        }
    }

    private void readEvents(BufferedReader lines) throws IOException {
        String event = "message";
        String id = "";
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event:")) {
                event = line.substring("event:".length()).strip();
            } else if (line.startsWith("id:")) {
                id = line.substring("id:".length()).strip();
            } else if (line.startsWith("data:")) {
                data = line.substring("data:".length()).strip();
            } else if (line.isEmpty()) {
                onEvent(event, id, data);
                event = "message";
                data = "";
            }
        }
    }

    private void onEvent(String event, String id, String data) throws IOException {
        if (event.equals("position")) {
            JsonNode stands = new ObjectMapper().readTree(data);
            copy.checkStands(stands.get("next").asLong(), stands.get("chain").asText());
        } else if (!data.isEmpty()) {
            apply(data.getBytes(StandardCharsets.UTF_8));
            if (!id.equals(Long.toString(copy.position()))) {
                throw new AssertionFailedError("the event " + id + " holds the position " + copy.position());
            }
        }
    }

    private void apply(byte[] entry) {
        copy.apply(entry);
        onEntry.accept(entry);
    }

    private static void closeQuietly(@Nullable InputStream stream) {
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                // it is gone
            }
        }
    }
}
