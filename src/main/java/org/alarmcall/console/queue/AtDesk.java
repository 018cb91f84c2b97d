package org.alarmcall.console.queue;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.alarmcall.console.ConsoleSession;
import org.alarmcall.desk.Desk;
import org.alarmcall.desk.Held;
import org.alarmcall.desk.HeldDecisions;
import org.alarmcall.desk.Person;
import org.alarmcall.indicator.QueueRow;
import org.alarmcall.member.CurrentCaller;
import org.jspecify.annotations.Nullable;

/** What the pages of the queue share: who is there, what the person may still undo, and where it goes next. */
@Singleton
class AtDesk {

    private final Desk desk;
    private final HeldDecisions held;
    private final ConsoleSession console;
    private final CurrentCaller current;

    AtDesk(Desk desk, HeldDecisions held, ConsoleSession console, CurrentCaller current) {
        this.desk = desk;
        this.held = held;
        this.console = console;
        this.current = current;
    }

    Person person() {
        return new Person(console.account().login(), console.account().name());
    }

    /** The person's own decisions that can be undone, newest first. */
    List<Held> mine() {
        Person me = person();
        return held.waiting(current.get()).stream()
                .filter(decision -> decision.by().login().equals(me.login()))
                .sorted((one, other) -> other.due().compareTo(one.due()))
                .toList();
    }

    /** To the next listing of the query, or back to the queue when there is none. */
    Response toNext(QueueQuery query, @Nullable UUID but) {
        QueueRow next = desk.next(current.get(), person(), query.filter(), but);
        String path = next == null ? QueuePages.PATH : ListingPages.PATH + '/' + next.listingId();
        return Response.seeOther(URI.create(query.at(path))).build();
    }
}
