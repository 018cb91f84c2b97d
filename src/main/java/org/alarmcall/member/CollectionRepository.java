package org.alarmcall.member;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collections and who may use them. For administrators: it does not ask whose they are. */
@Singleton
class CollectionRepository implements PanacheRepositoryBase<SharedCollection, Integer> {

    Optional<SharedCollection> find(Caller caller, String slug) {
        return Names.isSlug(slug) ? find("slug", slug).firstResultOptional() : Optional.empty();
    }

    /** By slug. */
    List<SharedCollection> inOrder(Caller caller) {
        return list("order by slug");
    }

    /** Those of the slugs that exist. */
    Set<String> existing(Caller caller, Collection<String> slugs) {
        return new HashSet<>(getEntityManager()
                .createQuery("select slug from SharedCollection where slug in ?1", String.class)
                .setParameter(1, slugs.stream().filter(Names::isSlug).toList())
                .getResultList());
    }

    /** Whether the row is new. */
    boolean grant(Caller caller, int collectionId, int memberId, Access access) {
        // xmax is 0 in a row that no transaction has updated
        return (Boolean) getEntityManager()
                .createNativeQuery("""
                        INSERT INTO collection_member (collection_id, member_id, access) VALUES (?1, ?2, ?3)
                        ON CONFLICT (collection_id, member_id) DO UPDATE SET access = excluded.access
                        RETURNING xmax = 0
                        """, Boolean.class)
                .setParameter(1, collectionId)
                .setParameter(2, memberId)
                .setParameter(3, access.wire())
                .getSingleResult();
    }

    boolean withdraw(Caller caller, int collectionId, int memberId) {
        return getEntityManager()
                        .createNativeQuery("DELETE FROM collection_member WHERE collection_id = ?1 AND member_id = ?2")
                        .setParameter(1, collectionId)
                        .setParameter(2, memberId)
                        .executeUpdate()
                > 0;
    }

    /** A collection's members by slug, after the one named. */
    List<AccessView> members(Caller caller, SharedCollection collection, String after, int count) {
        List<Object[]> rows = getEntityManager()
                .createNativeQuery("""
                        SELECT m.slug, a.access FROM collection_member a JOIN member m ON m.id = a.member_id
                        WHERE a.collection_id = ?1 AND m.slug > ?2 ORDER BY m.slug LIMIT ?3
                        """, Object[].class)
                .setParameter(1, collection.id())
                .setParameter(2, after)
                .setParameter(3, count)
                .getResultList();
        String slug = collection.view().slug();
        return rows.stream()
                .map(row -> new AccessView(slug, (String) row[0], (String) row[1]))
                .toList();
    }

    /** What a member may do in each collection, by collection; nothing for who may not know. */
    List<AccessView> of(Caller caller, int memberId, String memberSlug) {
        if (!(caller.seesAllMembers() || caller.memberId() == memberId)) {
            return List.of();
        }
        List<Object[]> rows = getEntityManager()
                .createNativeQuery("""
                        SELECT c.slug, a.access FROM collection_member a JOIN collection c ON c.id = a.collection_id
                        WHERE a.member_id = ?1 ORDER BY c.slug
                        """, Object[].class)
                .setParameter(1, memberId)
                .getResultList();
        return rows.stream()
                .map(row -> new AccessView((String) row[0], memberSlug, (String) row[1]))
                .toList();
    }
}
