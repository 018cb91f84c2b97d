package org.alarmcall.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Where the server's processor time goes, by the samples of a flight recording. */
final class Profile {

    private static final int TOP = 25;
    private static final String OURS = "org.alarmcall.";

    private Profile() {}

    static void print(Path recording) throws IOException {
        Map<String, Integer> leaves = new HashMap<>();
        Map<String, Integer> ours = new HashMap<>();
        Map<String, Integer> within = new HashMap<>();
        int samples = 0;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                boolean running = event.getEventType().getName().equals("jdk.ExecutionSample");
                @Nullable RecordedStackTrace stack = running ? event.getStackTrace() : null;
                if (stack != null && !stack.getFrames().isEmpty() && !isStart(stack)) {
                    samples++;
                    count(stack.getFrames(), leaves, ours, within);
                }
            }
        }
        Report report = new Report(recording.getFileName().toString().replace(".jfr", "-profile"));
        report.line(
                "%d samples of running Java code after the start (time that a thread waits for the database is not in them)",
                samples);
        section(report, "methods at the top of the stack", leaves, samples);
        section(report, "our method that is nearest to the top", ours, samples);
        section(report, "our methods anywhere on the stack", within, samples);
    }

    private static boolean isStart(RecordedStackTrace stack) {
        return stack.getFrames().stream().anyMatch(frame -> name(frame).equals(OURS + "platform.Main.main"));
    }

    private static void count(
            List<RecordedFrame> frames,
            Map<String, Integer> leaves,
            Map<String, Integer> ours,
            Map<String, Integer> within) {
        leaves.merge(name(frames.get(0)), 1, Integer::sum);
        Set<String> seen = new HashSet<>();
        for (RecordedFrame frame : frames) {
            String name = name(frame);
            if (name.startsWith(OURS)) {
                if (seen.isEmpty()) {
                    ours.merge(name, 1, Integer::sum);
                }
                if (seen.add(name)) {
                    within.merge(name, 1, Integer::sum);
                }
            }
        }
        if (seen.isEmpty()) {
            ours.merge("(none of ours)", 1, Integer::sum);
        }
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static void section(Report report, String title, Map<String, Integer> counts, int samples) {
        report.line("%n%s", title);
        List<Map.Entry<String, Integer>> top = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(TOP)
                .collect(Collectors.toList());
        top.forEach(entry -> report.line("%6.1f %%  %s", 100.0 * entry.getValue() / samples, entry.getKey()));
    }
}
