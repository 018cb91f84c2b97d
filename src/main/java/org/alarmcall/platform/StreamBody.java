package org.alarmcall.platform;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A response body that is made while it is sent: one piece is asked for when the one before has gone out, so a slow
 * client holds one piece and no thread, no connection and no transaction. Use it as the entity of a response.
 */
public interface StreamBody {

    /** The next piece; null ends the body. A failure breaks the connection off, so that the client sees it. */
    CompletionStage<byte @Nullable []> next();

    /** Called once when the body has ended or the client has gone. */
    default void close() {}
}
