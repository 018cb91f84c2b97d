package org.alarmcall.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the queue. */
@MessageBundle("queue")
public interface QueueMessages {

    @Message("Queue")
    String title();

    @Message("Nothing waits for you. New listings appear here when members send them.")
    String empty();

    @Message("Reference")
    String reference();

    @Message("Member")
    String member();

    @Message("Received")
    String received();

    @Message("Older listings first")
    String order();

    @Message("Next page")
    String next();
}
