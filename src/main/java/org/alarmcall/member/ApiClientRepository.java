package org.alarmcall.member;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Under row-level security: what it finds is of the transaction's caller, or of all members for staff. */
@Singleton
class ApiClientRepository implements PanacheRepositoryBase<ApiClient, String> {

    Optional<ApiClient> find(Caller caller, int memberId, String id) {
        return Names.isClientId(id) && (caller.seesAllMembers() || caller.memberId() == memberId)
                ? find("id = ?1 and memberId = ?2 and removedAt is null", id, memberId)
                        .firstResultOptional()
                : Optional.empty();
    }

    /** A member's clients by id, after the one named. */
    List<ApiClient> list(Caller caller, int memberId, String after, int count) {
        return caller.seesAllMembers() || caller.memberId() == memberId
                ? find("memberId = ?1 and id > ?2 and removedAt is null order by id", memberId, after)
                        .page(0, count)
                        .list()
                : List.of();
    }

    long count(Caller caller, int memberId) {
        return count("memberId = ?1 and removedAt is null", memberId);
    }

    /** Whether the id is taken, by a client that was removed too. */
    boolean isTaken(Caller caller, String id) {
        return caller.seesAllMembers() && count("id = ?1", id) > 0;
    }
}
