package org.alarmcall.staff;

/**
 * Where a sign-in comes from, as the list of sessions shows it.
 *
 * @param address IP address
 * @param browser what the browser calls itself; cut to {@link #MAX_BROWSER} characters
 */
public record From(String address, String browser) {

    static final int MAX_BROWSER = 200;

    public From {
        browser = browser.length() > MAX_BROWSER ? browser.substring(0, MAX_BROWSER) : browser;
    }
}
