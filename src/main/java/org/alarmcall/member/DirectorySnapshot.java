package org.alarmcall.member;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is who, at one version of the directory. Immutable; answers without the database.
 *
 * @param accesses by collection, then by member
 * @param clients those that are not removed
 * @param keys signing keys that are published, by key id
 * @param revoked ids of tokens that were revoked and have not yet expired
 */
record DirectorySnapshot(
        long version,
        Map<Integer, MemberRow> members,
        Map<String, ClientRow> clients,
        Map<String, CollectionRow> collections,
        Map<Integer, CollectionRow> collectionsById,
        Map<Integer, Map<Integer, Access>> accesses,
        Map<String, SigningKey> keys,
        Set<String> revoked) {

    record MemberRow(
            int id,
            String slug,
            String name,
            String sector,
            boolean active,
            Trust trust,
            boolean coalition,
            Instant createdAt) {}

    record CollectionRow(int id, String slug, String title, String tlp) {

        CollectionRef as(Access access) {
            return new CollectionRef(id, slug, title, tlp, access);
        }
    }

    record ClientRow(
            String id,
            int memberId,
            Set<Scope> scopes,
            @Nullable Set<String> collections,
            byte[] secretHash,
            byte @Nullable [] previousSecretHash,
            @Nullable Instant previousSecretUntil,
            @Nullable Instant expiresAt) {

        boolean expired(Instant now) {
            return expiresAt != null && !now.isBefore(expiresAt);
        }

        /** Whether the secret before the last rotation still works. */
        boolean overlaps(Instant now) {
            return previousSecretUntil != null && now.isBefore(previousSecretUntil);
        }
    }

    static DirectorySnapshot of(
            long version,
            List<MemberRow> members,
            List<ClientRow> clients,
            List<CollectionRow> collections,
            Map<Integer, Map<Integer, Access>> accesses,
            List<SigningKey> keys,
            Set<String> revoked) {
        return new DirectorySnapshot(
                version,
                members.stream().collect(Collectors.toUnmodifiableMap(MemberRow::id, m -> m)),
                clients.stream().collect(Collectors.toUnmodifiableMap(ClientRow::id, c -> c)),
                collections.stream().collect(Collectors.toUnmodifiableMap(CollectionRow::slug, c -> c)),
                collections.stream().collect(Collectors.toUnmodifiableMap(CollectionRow::id, c -> c)),
                Map.copyOf(accesses),
                keys.stream().collect(Collectors.toUnmodifiableMap(SigningKey::kid, k -> k)),
                Set.copyOf(revoked));
    }

    /** The session of a token; null when the token, its client or its member is no longer good. */
    @Nullable
    Session session(AccessToken token, Instant now) {
        ClientRow client = clients.get(token.clientId());
        if (client == null || client.expired(now) || !now.isBefore(token.expiresAt()) || revoked.contains(token.id())) {
            return null;
        }
        MemberRow member = members.get(client.memberId());
        if (member == null || !member.active() || !member.slug().equals(token.member())) {
            return null;
        }
        Caller caller = new Caller(
                member.id(), member.slug(), client.id(), member.coalition(), token.scopes(), token.collections());
        return new Session(caller, token.id(), token.expiresAt());
    }

    boolean stillValid(Session session, Instant now) {
        Caller caller = session.caller();
        ClientRow client = clients.get(caller.clientId());
        MemberRow member = members.get(caller.memberId());
        return client != null
                && !client.expired(now)
                && now.isBefore(session.expiresAt())
                && !revoked.contains(session.tokenId())
                && member != null
                && member.active();
    }

    /** What the caller may do in a collection; null when it may not know of it. */
    @Nullable
    Access access(Caller caller, CollectionRow collection) {
        if (caller.isSystem()) {
            return Access.READ_WRITE;
        }
        if (caller.collections() != null && !caller.collections().contains(collection.slug())) {
            return null;
        }
        Access granted = accesses.getOrDefault(collection.id(), Map.of()).get(caller.memberId());
        if (!caller.coalition()) {
            return granted;
        }
        return granted == null || granted == Access.READ ? Access.READ : Access.READ_WRITE;
    }

    /** The clients that may read a collection's feed now. */
    Set<String> readers(CollectionRow collection, Instant now) {
        return clients.values().stream()
                .filter(client -> client.scopes().contains(Scope.FEED_READ) && !client.expired(now))
                .filter(client -> mayRead(client, collection))
                .map(ClientRow::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean mayRead(ClientRow client, CollectionRow collection) {
        MemberRow member = members.get(client.memberId());
        if (member == null || !member.active()) {
            return false;
        }
        Access access = access(
                new Caller(
                        member.id(),
                        member.slug(),
                        client.id(),
                        member.coalition(),
                        client.scopes(),
                        client.collections()),
                collection);
        return access != null && access.canRead();
    }

    /** The key that signs now: the newest that is old enough. */
    SigningKey signingKey(Instant now) {
        return keys.values().stream()
                .filter(key -> !now.isBefore(key.signsFrom()))
                .max(SigningKey.BY_AGE)
                .orElseThrow(() -> new IllegalStateException("no signing key"));
    }
}
