package org.alarmcall.lookup;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintException;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.matching.Matching;
import org.alarmcall.matching.Reach;
import org.alarmcall.platform.FieldErrors;
import org.alarmcall.platform.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Values to look up. */
record LookupRequest(@NotNull @Size(max = MAX_QUERIES) List<@Valid @NotNull Query> queries) {

    static final int MAX_QUERIES = 1_000;

    @Schema(name = "LookupQuery")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Query(
            @Schema(examples = "image_pdq") @NotNull String type,
            @NotNull String value,

            @Schema(
                    description = "How far a match may be: image_pdq to 31 bits, which is the default; text_tlsh to"
                            + " 70, by default 30; 0 for all other types")
            @Nullable
            Integer maxDistance) {}

    /** What is asked; a 422 that names each query that is not valid, since nothing is stored that would be lost by it. */
    List<Matching.Query> parse() {
        FieldErrors errors = new FieldErrors(null);
        List<Matching.Query> parsed = new ArrayList<>(queries.size());
        for (int i = 0; i < queries.size(); i++) {
            Matching.Query query = parse(queries.get(i), "/queries/" + i, errors);
            if (query != null) {
                parsed.add(query);
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors.list());
        }
        return parsed;
    }

    private static Matching.@Nullable Query parse(Query query, String pointer, FieldErrors errors) {
        FingerprintType type = FingerprintType.ofWire(query.type());
        if (type == null) {
            errors.add(pointer + "/type", "must be one of " + FingerprintType.names());
            return null;
        }
        int most = Reach.most(type);
        int distance = query.maxDistance() == null ? Reach.usual(type) : query.maxDistance();
        if (distance < 0 || distance > most) {
            errors.add(
                    pointer + "/maxDistance",
                    most == 0 ? type.wire() + " is looked up exactly: must be 0" : "must be from 0 to " + most);
            return null;
        }
        try {
            return new Matching.Query(Fingerprint.parse(type, query.value()), distance);
        } catch (FingerprintException e) {
            errors.add(pointer + "/value", e.reason());
            return null;
        }
    }
}
