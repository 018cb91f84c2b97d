package org.alarmcall.member;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks. The first parameter of every door and repository method, so that nothing can be asked by nobody. Made by
 * the token filter, or by {@link #system} for work that the server does by itself.
 *
 * @param memberId the member's internal number; 0 for the system
 * @param memberSlug the member's name in URLs; for the system the name of the work
 * @param clientId the API client, or {@code system:<work>}
 * @param coalition whether the member is the coalition itself, which reads every collection
 * @param scopes what the token may be used for
 * @param collections slugs that the client is limited to; null when it is not limited
 */
public record Caller(
        int memberId,
        String memberSlug,
        String clientId,
        boolean coalition,
        Set<Scope> scopes,
        @Nullable Set<String> collections) {

    public Caller {
        scopes = Set.copyOf(scopes);
        collections = collections == null ? null : Set.copyOf(collections);
    }

    /** Work of the server itself, for example {@code Caller.system("sequencer")}: sees every member's rows. */
    public static Caller system(String work) {
        return new Caller(0, work, "system:" + work, false, Set.of(), null);
    }

    /** The client id as which a person of the staff acts. */
    public static String staffClient(String login) {
        return "staff:" + login;
    }

    public boolean isSystem() {
        return memberId == 0;
    }

    public boolean has(Scope scope) {
        return scopes.contains(scope);
    }

    /** Whether every member's rows are visible: to the system, and to staff with the review or admin scope. */
    public boolean seesAllMembers() {
        return isSystem() || (coalition && (has(Scope.REVIEW) || has(Scope.ADMIN)));
    }
}
