package org.alarmcall.console.members;

import java.util.ArrayList;
import java.util.List;
import org.alarmcall.member.Access;
import org.alarmcall.member.AccessView;
import org.alarmcall.member.NewClientView;
import org.alarmcall.member.Scope;

/** What the member's engineer pastes to see that it works: one command a line, none that the client may not give. */
final class Commands {

    private Commands() {}

    /** The secret is not in it: {@code login} asks for it, so that it stays out of the shell's history. */
    static List<String> of(String server, NewClientView client, List<AccessView> access) {
        List<String> lines = new ArrayList<>();
        lines.add("alarmcall login --url " + server + " --client-id " + client.clientId());
        lines.add("alarmcall status");
        for (AccessView one : access) {
            String collection = " --collection " + one.collection();
            boolean reads = Access.parse(one.access()).filter(Access::canRead).isPresent();
            boolean writes = Access.parse(one.access()).filter(Access::canWrite).isPresent();
            if (writes && may(client, Scope.SUBMISSIONS_WRITE)) {
                lines.add("alarmcall push" + collection + " listings.ndjson");
            }
            if (reads && may(client, Scope.FEED_READ)) {
                lines.add("alarmcall pull" + collection + " --into " + one.collection() + " --tier reviewed");
            }
            if (writes && may(client, Scope.TACTICS_WRITE)) {
                lines.add("alarmcall tactics report" + collection + " tactic.json");
            }
        }
        return lines;
    }

    private static boolean may(NewClientView client, Scope scope) {
        return client.scopes().contains(scope.wire());
    }
}
