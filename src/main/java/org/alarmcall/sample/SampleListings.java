package org.alarmcall.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes up listings: what is traded, in which words and languages, and with photographs that move from one marketplace to
 * the next. The same every time.
 */
final class SampleListings {

    private static final int PDQ_BITS = 256;
    private static final int PHOTO_MOVES_PERCENT = 30;

    /** One kind of goods; its collection, and how it is described. */
    private record Goods(
            String collection,
            String category,
            String taxon,
            String taxonId,
            String term,
            String source,
            @Nullable String claim,
            String note) {}

    private static final List<Goods> GOODS = List.of(
            new Goods(
                    "ivory-and-horn",
                    "ivory",
                    "Loxodonta africana",
                    "speciesplus:4521",
                    "IVC",
                    "O",
                    "antique",
                    "Carved bangles offered as 'old white plastic'."),
            new Goods(
                    "ivory-and-horn",
                    "ivory",
                    "Elephas maximus",
                    "speciesplus:7105",
                    "IVP",
                    "U",
                    "mammoth",
                    "Netsuke blanks, grain visible, sold as mammoth."),
            new Goods(
                    "ivory-and-horn",
                    "rhino-horn",
                    "Ceratotherium simum",
                    "speciesplus:6350",
                    "HOC",
                    "O",
                    "antique",
                    "Libation cup, 'black material', price on request."),
            new Goods(
                    "ivory-and-horn",
                    "marine-mammals",
                    "Odobenus rosmarus",
                    "speciesplus:6258",
                    "TUS",
                    "W",
                    "museum-replica",
                    "Scrimshaw tusk, said to be a replica."),
            new Goods(
                    "ivory-and-horn",
                    "birds",
                    "Rhinoplax vigil",
                    "speciesplus:6353",
                    "CAR",
                    "U",
                    "resin",
                    "Helmeted hornbill casque bead, offered as 'red resin'."),
            new Goods(
                    "live-animals",
                    "reptiles",
                    "Geochelone elegans",
                    "speciesplus:11175",
                    "LIV",
                    "C",
                    "permit-shown",
                    "Hatchlings, the same permit in every picture."),
            new Goods(
                    "live-animals",
                    "birds",
                    "Psittacus erithacus",
                    "speciesplus:8915",
                    "LIV",
                    "F",
                    null,
                    "Hand-reared, ring number hidden."),
            new Goods(
                    "live-animals",
                    "primates",
                    "Saguinus oedipus",
                    "speciesplus:9116",
                    "LIV",
                    "W",
                    null,
                    "Delivery by courier offered."),
            new Goods(
                    "live-animals",
                    "big-cats",
                    "Acinonyx jubatus",
                    "speciesplus:11980",
                    "LIV",
                    "W",
                    null,
                    "Cub with a price in the picture."),
            new Goods(
                    "live-animals",
                    "amphibians",
                    "Oophaga pumilio",
                    "speciesplus:9774",
                    "LIV",
                    "C",
                    null,
                    "Twenty animals, locality named."),
            new Goods(
                    "live-animals",
                    "pangolin",
                    "Manis javanica",
                    "speciesplus:4525",
                    "SCA",
                    "W",
                    null,
                    "Scales by weight beside live animals."));

    private static final List<String> COUNTRIES =
            List.of("IT", "FR", "DE", "GB", "US", "VN", "CN", "TH", "ID", "NG", "ZA", "BR");
    private static final List<String> LANGUAGES =
            List.of("it", "fr", "de", "en", "en", "vi", "zh", "th", "id", "en", "en", "pt");

    private final SplittableRandom random = new SplittableRandom(20261124);
    private final List<String> photos = new ArrayList<>();
    private final ObjectMapper json;
    private final Instant now;

    SampleListings(ObjectMapper json, Instant now) {
        this.json = json;
        this.now = now;
    }

    /** Listings of one member for a collection, as the body of a submission. */
    ObjectNode submission(String member, String collection, int count) {
        List<Goods> goods = GOODS.stream()
                .filter(one -> one.collection().equals(collection))
                .toList();
        ObjectNode body = json.createObjectNode();
        ArrayNode listings = body.putArray("listings");
        for (int number = 1; number <= count; number++) {
            fill(listings.addObject(), member + "-" + number, goods.get(random.nextInt(goods.size())));
        }
        return body;
    }

    private void fill(ObjectNode listing, String reference, Goods goods) {
        int country = random.nextInt(COUNTRIES.size());
        listing.put("reference", reference);
        listing.put(
                "observedAt",
                now.minus(random.nextLong(60 * 24 * 90), ChronoUnit.MINUTES)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        ObjectNode labels = listing.putObject("labels");
        labels.putObject("taxon")
                .put("scientificName", goods.taxon())
                .putArray("ids")
                .add(goods.taxonId());
        labels.put("term", goods.term());
        labels.put("claimedSource", goods.source());
        labels.put("country", COUNTRIES.get(country));
        labels.put("language", LANGUAGES.get(country));
        labels.put("policyCategory", goods.category());
        if (goods.claim() != null) {
            labels.putArray("claims").add(goods.claim());
        }
        listing.put("note", goods.note());
        ArrayNode indicators = listing.putArray("indicators");
        indicators.addObject().put("type", "image_pdq").put("value", photo()).put("quality", 60 + random.nextInt(41));
        indicators.addObject().put("type", "url_sha256").put("value", hex32());
        if (random.nextInt(3) == 0) {
            indicators.addObject().put("type", "text_sha256").put("value", hex32());
        }
    }

    /** A new photograph, or one that was offered before, here or elsewhere: the same file, or saved anew. */
    private String photo() {
        if (!photos.isEmpty() && random.nextInt(100) < PHOTO_MOVES_PERCENT) {
            String photo = photos.get(random.nextInt(photos.size()));
            return random.nextBoolean() ? photo : savedAnew(photo);
        }
        String photo = hex32();
        photos.add(photo);
        return photo;
    }

    /** As compressing and resizing change a hash: a few of its bits. */
    private String savedAnew(String photo) {
        BigInteger hash = new BigInteger(photo, 16);
        for (int changed = 2 + random.nextInt(15); changed > 0; changed--) {
            hash = hash.flipBit(random.nextInt(PDQ_BITS));
        }
        return String.format("%064x", hash);
    }

    private String hex32() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
