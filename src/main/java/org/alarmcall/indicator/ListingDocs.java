package org.alarmcall.indicator;

import java.time.Instant;
import java.util.List;
import org.alarmcall.vocabulary.Labels;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What members send, as it is documented; it is read by {@link ListingReader}, so that each fault is named. */
final class ListingDocs {

    static final String CSV = """
            reference,observedAt,taxon,term,claimedSource,country,language,policyCategory,type,value,quality,note
            ad-8841,2026-11-20T09:30:00Z,Loxodonta africana,IVC,O,IT,it,ivory,image_sha256,\
            9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08,,Carved bangles
            """;

    private ListingDocs() {}

    @Schema(name = "Submission", description = "Listings, 1,000 at most; application/x-ndjson takes 100,000.")
    record Submission(
            @Schema(maxItems = ListingSource.MAX_JSON_LISTINGS)
            List<Listing> listings) {}

    @Schema(name = "Listing", description = "One prohibited listing, as its platform hashed it.")
    record Listing(
            @Schema(
                    maxLength = ListingReader.MAX_REFERENCE,
                    examples = "ad-8841",
                    description = "Your own opaque id, unique in the collection; sent again, it replaces the listing.")
            String reference,

            @Schema(examples = "2026-11-20T09:30:00Z") Instant observedAt,
            Labels labels,

            @Schema(maxLength = ListingReader.MAX_NOTE, description = "No personal data.") @Nullable
            String note,

            @Schema(minItems = 1, maxItems = ListingReader.MAX_INDICATORS)
            List<Indicator> indicators) {}

    @Schema(name = "SubmittedIndicator", description = "A fingerprint of an image, video, text, URL or account.")
    record Indicator(
            @Schema(
                    enumeration = {
                        "image_pdq",
                        "image_md5",
                        "image_sha256",
                        "video_md5",
                        "video_sha256",
                        "text_sha256",
                        "text_tlsh",
                        "url_sha256",
                        "account_hmac"
                    })
            String type,

            @Schema(description = "Hexadecimal in either case; a TLSH digest with T1 before it.")
            String value,

            @Schema(
                    minimum = "0",
                    maximum = "100",
                    description = "Needed for image_pdq, and below 50 rejected there; not kept for other types.")
            @Nullable
            Integer quality) {}
}
