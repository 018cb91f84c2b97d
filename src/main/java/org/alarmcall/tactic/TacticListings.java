package org.alarmcall.tactic;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.alarmcall.indicator.ListingsShowing;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.vocabulary.Labels;
import org.jspecify.annotations.Nullable;

/** The door from a tactic to the listings that may show it. */
@Singleton
@ActsAs
@Transactional
public class TacticListings {

    private final Database database;
    private final Members members;
    private final ReportRows reports;
    private final ReviewRows rows;
    private final PublishedRows published;
    private final ListingsShowing listings;

    TacticListings(
            Database database,
            Members members,
            ReportRows reports,
            ReviewRows rows,
            PublishedRows published,
            ListingsShowing listings) {
        this.database = database;
        this.members = members;
        this.reports = reports;
        this.rows = rows;
        this.published = published;
        this.listings = listings;
    }

    /**
     * A page of the live listings with the tactic's taxon, or one below it, and its term, if it has one, and of those that the
     * report names; those first that were sent last. It may have fewer than {@code limit}, though others follow. A member gets its own, and nothing that depends on others'; staff every member's.
     *
     * @throws ProblemException 404 for a tactic that the caller may not read
     */
    public Page<TacticListing> page(Caller caller, String collection, UUID id, @Nullable String cursor, int limit) {
        CollectionRef visible = members.visible(caller, collection);
        boolean staff = caller.seesAllMembers() && caller.has(Scope.REVIEW);
        Labels labels = database.call(connection -> labels(caller, connection, visible, id, staff));
        List<UUID> named = database.call(connection -> reports.namedListings(caller, connection, visible.id(), id));
        Page<ListingsShowing.Found> page = listings.page(caller, visible, labels, named, cursor, limit);
        return new Page<>(
                page.items().stream()
                        .map(found -> TacticListing.of(found, staff))
                        .toList(),
                page.next());
    }

    private Labels labels(Caller caller, Connection connection, CollectionRef collection, UUID id, boolean staff)
            throws SQLException {
        Report report = staff
                ? rows.find(caller, connection, List.of(collection), List.of(id))
                        .get(id)
                : reports.find(caller, connection, collection.id(), id);
        if (report != null) {
            return report.content().labels();
        }
        PublishedTactic tactic =
                Tactics.reads(caller, collection) ? published.find(caller, connection, collection.id(), id) : null;
        if (tactic == null) {
            throw Tactics.noTactic();
        }
        return tactic.content().labels();
    }
}
