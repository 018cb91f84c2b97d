package org.alarmcall.platform;

/** The server will not start like this; the message tells the operator why and what to do. Shown without a trace. */
public final class StartupRefused extends RuntimeException {

    public StartupRefused(String message) {
        super(message, null, false, false);
    }
}
