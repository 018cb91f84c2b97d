package org.alarmcall.fingerprint;

import org.jspecify.annotations.Nullable;

/**
 * A picture that can't be hashed. The message completes "this picture can't be read: ..." and is written for the one who
 * holds it: what is wrong with it, or which limit it is over.
 */
public final class PictureException extends RuntimeException {

    public PictureException(String reason) {
        this(reason, null);
    }

    public PictureException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    /** The reason, never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
