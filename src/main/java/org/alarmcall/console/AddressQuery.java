package org.alarmcall.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The query of an address: its parameters in their order, without those that are empty. */
public final class AddressQuery {

    private final StringJoiner parameters = new StringJoiner("&");

    public AddressQuery with(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            parameters.add(name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        return this;
    }

    /** The address of a path with this query. */
    public String at(String path) {
        return parameters.length() == 0 ? path : path + '?' + parameters;
    }

    /** For example {@code q=white+plastic&language=en}. */
    @Override
    public String toString() {
        return parameters.toString();
    }
}
