package org.alarmcall.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.alarmcall.feed.Feed;
import org.alarmcall.feed.FeedSource;
import org.alarmcall.indicator.Quarantine;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.FieldErrors;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The door for those who use the feed: what a member says of an indicator that is or was in it. A member has one opinion
 * of an indicator, whichever of its clients gave it; the newest stands. Nobody but staff sees another member's.
 */
@Singleton
@ActsAs
@Transactional
public class Feedback {

    private final Members members;
    private final OpinionRows opinions;
    private final Quorum quorum;
    private final Feed feed;

    Feedback(Members members, OpinionRows opinions, Quorum quorum, Feed feed) {
        this.members = members;
        this.opinions = opinions;
        this.quorum = quorum;
        this.feed = feed;
    }

    /**
     * An opinion with whose it is, for staff.
     *
     * @param member its name
     */
    public record OfMember(
            String member, String opinion, @Nullable String reason, Instant changedAt) {}

    /** What all members say of an indicator, newest first. For staff. */
    public List<OfMember> opinions(Caller caller, CollectionRef collection, UUID indicatorId) {
        if (!caller.seesAllMembers()) {
            throw Problem.FORBIDDEN.because("Only the coalition's staff may see what members say.");
        }
        return opinions.of(caller, collection.id(), indicatorId).entrySet().stream()
                .map(opinion -> new OfMember(
                        members.member(caller, opinion.getKey()).name(),
                        opinion.getValue().opinion(),
                        opinion.getValue().reason(),
                        opinion.getValue().changedAt()))
                .sorted(Comparator.comparing(OfMember::changedAt).reversed())
                .toList();
    }

    /** How many members must speak against an indicator to quarantine it. */
    public int quarantineMembers(Caller caller, CollectionRef collection) {
        return quorum.needed(collection);
    }

    /**
     * Stores one opinion.
     *
     * @return the opinion as it stands
     * @throws ProblemException 404 for what never was in a feed that the caller may read, 422 for what is wrong with it
     */
    OpinionView give(Caller caller, String slug, UUID indicatorId, JsonNode body) {
        CollectionRef collection = members.readable(caller, slug);
        FieldErrors errors = new FieldErrors(null);
        Given given = OpinionReader.body(indicatorId, body, errors);
        if (given == null) {
            throw ProblemException.invalid(errors.list());
        }
        if (unknown(caller, collection, Set.of(indicatorId)).contains(indicatorId)) {
            throw noIndicator();
        }
        store(caller, collection, List.of(given));
        return own(caller, slug, indicatorId);
    }

    /**
     * Stores many in one transaction. What is wrong with one is told in its place, and the others are stored. Of two on
     * one indicator the later stands.
     *
     * @param items as sent
     */
    FeedbackAnswer giveAll(Caller caller, String slug, List<JsonNode> items) {
        CollectionRef collection = members.readable(caller, slug);
        List<FeedbackAnswer.Result> results = new ArrayList<>(items.size());
        Map<UUID, Given> good = new LinkedHashMap<>();
        Set<UUID> unknown = unknown(
                caller,
                collection,
                items.stream()
                        .map(OpinionReader::indicatorId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
        for (int i = 0; i < items.size(); i++) {
            FieldErrors errors = new FieldErrors(null);
            Given given = OpinionReader.item(items.get(i), "/items/" + i, errors);
            UUID id = OpinionReader.indicatorId(items.get(i));
            if (given == null) {
                results.add(FeedbackAnswer.Result.rejected(i, id, ProblemException.invalid(errors.list())));
            } else if (unknown.contains(given.indicatorId())) {
                results.add(FeedbackAnswer.Result.rejected(i, id, noIndicator()));
            } else {
                good.put(given.indicatorId(), given);
                results.add(FeedbackAnswer.Result.accepted(i, given.indicatorId()));
            }
        }
        store(caller, collection, good.values());
        return FeedbackAnswer.of(results);
    }

    /** What the caller's member says of an indicator; a 404 when it says nothing. */
    OpinionView own(Caller caller, String slug, UUID indicatorId) {
        return opinions.own(caller, members.readable(caller, slug).id(), indicatorId)
                .orElseThrow(() -> Problem.NOT_FOUND.because(
                        "There is no such indicator in this feed, or no opinion of yours on it."));
    }

    private void store(Caller caller, CollectionRef collection, Collection<Given> given) {
        if (given.isEmpty()) {
            return;
        }
        List<Quarantine.Candidate> locked = quorum.lock(
                collection,
                given.stream()
                        .filter(each -> each.opinion().isAgainst())
                        .map(Given::indicatorId)
                        .toList());
        Set<UUID> confirmed = opinions.confirmed(caller, collection.id(), given);
        Set<UUID> changed =
                Set.copyOf(opinions.store(caller, collection.id(), members.trust(caller, caller.memberId()), given));
        feed.touch(
                caller,
                collection.id(),
                FeedSource.INDICATOR,
                given.stream()
                        .filter(each -> each.opinion() == Opinion.CONFIRM || confirmed.contains(each.indicatorId()))
                        .map(Given::indicatorId)
                        .filter(changed::contains)
                        .toList());
        quorum.enforce(collection, locked);
    }

    /** Those that never were in the feed: an id that was not published tells nobody that it exists. */
    private Set<UUID> unknown(Caller caller, CollectionRef collection, Set<UUID> ids) {
        Set<UUID> published = feed.firstPublished(caller, collection.id(), FeedSource.INDICATOR, ids)
                .keySet();
        return ids.stream().filter(id -> !published.contains(id)).collect(Collectors.toSet());
    }

    private static ProblemException noIndicator() {
        return Problem.NOT_FOUND.because("There is no such indicator in this feed.");
    }
}
