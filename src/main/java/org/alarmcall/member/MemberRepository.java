package org.alarmcall.member;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

@Singleton
class MemberRepository implements PanacheRepositoryBase<Member, Integer> {

    Optional<Member> find(Caller caller, String slug) {
        if (!Names.isSlug(slug)) {
            return Optional.empty();
        }
        return find("slug", slug)
                .firstResultOptional()
                .filter(member -> caller.seesAllMembers() || caller.memberId() == member.id());
    }

    /** By slug, after the one named. */
    List<Member> list(Caller caller, String after, int count) {
        return caller.seesAllMembers()
                ? find("slug > ?1 order by slug", after).page(0, count).list()
                : List.of();
    }
}
