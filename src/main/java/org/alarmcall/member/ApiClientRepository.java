package org.alarmcall.member;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** How many each member has, by its slug; of all members, so for staff. */
    Map<String, Long> counts(Caller caller) {
        if (!caller.seesAllMembers()) {
            return Map.of();
        }
        List<Object[]> rows =
                getEntityManager().createNativeQuery("""
                        SELECT m.slug, count(*) FROM api_client c JOIN member m ON m.id = c.member_id
                        WHERE c.removed_at IS NULL GROUP BY m.slug
                        """, Object[].class).getResultList();
        return rows.stream().collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }

    /** Whether the id is taken, by a client that was removed too. */
    boolean isTaken(Caller caller, String id) {
        return caller.seesAllMembers() && count("id = ?1", id) > 0;
    }
}
