package org.alarmcall.vocabulary;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A versioned list of words that is data, not code: those who keep it revise it.
 *
 * @param system for example {@code cites-source}; with the kind and the code the key of a word
 * @param version of the list
 * @param kind what the words are, for example {@code source}
 * @param note where it is from
 */
public record CodeList(String system, String version, String kind, String note, List<Code> codes) {

    public CodeList {
        codes = List.copyOf(codes);
    }

    Set<String> codeSet() {
        return codes.stream().map(Code::code).collect(Collectors.toUnmodifiableSet());
    }
}
