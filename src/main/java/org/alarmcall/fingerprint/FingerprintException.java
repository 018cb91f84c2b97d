package org.alarmcall.fingerprint;

/**
 * A value or a quality that is not what its type asks for. The message is written for the one who sent it: what is
 * expected, what came, and at which character. No stack trace: it is an answer, not a fault.
 */
public final class FingerprintException extends RuntimeException {

    public FingerprintException(String message) {
        super(message, null, false, false);
    }

    /** The reason, never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
