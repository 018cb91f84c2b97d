package org.alarmcall.vocabulary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The CITES trade terms, and the codes that CITES has retired but systems still send. A code alone is no key: CITES
 * uses some letters for a term and for a unit ({@code kind}).
 */
public final class TradeTerms {

    private final String system;
    private final String version;
    private final String kind;
    private final List<TradeTerm> terms;
    private final Map<String, TradeTerm> byCode = new HashMap<>();
    private final Map<String, Map<Kingdom, String>> successors = new HashMap<>();

    TradeTerms(TermFile file) {
        this.system = file.system();
        this.version = file.version();
        this.kind = file.kind();
        this.terms = List.copyOf(file.codes());
        terms.forEach(term -> byCode.put(term.code(), term));
        for (Retired retired : file.retired()) {
            if (!byCode.containsKey(retired.became())) {
                throw new IllegalStateException(system + ": " + retired.became() + " is not in the list");
            }
            for (Kingdom kingdom : retired.of()) {
                successors
                        .computeIfAbsent(retired.code(), code -> new HashMap<>())
                        .put(kingdom, retired.became());
            }
        }
    }

    public String system() {
        return system;
    }

    public String version() {
        return version;
    }

    public String kind() {
        return kind;
    }

    public List<TradeTerm> all() {
        return terms;
    }

    /** The term of a code in use; null for a retired or unknown one. */
    public @Nullable TradeTerm find(String code) {
        return byCode.get(code);
    }

    /** What a retired code became for animals or plants (LEA: LPS or LVS); null when it is no retired code. */
    public @Nullable String successor(String retired, Kingdom kingdom) {
        Map<Kingdom, String> successor = successors.get(retired);
        return successor == null ? null : successor.get(kingdom);
    }

    record TermFile(
            String system, String version, String kind, String note, List<TradeTerm> codes, List<Retired> retired) {}

    record Retired(String code, String became, List<Kingdom> of) {}
}
