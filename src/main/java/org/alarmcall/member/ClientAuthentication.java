package org.alarmcall.member;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.alarmcall.member.DirectorySnapshot.ClientRow;
import org.alarmcall.member.DirectorySnapshot.MemberRow;
import org.alarmcall.platform.ProblemException;

/** Proves a client by its secret. */
@Singleton
class ClientAuthentication {

    private final Directory directory;
    private final SecretThrottle throttle;
    private final ClientRateLimit rateLimit;
    private final Clock clock;

    ClientAuthentication(Directory directory, SecretThrottle throttle, ClientRateLimit rateLimit, Clock clock) {
        this.directory = directory;
        this.throttle = throttle;
        this.rateLimit = rateLimit;
        this.clock = clock;
    }

    /** A client that is what it says, active, and of an active member. */
    record Proven(DirectorySnapshot directory, ClientRow client, MemberRow member) {

        Caller caller() {
            return new Caller(
                    member.id(), member.slug(), client.id(), member.coalition(), client.scopes(), client.collections());
        }
    }

    /**
     * A right secret passes always. So every secret is compared, in memory: 256 random bits are not found by trying often.
     * What costs more, a look into the database for a secret of this second, is not done for a sender that has to wait.
     */
    Proven authenticate(OAuthForm form, String address) {
        if (!secretMatches(form, directory.current())) {
            Duration wait = throttle.wait(form.clientId(), address);
            if (!wait.isZero()) {
                throw OAuthError.slowDown(wait);
            }
            directory.refreshAndWait(); // the client or the secret may be of this second, and from another node
            if (!secretMatches(form, directory.current())) {
                throttle.wrong(form.clientId(), address);
                throw OAuthError.invalidClient();
            }
        }
        return proven(form.clientId());
    }

    private Proven proven(String clientId) {
        DirectorySnapshot now = directory.current();
        ClientRow client = now.clients().get(clientId);
        if (client == null) {
            throw OAuthError.invalidClient(); // removed in this moment
        }
        if (client.expired(clock.instant())) {
            throw OAuthError.inactiveClient("The client has expired.");
        }
        MemberRow member = now.members().get(client.memberId());
        if (member == null || !member.active()) {
            throw OAuthError.inactiveClient("The member is suspended.");
        }
        try {
            rateLimit.take(clientId);
        } catch (ProblemException e) {
            throw OAuthError.slowDown(Duration.ofSeconds(1));
        }
        return new Proven(now, client, member);
    }

    /** The same work for every client, known or not. */
    private boolean secretMatches(OAuthForm form, DirectorySnapshot now) {
        ClientRow client = now.clients().get(form.clientId());
        boolean current = Secrets.matches(form.clientSecret(), client == null ? null : client.secretHash());
        boolean previous = Secrets.matches(form.clientSecret(), client == null ? null : client.previousSecretHash());
        boolean overlap = client != null && client.overlaps(clock.instant());
        return current | (previous & overlap);
    }
}
